import type { IncidentTruth } from '../truth.ts';
import type { World } from '../world.ts';

/**
 * A problem that is injected into the generated data. `setOverrides` runs before the ordinary days are
 * generated and may only set overrides. `inject` runs after them, adds the extra rows and returns the
 * expected facts about the whole incident.
 */
export type Incident = {
  readonly id: string;
  readonly setOverrides?: (world: World) => void;
  readonly inject: (world: World) => IncidentTruth;
};
