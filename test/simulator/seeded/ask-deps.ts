import type { Deps } from '../../../activities/deps.ts';
import type { LegRef } from '../../../domain/worker-ports.ts';
import { fence } from './fence-model.ts';
import type { GenieModel } from './genie-model.ts';
import { finishLane, laneEvent, takeLane } from './lane-model.ts';
import {
  knownMessages,
  leaseHolds,
  leaveQuestion,
  questionAsked,
  readEntry,
  requestTurn,
  withdraw,
} from './ledger-model.ts';
import type { Call } from './network.ts';
import { pauseQuota, slotAnswered, slotUnused } from './quota-model.ts';
import type { Database } from './tables.ts';
import { timerOf } from './worker-timer.ts';
import type { EventQueue } from './event-queue.ts';
import type { Worker } from './workers.ts';

export type AskWorld = {
  readonly db: Database;
  readonly call: Call;
  readonly queue: EventQueue;
  readonly genie: GenieModel;
  readonly listen: (leg: LegRef, worker: Worker, onEnd: () => void) => () => void;
};

/** The ports of the real activity that asks Genie, for one attempt on a worker: those that it uses. */
export function askDepsOf(world: AskWorld, worker: Worker, leg: LegRef): Deps {
  const { db, call, queue, genie, listen } = world;
  const on = <Value>(what: string, transaction: () => Value): Promise<Value> =>
    call(worker, `${what} ${leg.domain}:${leg.ask}`, transaction);
  const ledger: Deps['store']['ledger'] = {
    read: (of) => on('ledger.read', () => readEntry(db, of)),
    // Between this check and the socket nothing can come but a process that stands still: the remaining risk.
    leaseHolds: (of) =>
      call(worker, 'ledger.leaseHolds', () => leaseHolds(db, of), { asksWhenAwake: true }),
    withdraw: (of) => on('ledger.withdraw', () => withdraw(db, of)),
    asked: (of, question) =>
      on('ledger.asked', () => {
        questionAsked(db, of, question);
        return null;
      }),
    left: (of, left) => on('ledger.left', () => leaveQuestion(db, of, left)),
    known: (ids) => on('ledger.known', () => knownMessages(db, ids)),
  };
  const quota: Deps['store']['quota'] = {
    request: (of, request) => on('quota.request', () => requestTurn(db, of, request)),
    answered: (slot) => on('quota.answered', () => slotAnswered(db, slot)),
    unused: (slot) => on('quota.unused', () => slotUnused(db, slot)),
    pause: (_, ms) => on('quota.pause', () => pauseQuota(db, ms)),
  };
  const store = {
    takeLane: (of: LegRef) => on('takeLane', () => takeLane(db, of)),
    fence: (of: LegRef) => on('fence', () => fence(db, of)),
    laneEvent: (of, event) => on('laneEvent', () => laneEvent(db, of, event)),
    finishLane: (of, result) => on('finishLane', () => finishLane(db, of, result)),
    ledger,
    quota,
  } satisfies Partial<Deps['store']>;
  const deps: Partial<Deps> = {
    store: store as unknown as Deps['store'],
    laneEnds: { listen: (_, onEnd) => listen(leg, worker, onEnd) },
    timer: timerOf(queue, worker),
    genie: genie.reachedBy(worker, leg),
    certify: () => null,
    now: queue.now,
    nearest: () => [],
    settings: {
      genieTimeoutMs: 90_000,
      genieFirstLookMs: 5_000,
      genieQuestionsPerMinute: db.perMinute,
      memoryTtlHours: 24,
      timeZone: 'UTC',
    } as Deps['settings'],
  };
  return deps as Deps;
}
