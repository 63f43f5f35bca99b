import { askedIn } from './asked.ts';
import type { Asked, Context } from './asked.ts';

/** How a second question begins; a bare noun behind "and" belongs to the first. */
const opens = /^(?:why|how|what|is|are|does|do|did|has|have|the)\b/i;
/** Where one symptom ends and another begins. */
const between = /,? as well as (?:of )?|,? and(?: of)? |; /i;

/**
 * Each symptom that a question asks about: one, or two where its parts name different measures. A part
 * without a time of its own has that of the whole.
 *
 * Pure.
 */
export function symptomsIn(question: string, context: Context): readonly Asked[] {
  const whole = askedIn(question, context);
  const parts = question
    .split(between)
    .map((part) => askedIn(part, context))
    .filter(
      ({ isWorded, names, text }, at) =>
        isWorded && (at === 0 || names.length > 0 || opens.test(text)),
    );
  const [first, second] = parts;
  if (parts.length !== 2 || first === undefined || second === undefined) return [whole];
  if (first.said.some((id) => second.said.includes(id))) return [whole];
  return parts.map((one) => ({ ...one, window: one.window ?? whole.window }));
}
