import { askGenie } from '../../../activities/ask-genie/ask-genie.ts';
import type { AskArgs, StepName } from '../../../domain/steps.ts';
import type { Random } from '../../../local/data/random.ts';
import { admit, tellQueued } from './admit.ts';
import { askDepsOf } from './ask-deps.ts';
import type { AskWorld } from './ask-deps.ts';
import type { Bug } from './bugs.ts';
import { Engine, shortOf } from './engine.ts';
import type { EventQueue } from './event-queue.ts';
import { createGenie } from './genie-model.ts';
import { createNemesis } from './nemesis.ts';
import { createNetwork } from './network.ts';
import { runOtherStep } from './other-steps.ts';
import type { Plan, Question } from './plan.ts';
import { createPromises } from './promises.ts';
import type { Promises } from './promises.ts';
import { emptyTables } from './tables.ts';
import type { Database, Investigation, Tables } from './tables.ts';
import { beginWishes, readAndAnswer } from './users.ts';
import { WorkerPool } from './workers.ts';

/** Everything that a run has, connected. */
export type World = {
  readonly tables: Tables;
  readonly promises: Promises;
  readonly engines: ReadonlyMap<string, Engine>;
  /** Lets users ask what the plan says, and begins what goes wrong. */
  readonly begin: () => void;
};

/** In keys that nobody repeats; they are not of the seed. */
const anyUuid = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/;

type Given = {
  readonly plan: Plan;
  readonly queue: EventQueue;
  readonly random: Random;
  readonly bug: Bug | null;
  readonly say: (line: () => string) => void;
};

/** Connects the body, the real activity that asks Genie, and the models of all else. */
export function createWorld({ plan, queue, random, bug, say }: Given): World {
  const { faults, perMinute } = plan;
  const startMs = queue.now();
  const pool = new WorkerPool(queue, plan.workers);
  const nemesis = createNemesis({ queue, random, faults, pool, startMs, say });
  const { hasFaults, isStorm } = nemesis;
  const tables = emptyTables();
  const promises = createPromises({ plan, startMs, now: queue.now, perMinute }, tables);
  const engines = new Map<string, Engine>();
  const questions = new Map<string, Question>();
  const questionOf = ({ id }: Investigation): Question => {
    const question = questions.get(id);
    if (question === undefined) throw new Error(`no question ${id}`);
    return question;
  };
  const listeners = createListeners({ queue, random, hasFaults });
  const engineOf = ({ id }: Investigation): Engine | undefined => engines.get(id);
  const db: Database = {
    tables,
    now: () => queue.now() + nemesis.databaseAheadMs(),
    bug,
    perMinute,
    notify: listeners.notify,
    observer: {
      laneEnded: promises.laneEnded,
      appended: (row, event) => {
        const { seq, type, payload, key } = event;
        say(
          () =>
            `${shortOf(row.id)} event ${seq} ${key.replace(anyUuid, '…')} ${JSON.stringify(payload)}`,
        );
        promises.appended(row, event);
        if (type === 'lane.waiting') readAndAnswer(users, row, event, questionOf(row));
      },
    },
  };
  const users = { queue, random, hasFaults, engineOf, db };
  const call = createNetwork({ queue, random, faults, hasFaults, pool, say });
  const onPost: Promises['posted'] = (post) => {
    const { id, domain, ask, attempt } = post.leg;
    const end = post.isTaken ? 'taken' : 'not taken';
    say(() => `${shortOf(id)} POST ${domain}:${ask} of attempt ${attempt}: ${end}`);
    promises.posted(post);
  };
  const genie = createGenie({ queue, random, faults, hasFaults, isStorm, onPost });
  const asking = { db, call, queue, genie, listen: listeners.listen };
  const working = { db, call, queue, random, plan, hasFaults, questionOf };
  const execute: ConstructorParameters<typeof Engine>[0]['execute'] = (worker, step, args, at) => {
    if (step !== 'askGenie') return runOtherStep(working, worker, step, args, at);
    const { ref, ...leg } = args as AskArgs;
    return askGenie(askDepsOf(asking, worker, { ...leg, ...ref, attempt: at.attempt }), args, at);
  };
  const engineWorld = {
    queue,
    random,
    faults,
    hasFaults,
    pool,
    say,
    bug,
    execute,
    now: () => queue.now() + nemesis.engineAheadMs(),
    onStart: promises.started,
    onLeft: (step: StepName) => {
      // Tools beside a cancelled run end with their next heartbeat.
      if (step !== 'runTool') promises.fail('steps', `${step} was left running`);
    },
    onThrow: (message: string) => promises.fail('I12', `the body threw ${message}`),
    onCancelTaken: promises.cancelTaken,
  };
  const ask = (question: Question, n: number): void => {
    const { row, input } = admit(db, question, n, plan.sameSession);
    questions.set(row.id, question);
    tellQueued(db, row);
    // A start that was lost is made up for by the sweeper.
    const isLost = hasFaults() && random.chance(0.1);
    queue.after(isLost ? random.between(10_000, 25_000) : random.between(1, 100), () => {
      const engine = new Engine(engineWorld, input);
      engines.set(row.id, engine);
      if (row.cancelRequestedAtMs !== null) engine.requestCancel();
    });
    beginWishes(users, row, question);
  };
  const begin = (): void => {
    plan.questions.forEach((question, n) => queue.after(question.atMs, () => ask(question, n)));
    nemesis.begin(() => engines.forEach((engine) => engine.fireTimers()));
  };
  return { tables, promises, engines, begin };
}

type Telling = {
  readonly queue: EventQueue;
  readonly random: Random;
  readonly hasFaults: () => boolean;
};

/** Tells the legs of an investigation that a lane of it has ended; with faults some are not told. */
function createListeners({ queue, random, hasFaults }: Telling): {
  readonly listen: AskWorld['listen'];
  readonly notify: Database['notify'];
} {
  const all = new Map<string, Set<() => void>>();
  return {
    listen: ({ id }, worker, onEnd) => {
      const ends = all.get(id) ?? new Set();
      all.set(id, ends);
      const told = (): void => worker.deliver(onEnd);
      ends.add(told);
      return () => ends.delete(told);
    },
    notify: ({ id }) => {
      for (const told of all.get(id) ?? [])
        if (!(hasFaults() && random.chance(0.2))) queue.after(random.between(1, 20), told);
    },
  };
}
