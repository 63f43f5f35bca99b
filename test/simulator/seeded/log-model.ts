import { AppError } from '../../../domain/errors.ts';
import type { NewEvent } from '../../../domain/events.ts';
import { isOpen } from './tables.ts';
import type { Database, Investigation, StoredEvent } from './tables.ts';

/** What an append would change; applied only when all of it can be. */
type Draft = {
  readonly events: StoredEvent[];
  readonly keys: Set<string>;
  seq: number;
  status: Investigation['status'];
  pass: number;
  attempt: number;
};

/**
 * Appends events as `append_events` of the database does: a known key is left out, after the end nothing is
 * taken, of answers only the newest pass and attempt may write, and all is appended or nothing.
 *
 * @throws {AppError} `input.conflict`.
 */
export function append(db: Database, row: Investigation, events: readonly NewEvent[]): void {
  const { lastSeq: seq, status, answerPass: pass, answerAttempt: attempt } = row;
  const draft: Draft = { events: [], keys: new Set(), seq, status, pass, attempt };
  try {
    for (const event of events) add(db, row, draft, event);
  } catch (error) {
    if (db.bug === 'logGap') row.lastSeq = draft.seq + 1;
    throw error;
  }
  row.lastSeq = draft.seq;
  row.status = draft.status;
  row.answerPass = draft.pass;
  row.answerAttempt = draft.attempt;
  for (const event of draft.events) {
    row.events.push(event);
    row.keys.add(event.key);
    db.observer.appended(row, event);
  }
}

function add(db: Database, row: Investigation, draft: Draft, event: NewEvent): void {
  const isKnown = row.keys.has(event.key) || draft.keys.has(event.key);
  if (isKnown && db.bug !== 'noUniqueKey') {
    if (db.bug === 'logGap') draft.seq += 1;
    return;
  }
  if (draft.status !== 'queued' && draft.status !== 'running')
    throw new AppError('input.conflict', 'The log has ended.');
  if (isRepeated(row, draft, event)) return;
  if (event.type.startsWith('answer.')) takeAnswer(row, draft, event.key);
  draft.seq += 1;
  draft.keys.add(event.key);
  draft.events.push({ ...event, seq: draft.seq, atMs: db.now() });
  if (event.type === 'finished') draft.status = event.payload.status;
  else if (event.type === 'started') draft.status = 'running';
}

/** A lane waits or works as its newest event says already. */
function isRepeated(row: Investigation, draft: Draft, event: NewEvent): boolean {
  if (event.type !== 'lane.waiting' && event.type !== 'lane.progress') return false;
  const { domain } = event.payload;
  const newest = [...row.events, ...draft.events].findLast(
    ({ type, payload }) =>
      type.startsWith('lane.') && 'domain' in payload && payload.domain === domain,
  );
  return (
    newest?.type === event.type && JSON.stringify(newest.payload) === JSON.stringify(event.payload)
  );
}

function takeAnswer(row: Investigation, draft: Draft, key: string): void {
  const [, pass = 0, attempt = 0] = key.split(':').map(Number);
  const isOlder = pass < draft.pass || (pass === draft.pass && attempt < draft.attempt);
  if (isOlder || hasFinishedAnswer(row))
    throw new AppError('input.conflict', 'A newer answer has begun.');
  draft.pass = pass;
  draft.attempt = attempt;
}

export const hasFinishedAnswer = (row: Investigation): boolean =>
  row.events.some(({ type }) => type === 'answer.finished');

/** The event that ends an investigation, and nothing after it. */
export const hasEnded = (row: Investigation): boolean => !isOpen(row);
