import type { InvestigationInput } from '../../../domain/investigation.ts';
import { isAnswer } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { AskArgs, StepName } from '../../../domain/steps.ts';
import { domains } from '../../../domain/domains.ts';
import { limitOfEnd } from './limits-of-end.ts';
import type { Post } from './genie-model.ts';
import type { Plan } from './plan.ts';
import { laneKey } from './tables.ts';
import type { Investigation, LaneRow, Observer, StoredEvent, Tables } from './tables.ts';

/** What has been seen of one investigation. */
type Seen = {
  nextSeq: number;
  readonly keys: Set<string>;
  hasFinished: boolean;
  endedAtMs: number;
  answer: readonly [pass: number, attempt: number];
  readonly outcomes: Map<string, Outcome | null>;
  readonly asks: Map<string, { ask: number; epoch: number }>;
  cancelTakenMs: number | null;
};

export type Promises = Observer & {
  readonly violations: readonly string[];
  readonly posted: (post: Post) => void;
  readonly started: (input: InvestigationInput, step: StepName, args: never) => void;
  readonly cancelTaken: (input: InvestigationInput) => void;
  readonly fail: (promise: string, what: string) => void;
  readonly seenOf: (row: Investigation) => Seen;
};

type World = {
  readonly plan: Plan;
  readonly startMs: number;
  readonly now: () => number;
  readonly perMinute: number;
};

const minuteMs = 60_000;

/**
 * The promises (I1 to I12, as far as an investigation and its rows can break them), checked at each change by rules
 * of their own: nothing here asks a model what is right.
 */
export function createPromises(world: World, tables: Tables): Promises {
  const violations: string[] = [];
  const fail = (promise: string, what: string): void => {
    violations.push(`${promise}: ${what}`);
  };
  const all = new Map<string, Seen>();
  const seenOf = ({ id }: Pick<Investigation, 'id'>): Seen => {
    const known = all.get(id) ?? {
      nextSeq: 0,
      keys: new Set(),
      hasFinished: false,
      endedAtMs: 0,
      answer: [0, 0],
      outcomes: new Map(),
      asks: new Map(),
      cancelTakenMs: null,
    };
    all.set(id, known);
    return known;
  };
  const taken = new Map<string, number>();
  const legsOf = (content: string): number =>
    [...tables.ledger.values()].filter(({ question }) => question === content).length;
  const arrivals: number[] = [];
  const databaseMs = Math.abs(world.plan.faults.databaseJump?.ms ?? 0);

  return {
    violations,
    fail,
    seenOf,
    appended: (row, event) => {
      const seen = seenOf(row);
      if (event.seq !== seen.nextSeq) fail('I10', `event ${event.seq} comes for ${seen.nextSeq}`);
      seen.nextSeq = event.seq + 1;
      if (seen.keys.has(event.key)) fail('I10', `the key ${event.key} is there twice`);
      seen.keys.add(event.key);
      if (seen.hasFinished) fail('I1', `${event.type} comes after the end`);
      checkAnswer(seen, event, fail);
      checkLane(seen, event, fail);
      if (event.type !== 'finished') return;
      seen.hasFinished = true;
      seen.endedAtMs = world.now();
      checkEnd(row, event.payload.status, fail);
      const { latestMs, cancelledByMs } = limitOfEnd(world, row, seen.cancelTakenMs);
      if (world.now() > latestMs) fail('I5', `it ends ${world.now() - latestMs} ms too late`);
      if (world.now() > cancelledByMs)
        fail('I6', `it ends ${world.now() - cancelledByMs} ms too late after a cancel`);
    },
    laneEnded: (row, lane, by) => {
      const seen = seenOf(row);
      const key = laneKey(lane.round, lane.domain);
      if (seen.outcomes.has(key)) fail('I4', `the lane ${key} ends twice`);
      seen.outcomes.set(key, lane.outcome);
      const isNewest = by === null || (by.ask === lane.ask && by.attempt === lane.attempt);
      if (!isNewest)
        fail(
          'lanes',
          `ask ${by.ask} attempt ${by.attempt} ends ${key}, which ask ${lane.ask} attempt ${lane.attempt} has`,
        );
    },
    posted: ({ leg, content, sentMs, atMs, isTaken }) => {
      const seen = seenOf(leg);
      if (seen.hasFinished && sentMs > seen.endedAtMs) fail('I6', 'Genie is asked after the end');
      arrivals.push(atMs);
      const windowMs = minuteMs - 2 * databaseMs;
      const used = arrivals.filter((one) => one > atMs - windowMs).length;
      if (used > world.perMinute) fail('I11', `${used} questions in a minute`);
      if (!isTaken) return;
      // Legs with the same words may adopt each other's question: there is one for each all the same.
      const legs = legsOf(content);
      taken.set(content, (taken.get(content) ?? 0) + 1);
      if ((taken.get(content) ?? 0) > legs)
        fail('I4', `Genie has “${content}” ${taken.get(content)} times for ${legs} legs`);
    },
    started: (input, step, args) => {
      if (step !== 'askGenie') return;
      const { round, domain, ask, epoch } = args as AskArgs;
      const { asks } = seenOf(input);
      const before = asks.get(laneKey(round, domain)) ?? { ask: 0, epoch: 0 };
      if (ask <= before.ask || epoch <= before.epoch)
        fail('lanes', `the leg ${ask} of ${domain} has the epoch ${epoch} after ${before.epoch}`);
      asks.set(laneKey(round, domain), { ask, epoch });
    },
    cancelTaken: (input) => {
      const seen = seenOf(input);
      seen.cancelTakenMs ??= world.now();
    },
  };
}

