import { asAppError, failures } from '../../../domain/errors.ts';
import type { StepEnd, StepName } from '../../../domain/steps.ts';
import type { Attempt } from '../../../activities/run.ts';
import type { Random } from '../../../local/data/random.ts';
import type { EventQueue } from './event-queue.ts';
import type { Faults } from './plan.ts';
import type { Worker, WorkerPool } from './workers.ts';

/** Time limits and retries of a step, as `workflows/proxies.ts` has them; milliseconds. */
type Policy = {
  readonly startToCloseMs: number;
  readonly heartbeatMs: number | null;
  readonly growth: number;
  readonly mostAttempts: number;
};

const endless = { growth: 1, mostAttempts: Number.POSITIVE_INFINITY };
const database: Policy = { ...endless, startToCloseMs: 10_000, heartbeatMs: null };
const model: Policy = { ...endless, startToCloseMs: 600_000, heartbeatMs: 10_000, growth: 2 };

const policies: Readonly<Record<StepName, Policy>> = {
  route: model,
  explain: model,
  plan: model,
  check: model,
  synthesise: model,
  routeAtOnce: database,
  synthesiseAtOnce: database,
  settleLanes: database,
  steer: database,
  conclude: database,
  remember: database,
  runTool: { ...model, startToCloseMs: 120_000, growth: 1 },
  askGenie: { ...model, startToCloseMs: 10_800_000, growth: 1 },
  summarise: { ...model, startToCloseMs: 45_000, growth: 1, mostAttempts: 3 },
};

const shortSteps: readonly StepName[] = [
  'routeAtOnce',
  'settleLanes',
  'steer',
  'synthesiseAtOnce',
  'conclude',
];
const mostAttemptsOfBug = 5;
/** A task of the workflow whose worker is gone is given to another one, with its short steps. */
const taskTimeoutMs = 5_000;
const shortTimeoutMs = 10_000;

export type StepWorld = {
  readonly queue: EventQueue;
  readonly random: Random;
  readonly faults: Faults;
  readonly hasFaults: () => boolean;
  readonly pool: WorkerPool;
  readonly say: (line: () => string) => void;
};

type Execute = (worker: Worker, at: Attempt & { readonly name: string }) => Promise<unknown>;

/**
 * One step as the engine runs it: attempts on workers until one ends, or the body cancels it. An attempt that the
 * engine has given up goes on behind its back.
 */
export class StepRun {
  readonly #world: StepWorld;
  readonly #name: string;
  readonly #policy: Policy;
  readonly #execute: Execute;
  readonly #report: (end: StepEnd<never>) => void;
  #attempt = 0;
  /** Grows with every execution; what an older one does is not heard any more. */
  #execution = 0;
  #isClosed = false;
  #abort: (() => void) | null = null;

  constructor(
    world: StepWorld,
    step: StepName,
    name: string,
    execute: Execute,
    report: (end: StepEnd<never>) => void,
  ) {
    this.#world = world;
    this.#name = name;
    this.#policy = policies[step];
    this.#execute = execute;
    this.#report = report;
    if (shortSteps.includes(step)) this.#short();
    else this.#next(0);
  }

  /** It has ended, or nobody wants it any more. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** The body wants it no more: the attempt is told with its next heartbeat. */
  cancel(): void {
    this.#isClosed = true;
    const { queue, random } = this.#world;
    const abort = this.#abort;
    queue.after(random.between(10, 8_000), () => abort?.());
  }

