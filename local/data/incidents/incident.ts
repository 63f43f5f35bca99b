import type { IncidentTruth } from '../truth.ts';
import type { World } from '../world.ts';

/**
 * Something wrong that is planted in the data. `bend` runs before ordinary days are made and may
 * only set bends; `plant` runs after them, adds what is extra and tells the truth about all of it.
 */
export type Incident = {
  readonly id: string;
  readonly bend?: (world: World) => void;
  readonly plant: (world: World) => IncidentTruth;
};
