import type { DecoyTruth } from '../truth.ts';
import type { World } from '../world.ts';

/**
 * Something louder or nearer than the cause of an incident, and innocent. It may be generated with its
 * incident or without; `setOverrides` and `inject` run as those of an incident do.
 */
export type Decoy = {
  /** The id of the incident beside which it lies. */
  readonly id: string;
  readonly setOverrides?: (world: World) => void;
  readonly inject: (world: World) => DecoyTruth;
};
