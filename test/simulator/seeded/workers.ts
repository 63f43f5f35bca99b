import type { EventQueue } from './event-queue.ts';

/** What a watcher of a worker is told: it is gone, or stands still for so long. */
export type Stall = { readonly kind: 'killed' } | { readonly kind: 'frozen'; readonly ms: number };

/**
 * One worker process. What reaches it after it was killed is lost; what reaches it while it stands still
 * comes when it goes on.
 */
export class Worker {
  readonly name: string;
  readonly #queue: EventQueue;
  #isAlive = true;
  #frozenUntilMs = 0;
  readonly #watchers = new Set<(stall: Stall) => void>();

  constructor(name: string, queue: EventQueue) {
    this.name = name;
    this.#queue = queue;
  }

  get isAlive(): boolean {
    return this.#isAlive;
  }

  get isFrozen(): boolean {
    return this.#frozenUntilMs > this.#queue.now();
  }

  deliver(run: () => void): void {
    if (!this.#isAlive) return;
    if (this.isFrozen) this.#queue.at(this.#frozenUntilMs, () => this.deliver(run));
    else run();
  }

  kill(): void {
    this.#isAlive = false;
    this.#tell({ kind: 'killed' });
    this.#watchers.clear();
  }

  freeze(ms: number): void {
    this.#frozenUntilMs = Math.max(this.#frozenUntilMs, this.#queue.now() + ms);
    this.#tell({ kind: 'frozen', ms });
  }

  thaw(): void {
    this.#frozenUntilMs = 0;
  }

  watch(onStall: (stall: Stall) => void): () => void {
    this.#watchers.add(onStall);
    return () => this.#watchers.delete(onStall);
  }

  #tell(stall: Stall): void {
    for (const watcher of this.#watchers) watcher(stall);
  }
}

/** How often a task looks for a worker while none takes one, milliseconds. */
const lookAgainMs = 200;

/** The workers of a service: as many as at the beginning, each killed one replaced after a while. */
export class WorkerPool {
  readonly #queue: EventQueue;
  readonly #count: number;
  #made = 0;
  #workers: Worker[] = [];

  constructor(queue: EventQueue, count: number) {
    this.#queue = queue;
    this.#count = count;
    for (let n = 0; n < count; n += 1) this.#add();
  }

  get all(): readonly Worker[] {
    return this.#workers;
  }

  /** Calls with a worker that can take a task; `turn` chooses among them. */
  take(turn: number, use: (worker: Worker) => void): void {
    const able = this.#workers.filter(({ isFrozen }) => !isFrozen);
    const worker = able[turn % Math.max(1, able.length)];
    if (worker !== undefined) use(worker);
    else this.#queue.after(lookAgainMs, () => this.take(turn, use));
  }

  kill(worker: Worker, replacedAfterMs: number): void {
    if (!worker.isAlive) return;
    this.#workers = this.#workers.filter((one) => one !== worker);
    worker.kill();
    this.#queue.after(replacedAfterMs, () => {
      if (this.#workers.length < this.#count) this.#add();
    });
  }

  #add(): void {
    this.#made += 1;
    this.#workers.push(new Worker(`w${this.#made}`, this.#queue));
  }
}
