import type { SteerAction } from '../../../domain/events.ts';
import type { InvestigationInput } from '../../../domain/investigation.ts';
import type { StepName } from '../../../domain/steps.ts';
import type { Attempt } from '../../../activities/run.ts';
import type { Bug } from './bugs.ts';
import { StepRun } from './step-run.ts';
import type { StepWorld } from './step-run.ts';
import { WorkflowRun } from './workflow-run.ts';
import type { Activation, Command, Job } from './workflow-run.ts';
import type { Worker } from './workers.ts';

/** One run: what it got and what it wanted, from which it can be repeated. */
export type Journal = {
  readonly input: InvestigationInput;
  readonly tasks: { readonly activation: Activation; readonly commands: string }[];
};

type EngineWorld = StepWorld & {
  /** The clock of the engine, which may jump ahead. */
  readonly now: () => number;
  readonly bug: Bug | null;
  readonly execute: (
    worker: Worker,
    step: StepName,
    args: never,
    at: Attempt & { readonly name: string },
  ) => Promise<unknown>;
  readonly onStart: (input: InvestigationInput, step: StepName, args: never) => void;
  /** A step still runs when its run ends, and nobody has cancelled it. */
  readonly onLeft: (step: StepName) => void;
  readonly onThrow: (message: string) => void;
  readonly onCancelTaken: (input: InvestigationInput) => void;
};

/** How a trace names an investigation. */
export const shortOf = (id: string): string => `#${Number(id.slice(-4))}`;

/** The engine for one investigation: its tasks, timers and steps, and a new run for each round. */
export class Engine {
  readonly #world: EngineWorld;
  readonly journals: Journal[] = [];
  #input: InvestigationInput;
  #run: WorkflowRun;
  #jobs: Job[] = [];
  #steps = new Map<number, StepRun>();
  readonly #started = new Map<number, StepName>();
  #timers = new Set<number>();
  #isTaskDue = false;
  #isClosed = false;
  readonly #updates = new Set<string>();

  constructor(world: EngineWorld, input: InvestigationInput) {
    this.#world = world;
    this.#input = input;
    this.#run = this.#begin();
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  requestCancel(): void {
    if (!this.#isClosed) this.#bring({ kind: 'cancel' });
  }

  /** A request with an id that the run has is the same request. */
  update(updateId: string, action: SteerAction): void {
    if (this.#isClosed || this.#updates.has(updateId)) return;
    this.#updates.add(updateId);
    this.#bring({ kind: 'update', updateId, action });
  }

  /** Fires the timers that are due by the engine's clock. */
  fireTimers(): void {
    for (const atMs of this.#timers)
      if (atMs <= this.#world.now()) {
        this.#timers.delete(atMs);
        this.#bring({ kind: 'timer', atMs });
      }
  }

  #begin(): WorkflowRun {
    this.journals.push({ input: this.#input, tasks: [] });
    this.#steps = new Map();
    this.#timers = new Set();
    this.#updates.clear();
    this.#taskSoon();
    return new WorkflowRun(this.#input, this.#world.bug);
  }

  #bring(job: Job): void {
    this.#jobs.push(job);
    this.#taskSoon();
  }

  /** What comes until the task is taken is brought by it together. */
  #taskSoon(): void {
    if (this.#isTaskDue) return;
    this.#isTaskDue = true;
    const { queue, random, faults, hasFaults } = this.#world;
    const isSlow = hasFaults() && random.chance(faults.slow);
    queue.after(isSlow ? random.between(100, 5_000) : random.between(1, 10), () => this.#task());
  }

  async #task(): Promise<void> {
    this.#isTaskDue = false;
    if (this.#isClosed) return;
    const { random, now } = this.#world;
    const jobs = this.#jobs.splice(0);
    const activation = { nowMs: now(), jobs, updatesFirst: random.chance(0.5) };
    const commands = await this.#run.activate(activation);
    this.journals.at(-1)?.tasks.push({ activation, commands: JSON.stringify(commands) });
    if (jobs.some(({ kind }) => kind === 'cancel')) this.#world.onCancelTaken(this.#input);
    for (const command of commands) this.#follow(command);
  }

  #follow(command: Command): void {
    const { queue, now, onThrow } = this.#world;
    switch (command.kind) {
      case 'start':
        this.#start(command);
        break;
      case 'stop':
        this.#steps.get(command.seq)?.cancel();
        break;
      case 'timer':
        this.#timers.add(command.atMs);
        queue.after(command.atMs - now(), () => this.fireTimers());
        break;
      case 'updated':
        this.#world.say(() => `update ${command.updateId}: ${command.refusal ?? 'accepted'}`);
        break;
      case 'again':
        this.#closeSteps();
        this.#input = JSON.parse(JSON.stringify(command.input)) as InvestigationInput;
        this.#run = this.#begin();
        break;
      case 'threw':
        onThrow(command.message);
        this.#close();
        break;
      case 'end':
        this.#world.say(() => `workflow ends ${command.status}`);
        this.#close();
        break;
    }
  }

  #start({ seq, step, args }: Extract<Command, { kind: 'start' }>): void {
    const world = this.#world;
    const input = this.#input;
    const steps = this.#steps;
    world.onStart(input, step, args);
    const name = `${shortOf(input.id)} ${step} ${seq}`;
    world.say(() => `start ${name} ${JSON.stringify(args)}`);
    const execute = (worker: Worker, at: Attempt & { name: string }) =>
      world.execute(worker, step, args, at);
    const run = new StepRun(world, step, name, execute, (end) => {
      world.say(() => `end ${name} ${JSON.stringify(end)}`);
      if (this.#steps === steps && !this.#isClosed) this.#bring({ kind: 'result', seq, end });
    });
    this.#steps.set(seq, run);
    this.#started.set(seq, step);
  }

  #close(): void {
    this.#isClosed = true;
    this.#closeSteps();
  }

  #closeSteps(): void {
    for (const [seq, step] of this.#steps) {
      if (!step.isClosed) this.#world.onLeft(this.#started.get(seq) ?? 'runTool');
      step.cancel();
    }
    // Cancels and requests that came to the end of a round belong to the next one.
    this.#jobs = this.#jobs.filter(({ kind }) => kind === 'cancel' || kind === 'update');
  }
}
