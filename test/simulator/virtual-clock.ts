import { setImmediate as turn } from 'node:timers/promises';

type Timer = { readonly atMs: number; readonly order: number; readonly fire: () => void };
type Waiter = { readonly predicate: () => boolean; readonly resolve: () => void };

/** Turns of the event loop after which every promise that can go on has gone on. */
const settleTurns = 4;

/**
 * Time that moves only when nothing else can: the next timer fires when every promise has come to
 * rest and no predicate holds.
 */
export class VirtualClock {
  #nowMs = 1_800_000_000_000;
  #order = 0;
  #timers: Timer[] = [];
  #waiters = new Set<Waiter>();

  now = (): number => this.#nowMs;

  sleep = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      this.#at(this.#nowMs + ms, resolve);
    });

  until = (predicate: () => boolean, deadlineMs: number | null): Promise<boolean> => {
    if (predicate()) return Promise.resolve(true);
    if (deadlineMs !== null && deadlineMs <= this.#nowMs) return Promise.resolve(false);
    return new Promise((resolve) => {
      const waiter: Waiter = { predicate, resolve: () => resolve(true) };
      this.#waiters.add(waiter);
      if (deadlineMs === null) return;
      this.#at(deadlineMs, () => {
        if (this.#waiters.delete(waiter)) resolve(false);
      });
    });
  };

  /** Runs until the work has ended; throws when it waits for something that never comes. */
  async run<Result>(work: Promise<Result>): Promise<Result> {
    let ended = false;
    const marked = work.finally(() => {
      ended = true;
    });
    // Read again at the end; this only keeps a rejection from going unheard meanwhile.
    marked.catch(() => {});
    for (;;) {
      for (let i = 0; i < settleTurns; i += 1) await turn();
      if (ended) return marked;
      if (this.#wake()) continue;
      const next = this.#timers.shift();
      if (!next) throw new Error('the body waits for something that never comes');
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      next.fire();
    }
  }

  #wake(): boolean {
    const ready = [...this.#waiters].filter(({ predicate }) => predicate());
    for (const waiter of ready) {
      this.#waiters.delete(waiter);
      waiter.resolve();
    }
    return ready.length > 0;
  }

  #at(atMs: number, fire: () => void): void {
    this.#order += 1;
    this.#timers.push({ atMs, order: this.#order, fire });
    this.#timers.sort((a, b) => a.atMs - b.atMs || a.order - b.order);
  }
}
