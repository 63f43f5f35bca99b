import type { Random } from '../../../local/data/random.ts';

type Task = {
  readonly atMs: number;
  readonly order: number;
  readonly run: () => void | Promise<void>;
};

/** Resolves when every promise that can go on has gone on: the queue of ticks comes after all of them. */
export const settled = (): Promise<void> => new Promise((resolve) => process.nextTick(resolve));

/**
 * Virtual time of one run. What is due at the same moment happens in an order by the seed, one after
 * another, and all promises come to rest in between.
 */
export class EventQueue {
  #nowMs: number;
  readonly #random: Random;
  readonly #heap: Task[] = [];

  constructor(startMs: number, random: Random) {
    this.#nowMs = startMs;
    this.#random = random;
  }

  now = (): number => this.#nowMs;

  at(atMs: number, run: Task['run']): void {
    this.#push({ atMs: Math.max(atMs, this.#nowMs), order: this.#random.next(), run });
  }

  after(ms: number, run: Task['run']): void {
    this.at(this.#nowMs + ms, run);
  }

  /** Runs until `isOver` or until nothing is left; returns how many steps were made. */
  async run(isOver: () => boolean): Promise<number> {
    let steps = 0;
    for (;;) {
      await settled();
      if (isOver()) return steps;
      const next = this.#pop();
      if (next === undefined) return steps;
      this.#nowMs = next.atMs;
      await next.run();
      steps += 1;
    }
  }

  #push(task: Task): void {
    const heap = this.#heap;
    let at = heap.push(task) - 1;
    for (let parent = (at - 1) >> 1; at > 0; parent = (at - 1) >> 1) {
      const above = heap[parent];
      if (above === undefined || !isBefore(task, above)) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = task;
  }

  #pop(): Task | undefined {
    const heap = this.#heap;
    const [first] = heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return first;
    let at = 0;
    for (;;) {
      const child = smaller(heap, 2 * at + 1);
      const below = heap[child];
      if (below === undefined || !isBefore(below, last)) break;
      heap[at] = below;
      at = child;
    }
    heap[at] = last;
    return first;
  }
}

const isBefore = (a: Task, b: Task): boolean =>
  a.atMs === b.atMs ? a.order < b.order : a.atMs < b.atMs;

/** Of two children, the one that comes first. */
function smaller(heap: readonly Task[], left: number): number {
  const [a, b] = [heap[left], heap[left + 1]];
  return a !== undefined && b !== undefined && isBefore(b, a) ? left + 1 : left;
}
