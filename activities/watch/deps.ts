import type { Clock } from '../../domain/clock.ts';
import type { WatchWork } from '../../domain/watch-ports.ts';
import type { WatchedQuestion, WatchSpec } from '../../domain/watch.ts';
import type { Warehouse } from '../../domain/warehouse.ts';
import type { OwnerDeps } from '../ask-as-owner.ts';

/** The ports of the activities of watches. */
export type WatchDeps = OwnerDeps & {
  readonly watches: WatchWork;
  /** Null when none is set. */
  readonly warehouse: Warehouse | null;
  /** The question of a watch as it reads it; null when it is certified no more. */
  readonly questionOf: (spec: Pick<WatchSpec, 'question' | 'parameters'>) => WatchedQuestion | null;
  /** The clock of the data. */
  readonly now: Clock;
};