  /** Within the task of the workflow: once, and then as any other step. */
  #short(): void {
    const { pool, random, queue } = this.#world;
    pool.take(random.between(0, 9), (worker) => {
      const isNow = this.#begin(worker, 1, () => this.#next(0));
      const again = (): void => {
        if (isNow()) this.#short();
      };
      const unwatch = worker.watch((stall) => {
        if (stall.kind === 'killed' || stall.ms >= taskTimeoutMs) queue.after(taskTimeoutMs, again);
      });
      if (!worker.isAlive) queue.after(taskTimeoutMs, again);
      queue.after(shortTimeoutMs, () => {
        unwatch();
        if (isNow()) this.#next(0);
      });
    });
  }

  #next(afterMs: number): void {
    if (this.#isClosed) return;
    this.#execution += 1;
    const { pool, random, queue } = this.#world;
    queue.after(afterMs + random.between(1, 10), () => {
      if (this.#isClosed) return;
      pool.take(random.between(0, 9), (worker) => {
        if (this.#isClosed) return;
        this.#attempt += 1;
        this.#run(worker, this.#attempt);
      });
    });
  }

  #run(worker: Worker, attempt: number): void {
    const { queue, random, faults } = this.#world;
    const { startToCloseMs, heartbeatMs } = this.#policy;
    const isNow = this.#begin(worker, attempt, (afterMs) => this.#retry(attempt, afterMs));
    const timeOut = (why: string) => (): void => {
      if (!isNow()) return;
      this.#world.say(() => `${this.#name} attempt ${attempt} ${why}`);
      this.#retry(attempt, null);
    };
    if (startToCloseMs < 60_000) queue.after(startToCloseMs, timeOut('is over time'));
    if (heartbeatMs !== null) {
      const stalled = (): void => queue.after(heartbeatMs, timeOut('has no heartbeat'));
      worker.watch((stall) => {
        if ((stall.kind === 'killed' || stall.ms >= heartbeatMs) && isNow()) stalled();
      });
      // It may have died of its first request.
      if (!worker.isAlive) stalled();
    }
    if (this.#world.hasFaults() && random.chance(faults.zombies))
      queue.after(random.between(0, 15_000), timeOut('is given up and runs on'));
  }

  /** Executes; returns whether this execution is still the one that counts. */
  #begin(worker: Worker, attempt: number, retry: (afterMs: number | null) => void): () => boolean {
    this.#execution += 1;
    const execution = this.#execution;
    const isNow = (): boolean => this.#execution === execution && !this.#isClosed;
    const controller = new AbortController();
    this.#abort = () => worker.deliver(() => controller.abort());
    const name = `${this.#name}#${execution}`;
    const at = { signal: controller.signal, attempt, name };
    this.#execute(worker, at).then(
      (value) => {
        if (!isNow()) return;
        const { queue, random, faults, hasFaults } = this.#world;
        const isLost = hasFaults() && random.chance(faults.ofCall);
        // Done, but its worker dies before it can say so: the engine gives the same step to another.
        const again = (): void => {
          if (isNow()) retry(null);
        };
        if (isLost) queue.after(taskTimeoutMs, again);
        else this.#close({ ok: true, value: value as never });
      },
      (error: unknown) => {
        if (isNow()) this.#failed(error, attempt, retry);
      },
    );
    return isNow;
  }

  #failed(thrown: unknown, attempt: number, retry: (afterMs: number | null) => void): void {
    const { code, message, details } = asAppError(thrown);
    this.#world.say(() => `${this.#name} attempt ${attempt} failed: ${code} ${message}`);
    const isLast = code === 'bug' && attempt >= mostAttemptsOfBug;
    if (failures[code].retried && !isLast) retry(details.retryAfterMs ?? null);
    else this.#close({ ok: false, cancelled: false, failure: { code, message } });
  }

  #retry(attempt: number, afterMs: number | null): void {
    const { growth, mostAttempts } = this.#policy;
    if (attempt < mostAttempts)
      return this.#next(afterMs ?? Math.min(5_000, 500 * growth ** (attempt - 1)));
    const failure = { code: 'upstream.down' as const, message: 'No attempt succeeded.' };
    this.#close({ ok: false, cancelled: false, failure });
  }

  #close(end: StepEnd<never>): void {
    this.#isClosed = true;
    this.#report(end);
  }
}
