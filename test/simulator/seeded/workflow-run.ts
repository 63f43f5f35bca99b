import type { DeepState } from '../../../domain/deep.ts';
import type { SteerAction } from '../../../domain/events.ts';
import type { EndStatus, InvestigationInput } from '../../../domain/investigation.ts';
import type { Effects, StepEnd, StepName } from '../../../domain/steps.ts';
import { carried, investigateRound } from '../../../workflows/deep.ts';
import { emptyInbox, receive, refusalOf, reserve } from '../../../workflows/inbox.ts';
import { investigate } from '../../../workflows/investigate.ts';
import type { Bug } from './bugs.ts';
import { settled } from './event-queue.ts';

/** What a task of the workflow brings to the body. */
export type Job =
  | { readonly kind: 'result'; readonly seq: number; readonly end: StepEnd<never> }
  | { readonly kind: 'timer'; readonly atMs: number }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'update'; readonly updateId: string; readonly action: SteerAction };

/** What the body wants, in order. */
export type Command =
  | { readonly kind: 'start'; readonly seq: number; readonly step: StepName; readonly args: never }
  | { readonly kind: 'stop'; readonly seq: number }
  | { readonly kind: 'timer'; readonly atMs: number }
  | { readonly kind: 'updated'; readonly updateId: string; readonly refusal: string | null }
  | { readonly kind: 'end'; readonly status: EndStatus }
  | { readonly kind: 'again'; readonly input: InvestigationInput }
  | { readonly kind: 'threw'; readonly message: string };

/** One task: its jobs and what followed. Its updates come before its results, or after them. */
export type Activation = {
  readonly nowMs: number;
  readonly jobs: readonly Job[];
  readonly updatesFirst: boolean;
};

type Waiting = { readonly isOver: () => boolean; readonly resolve: () => void };

/**
 * The body with its driver, fed by jobs and answering with commands: the same for a run that happens and for one
 * that is repeated from its journal.
 */
export class WorkflowRun {
  readonly #input: InvestigationInput;
  readonly #bug: Bug | null;
  readonly #inbox = emptyInbox();
  #nowMs = 0;
  #commands: Command[] = [];
  #seq = 0;
  #open = new Map<number, (end: StepEnd<never>) => void>();
  readonly #passed = new Map<number, boolean>();
  #waiting: Waiting[] = [];
  #isBegun = false;
  #isEnded = false;
  #handlers = 0;

  constructor(input: InvestigationInput, bug: Bug | null) {
    this.#input = input;
    this.#bug = bug;
  }

  /** Runs one task until nothing can go on. */
  async activate({ nowMs, jobs, updatesFirst }: Activation): Promise<readonly Command[]> {
    this.#nowMs = nowMs;
    this.#commands = [];
    const requests = jobs.filter(({ kind }) => kind === 'update' || kind === 'cancel');
    const results = jobs.filter(({ kind }) => kind === 'result' || kind === 'timer');
    if (!this.#isBegun) {
      this.#isBegun = true;
      void this.#drive();
    }
    for (const group of updatesFirst ? [requests, results] : [results, requests]) {
      for (const job of group) this.#take(job);
      await settled();
      await this.#wake();
    }
    return this.#commands;
  }

  #take(job: Job): void {
    switch (job.kind) {
      case 'result':
        this.#open.get(job.seq)?.(job.end);
        break;
      case 'timer':
        this.#passed.set(job.atMs, true);
        break;
      case 'cancel':
        if (this.#bug !== 'cancelSwallowed') this.#inbox.cancelRequested = true;
        break;
      case 'update':
        void this.#steer(job.updateId, job.action);
        break;
    }
  }

  /** Goes on with what waits, as long as anything can. */
  async #wake(): Promise<void> {
    for (;;) {
      const ready = this.#waiting.filter(({ isOver }) => isOver());
      if (ready.length === 0) return;
      this.#waiting = this.#waiting.filter((one) => !ready.includes(one));
      for (const { resolve } of ready) resolve();
      await settled();
    }
  }

  /** As the handler of the update and its validator. */
  async #steer(updateId: string, action: SteerAction): Promise<void> {
    const answer = (refusal: string | null): void => {
      this.#commands.push({ kind: 'updated', updateId, refusal });
    };
    const reason = this.#isEnded ? 'It has ended.' : refusalOf(this.#inbox, action);
    if (reason !== null) return answer(reason);
    this.#handlers += 1;
    const undo = reserve(this.#inbox, action);
    const { id, owner } = this.#input;
    const args = { ref: { id, owner }, updateId, action };
    const recorded = await this.#effects.start('steer', args).result;
    if (recorded.ok) receive(this.#inbox, action);
    else undo();
    this.#handlers -= 1;
    answer(recorded.ok ? null : recorded.failure.message);
  }

  /** As the workflow function. */
  async #drive(): Promise<void> {
    try {
      let end = await this.#body();
      this.#isEnded = typeof end === 'string';
      await this.#effects.until(() => this.#handlers === 0, null);
      if (typeof end !== 'string' && this.#inbox.cancelRequested) {
        this.#isEnded = true;
        end = await this.#body();
      }
      if (typeof end === 'string') this.#commands.push({ kind: 'end', status: end });
      else {
        const input = carried(end, this.#input, this.#inbox);
        this.#commands.push({ kind: 'again', input });
      }
    } catch (error) {
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
      this.#commands.push({ kind: 'threw', message });
    }
  }

  #body(): Promise<EndStatus | DeepState> {
    const { deep } = this.#input;
    return deep === undefined
      ? investigate(this.#input, this.#inbox, this.#effects)
      : investigateRound(this.#input, deep, this.#inbox, this.#effects);
  }

  readonly #effects: Effects = {
    start: (step, args) => {
      this.#seq += 1;
      const seq = this.#seq;
      const { promise, resolve } = Promise.withResolvers<StepEnd<never>>();
      const close = (end: StepEnd<never>): void => {
        this.#open.delete(seq);
        resolve(end);
      };
      this.#open.set(seq, close);
      const asked = this.#bug === 'epochKept' && step === 'askGenie' ? { epoch: 1 } : {};
      this.#commands.push({ kind: 'start', seq, step, args: { ...args, ...asked } as never });
      return {
        result: promise,
        cancel: () => {
          if (!this.#open.has(seq)) return;
          this.#commands.push({ kind: 'stop', seq });
          close({ ok: false, cancelled: true, failure: { code: 'bug', message: 'cancelled' } });
        },
      };
    },
    until: async (predicate, deadlineMs) => {
      const isIgnored = deadlineMs === null || this.#bug === 'deadlineIgnored';
      const hasPassed = isIgnored ? () => false : this.#deadline(deadlineMs);
      await new Promise<void>((resolve) => {
        this.#waiting.push({ isOver: () => predicate() || hasPassed(), resolve });
      });
      return predicate();
    },
    now: () => this.#nowMs,
    hasShortSteps: true,
    describe: () => {},
  };

  /** One timer for each deadline. */
  #deadline(atMs: number): () => boolean {
    if (!this.#passed.has(atMs)) {
      this.#passed.set(atMs, atMs <= this.#nowMs);
      if (atMs > this.#nowMs) this.#commands.push({ kind: 'timer', atMs });
    }
    return () => this.#passed.get(atMs) ?? false;
  }
}
