import { AppError } from '../../../domain/errors.ts';
import type { Random } from '../../../local/data/random.ts';
import type { EventQueue } from './event-queue.ts';
import type { Faults } from './plan.ts';
import type { Worker, WorkerPool } from './workers.ts';

/** A request of a worker to the database: one transaction, at one moment. */
export type Call = <Value>(
  worker: Worker,
  what: string,
  transaction: () => Value,
  options?: { readonly asksWhenAwake?: boolean },
) => Promise<Value>;

type World = {
  readonly queue: EventQueue;
  readonly random: Random;
  readonly faults: Faults;
  readonly hasFaults: () => boolean;
  readonly pool: WorkerPool;
  readonly say: (line: () => string) => void;
};

const callFaults = ['killedBefore', 'killedAfter', 'notSent', 'notHeard', 'frozen'] as const;

const isDown = (): AppError => new AppError('dependency.down', 'The database did not answer.');

/**
 * The way to the database. With faults a worker dies before or after its transaction, or stands still, or the
 * transaction was made and its end is not heard.
 */
export function createNetwork(world: World): Call {
  const { queue, random, faults, pool, say } = world;
  const fail = (worker: Worker, what: string, fault: (typeof callFaults)[number]): void => {
    say(() => `${worker.name} ${fault} at ${what}`);
    if (fault.startsWith('killed')) pool.kill(worker, random.between(100, 4_000));
    if (fault === 'frozen') worker.freeze(random.between(500, 20_000));
  };
  return (worker, what, transaction, { asksWhenAwake = false } = {}) =>
    new Promise((resolve, reject) => {
      if (!worker.isAlive) return;
      const hasFault = world.hasFaults() && random.chance(faults.ofCall);
      const fault = hasFault ? random.pick(callFaults) : null;
      if (fault === 'killedBefore' || fault === 'frozen') fail(worker, what, fault);
      const isSlow = world.hasFaults() && random.chance(faults.slow);
      const run = (): void => {
        if (fault === 'notSent') return worker.deliver(() => reject(isDown()));
        let value: ReturnType<typeof transaction>;
        try {
          value = transaction();
        } catch (error) {
          return worker.deliver(() => reject(error as Error));
        }
        if (fault === 'killedAfter' || fault === 'notHeard') fail(worker, what, fault);
        worker.deliver(() => (fault === 'notHeard' ? reject(isDown()) : resolve(value)));
      };
      // What was sent arrives, also when its sender has died.
      queue.after(isSlow ? random.between(10, 3_000) : random.between(0, 3), () =>
        asksWhenAwake ? worker.deliver(run) : run(),
      );
    });
}
