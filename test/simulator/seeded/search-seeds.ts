import { availableParallelism } from 'node:os';
import { Worker as Thread } from 'node:worker_threads';
import type { Bug } from './bugs.ts';
import type { SeedRun } from './run-seed.ts';

export type Search = {
  readonly from: number;
  readonly count: number;
  readonly bug?: Bug | null;
  /** Called after each seed with how many are done. */
  readonly onSeed?: (done: number) => void;
};

export type Found = {
  readonly steps: number;
  readonly investigations: number;
  /** Runs that broke a promise, in order of seed. */
  readonly broken: readonly SeedRun[];
};

/** What a thread is given: every `step`-th seed of a range. */
export type Share = {
  readonly from: number;
  readonly until: number;
  readonly step: number;
  readonly bug: Bug | null;
};

/**
 * Runs a range of seeds on all processors.
 *
 * Effect: starts threads, which have ended when it returns.
 */
export async function searchSeeds({ from, count, bug = null, onSeed }: Search): Promise<Found> {
  const step = Math.min(count, availableParallelism());
  let done = 0;
  const runs = await Promise.all(
    Array.from({ length: step }, (_, n) => {
      const share: Share = { from: from + n, until: from + count, step, bug };
      return runShare(share, () => {
        done += 1;
        onSeed?.(done);
      });
    }),
  );
  const all = runs.flat();
  const sum = (of: (run: SeedRun) => number): number => all.reduce((to, run) => to + of(run), 0);
  return {
    steps: sum(({ steps }) => steps),
    investigations: sum(({ statuses }) => statuses.length),
    broken: all
      .filter(({ violations }) => violations.length > 0)
      .toSorted((a, b) => a.seed - b.seed),
  };
}

function runShare(share: Share, onSeed: () => void): Promise<readonly SeedRun[]> {
  return new Promise((resolve, reject) => {
    const runs: SeedRun[] = [];
    const thread = new Thread(new URL('seed-thread.ts', import.meta.url), { workerData: share });
    thread.on('message', (run: SeedRun) => {
      runs.push(run);
      onSeed();
    });
    thread.on('error', reject);
    thread.on('exit', () => resolve(runs));
  });
}
