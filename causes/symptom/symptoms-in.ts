import { askedIn } from './asked.ts';
import type { Asked, Context } from './asked.ts';

/** How a second question begins; a bare noun behind "and" belongs to the first. */
const opens = /^(?:why|how|what|who|is|are|does|do|did|has|have|the)\b/i;
/** What makes a clause of words: "the load has no runs". */
const verb =
  /\b(?:is|are|was|were|has|have|had|does|do|did|got|gets?|went|goes|fails?|failed|costs?|grows?|grew|rose|fell|dropped|jumped|crawls?|threw|throws?|refuses?|stopped)\b/i;
/** Where one symptom ends and another may begin. */
const between =
  /,? as well as (?:of )?|,? and(?: also)?(?: of)? |; (?:also |and )?|, also |,? plus /gi;

/** Between things that are told apart in words. */
const commas = /,? and(?: also)? |, /gi;
const isOfEach = /\b(?:each|both|either|respectively)\b/i;

/** Whether words say by themselves what went wrong with what. */
const stands = ({ isWorded, names, text }: Asked): boolean =>
  isWorded && (names.length > 0 || opens.test(text) || verb.test(text));

/** Whether two are about different things: another measure, or the same of other objects. */
function areApart(one: Asked, other: Asked): boolean {
  if (one.said[0] !== other.said[0]) return true;
  const [few, many] = [one.names, other.names];
  return few.length > 0 && many.length > 0 && !few.some((name) => many.includes(name));
}

/**
 * Each symptom that a question asks about: one, or two where its parts name different measures or objects. A
 * part without a time of its own has that of the whole.
 *
 * Pure.
 */
export function symptomsIn(question: string, context: Context): readonly Asked[] {
  const whole = askedIn(question, context);
  for (const { 0: words, index } of question.matchAll(isOfEach.test(question) ? commas : between)) {
    const [first, second] = [
      askedIn(question.slice(0, index), context),
      askedIn(question.slice(index + words.length), context),
    ];
    const isApart = isOfEach.test(question) ? second.isWorded : stands(second);
    if (first.isWorded && isApart && areApart(first, second))
      return [first, second].map((one) => ({ ...one, window: one.window ?? whole.window }));
  }
  return [whole];
}
