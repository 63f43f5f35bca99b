import type { LogEvent } from '../../domain/events.ts';
import type { Investigation } from '../../domain/investigation.ts';
import type { Cell, Way } from './cells.ts';

/** What a crash left of one investigation. */
export type Left = {
  readonly cell: Cell;
  readonly way: Way;
  /** Whether it came to its failpoint, and had not ended when the victim was struck. */
  readonly stood: 'reached' | 'ended' | 'missed';
  /** Null when it did not end. */
  readonly investigation: Pick<
    Investigation,
    'status' | 'answer' | 'lanes' | 'failure' | 'deadlineAt' | 'finishedAt'
  > | null;
  readonly events: readonly LogEvent[];
  /** Of each question in the ledger, how many rows have it and how often Genie was asked it, in all investigations. */
  readonly questions: readonly { readonly rows: number; readonly posts: number }[];
  /** Rows of the session's memory that came of it. */
  readonly remembered: number;
  /** How long the victim was away, milliseconds. */
  readonly awayMs: number;
};

/** After the deadline: what an investigation has that nothing disturbs. */
const graceMs = 2_000;
/** A worker is taken for dead after 10 s without a heartbeat; a workflow task and a step that died are repeated. */
const recoveryMs = 10_000 + 15_000;

const typesOf = (events: readonly LogEvent[], type: LogEvent['type']): readonly LogEvent[] =>
  events.filter((event) => event.type === type);

/** The answer is what the log has since it began, or was last taken back, to the letter. */
function isWhole(left: Left): boolean {
  const { answer, lanes } = left.investigation ?? {};
  const from = left.events.findLastIndex(
    ({ type }) => type === 'answer.started' || type === 'answer.reset',
  );
  const text = left.events
    .slice(from)
    .map((event) => (event.type === 'answer.delta' ? event.text : ''))
    .join('');
  const areAnswered = (lanes ?? []).every(({ outcome }) => outcome === 'answered');
  return from >= 0 && answer?.markdown === text && areAnswered;
}

/** Each lane without an answer is named, in the answer or where there is none in its stead. */
function namesMissing({ investigation }: Left): boolean {
  const { answer, lanes, failure } = investigation ?? {};
  const missing = (lanes ?? []).filter(({ outcome }) => outcome !== 'answered');
  const told = (answer?.caveats.join('\n') ?? failure?.message ?? '').toLowerCase();
  return missing.length > 0 && missing.every(({ domain }) => told.includes(domain));
}

const isAnswered = (left: Left): boolean =>
  ({
    completed: () => isWhole(left),
    partial: () => namesMissing(left),
    cancelled: () => left.investigation?.answer === null,
  })[left.way.end]();

function isEnd({ investigation, way }: Left): boolean {
  const { status, lanes = [] } = investigation ?? {};
  const hasNone = lanes.every(({ outcome }) => outcome !== 'answered');
  return status === (way.end === 'partial' && hasNone ? 'failed' : way.end);
}

/** How long after its deadline it ended, milliseconds; negative before, null when it has not ended. Pure. */
export function lateMs({ investigation }: Pick<Left, 'investigation'>): number | null {
  const { deadlineAt, finishedAt = null } = investigation ?? {};
  if (deadlineAt === undefined || finishedAt === null) return null;
  return Date.parse(finishedAt) - Date.parse(deadlineAt);
}

function isInTime(left: Left): boolean {
  const late = lateMs(left);
  return late !== null && late <= graceMs + left.awayMs + recoveryMs;
}

function isRemembered({ investigation, events, remembered }: Left): boolean {
  const isSaved = ['completed', 'partial'].includes(investigation?.status ?? '');
  const told = typesOf(events, 'remembered').length;
  return isSaved ? remembered === 2 && told === 1 : remembered === 0 && told === 0;
}

/** Each promise that an investigation keeps wherever a process dies or stands still. */
const promises: readonly (readonly [string, (left: Left) => boolean])[] = [
  [
    'it stood at its failpoint',
    ({ stood, cell }) =>
      stood === 'reached' || (stood === 'ended' && cell.point === 'conclude.after'),
  ],
  [
    'it has one end, the last event',
    ({ events }) => typesOf(events, 'finished').length === 1 && events.at(-1)?.type === 'finished',
  ],
  ['its log has no gap', ({ events }) => events.every(({ seq }, n) => seq === n)],
  ['it ends as it has to', isEnd],
  ['it ends by its deadline, or soon after the crash', isInTime],
  [
    'Genie got each question of the ledger once at most',
    ({ questions }) => questions.length > 0 && questions.every(({ rows, posts }) => posts <= rows),
  ],
  ['its answer is whole, or says what is missing', isAnswered],
  ['its memory is saved once', isRemembered],
];

/** The promises that are not kept. Pure. */
export const brokenOf = (left: Left): readonly string[] =>
  promises.flatMap(([promise, isKept]) => (isKept(left) ? [] : [promise]));
