import type { Verdict } from '../../domain/explanation.ts';
import type { LogEvent } from '../../domain/events.ts';
import { plainText } from '../../domain/plain-text.ts';

/** Hypotheses that were looked at, in order, and what the rows said of each; null while they are read. */
export type CheckNotes = Readonly<Record<string, string | null>>;

/** Lines of hypotheses in a live view: more would push the lanes off a small terminal. */
const mostLines = 6;

const verdictWords: Readonly<Record<Verdict, string>> = {
  cause_found: 'A cause was found',
  contributing: 'Several causes together were found',
  inconclusive: 'No cause could be settled',
  blocked: 'What would settle the cause is missing',
  skipped: 'No cause was looked for',
};

const named = (hypothesis: string): string => plainText(hypothesis).replaceAll('-', ' ');

/** The hypotheses after an event. */
export function withCheck(notes: CheckNotes, event: LogEvent): CheckNotes {
  if (event.type === 'check.started')
    return { ...notes, [event.hypothesis]: notes[event.hypothesis] ?? null };
  return event.type === 'check.finished' ? { ...notes, [event.hypothesis]: event.result } : notes;
}

/** The latest hypotheses, a line each. */
export function checkLines(notes: CheckNotes): string[] {
  return Object.entries(notes)
    .slice(-mostLines)
    .map(([hypothesis, result]) =>
      result === null
        ? `▸ ${named(hypothesis)}: reading rows`
        : `✓ ${named(hypothesis)}: ${result}`,
    );
}

/** The line of an event of a search for a cause; null for other events. */
export function checkLine(event: LogEvent): string | null {
  if (event.type === 'check.started')
    return `Checking ${named(event.hypothesis)}: ${plainText(event.question)}`;
  if (event.type === 'check.finished') return `Checked ${named(event.hypothesis)}: ${event.result}`;
  return event.type === 'explained' ? verdictWords[event.explanation.verdict] : null;
}