type Fail = (promise: string, what: string) => void;

/** Only the newest pass and attempt write the answer, and nothing after it. */
function checkAnswer(seen: Seen, { type, key }: StoredEvent, fail: Fail): void {
  if (!type.startsWith('answer.')) return;
  const [, pass = 0, attempt = 0] = key.split(':').map(Number);
  const [lastPass, lastAttempt] = seen.answer;
  if (pass < lastPass || (pass === lastPass && attempt < lastAttempt))
    fail('I3', `${key} is older than ${lastPass}:${lastAttempt}`);
  seen.answer = [pass, attempt];
}

function checkLane(seen: Seen, { type, payload }: StoredEvent, fail: Fail): void {
  const isProgress = type === 'lane.started' || type === 'lane.waiting' || type === 'lane.progress';
  if (!isProgress || !('domain' in payload) || !('round' in payload)) return;
  const key = laneKey(payload.round, payload.domain);
  // What Genie asked back is told in the transaction that may end the lane.
  const isTold = 'reason' in payload && payload.reason === 'clarification';
  if (seen.outcomes.has(key) && !isTold) fail('I10', `${type} of ${key} comes after its end`);
}

/** The status says what the lanes came to (I9), and a cancel wins over all (I6). */
function checkEnd(row: Investigation, status: string, fail: Fail): void {
  for (const { outcome, domain } of row.lanes.values())
    if (outcome === null) fail('I1', `the lane ${domain} is open at the end`);
  if ((row.cancelRequestedAtMs !== null) !== (status === 'cancelled'))
    fail('I6', `cancelled: ${row.cancelRequestedAtMs !== null}, but it ends ${status}`);
  if (status !== 'cancelled') checkTold(row, status, fail);
}

function checkTold(row: Investigation, status: string, fail: Fail): void {
  const lanes = [...row.lanes.values()];
  const counted = domains.filter(
    (domain) => hasAnswer(lanes, domain) || (isAsked(lanes, domain) && !isSkipped(lanes, domain)),
  );
  const missing = counted.filter((domain) => !hasAnswer(lanes, domain));
  const hasText = row.events.some(({ type }) => type === 'answer.finished');
  if (status === 'completed' && missing.length > 0)
    fail('I9', `it is completed without ${missing.join(', ')}`);
  if (status === 'partial' && missing.length === 0) fail('I9', 'it is partial with all domains');
  const hasEnough = counted.length > missing.length || counted.length === 0;
  if (status === 'failed' && hasEnough && hasText) fail('I9', 'it failed with an answer');
  if (status !== 'failed' && !hasText) fail('I9', `it is ${status} without an answer`);
}

const isAsked = (lanes: readonly LaneRow[], domain: string): boolean =>
  lanes.some((lane) => lane.domain === domain);

/** By the user, in the first round that asked it. */
const isSkipped = (lanes: readonly LaneRow[], domain: string): boolean =>
  lanes.filter((lane) => lane.domain === domain).toSorted((a, b) => a.round - b.round)[0]
    ?.outcome === 'skipped';

const hasAnswer = (lanes: readonly LaneRow[], domain: string): boolean =>
  lanes.some((lane) => lane.domain === domain && lane.outcome !== null && isAnswer(lane.outcome));
