import type { Random } from '../../../local/data/random.ts';
import type { EventQueue } from './event-queue.ts';
import type { Faults } from './plan.ts';
import type { WorkerPool } from './workers.ts';

type World = {
  readonly queue: EventQueue;
  readonly random: Random;
  readonly faults: Faults;
  readonly pool: WorkerPool;
  readonly startMs: number;
  readonly say: (line: () => string) => void;
};

/** What goes wrong at moments of its own, until the faults of the run stop. */
export type Nemesis = {
  readonly hasFaults: () => boolean;
  /** The workspace's quota is used by somebody else. */
  readonly isStorm: () => boolean;
  readonly databaseAheadMs: () => number;
  readonly engineAheadMs: () => number;
  readonly begin: (onJump: () => void) => void;
};

export function createNemesis({ queue, random, faults, pool, startMs, say }: World): Nemesis {
  const elapsedMs = (): number => queue.now() - startMs;
  const { databaseJump } = faults;
  let engineAheadMs = 0;
  const begin: Nemesis['begin'] = (onJump) => {
    for (const atMs of faults.kills)
      queue.after(atMs, () => {
        const worker = pool.all[random.between(0, pool.all.length - 1)];
        if (worker === undefined) return;
        say(() => `${worker.name} is killed`);
        pool.kill(worker, random.between(100, 4_000));
      });
    for (const { atMs, ms } of faults.freezes)
      queue.after(atMs, () => {
        const worker = pool.all[random.between(0, pool.all.length - 1)];
        say(() => `${worker?.name} stands still for ${ms} ms`);
        worker?.freeze(ms);
      });
    for (const { atMs, ms } of faults.jumps)
      queue.after(atMs, () => {
        say(() => `the clock of the engine jumps ${ms} ms`);
        engineAheadMs += ms;
        onJump();
      });
    queue.after(faults.untilMs, () => {
      say(() => 'the faults stop');
      for (const worker of pool.all) worker.thaw();
    });
  };
  return {
    hasFaults: () => elapsedMs() < faults.untilMs,
    isStorm: () =>
      elapsedMs() < faults.untilMs &&
      faults.storms.some(({ atMs, ms }) => elapsedMs() >= atMs && elapsedMs() < atMs + ms),
    databaseAheadMs: () =>
      databaseJump !== null && elapsedMs() >= databaseJump.atMs ? databaseJump.ms : 0,
    engineAheadMs: () => engineAheadMs,
    begin,
  };
}
