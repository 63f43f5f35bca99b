import type { Deps } from '../activities/deps.ts';
import { createActivities } from '../activities/index.ts';
import { createFailpoints } from '../adapters/failpoints.ts';
import type { Meter } from '../domain/metrics.ts';
import type { Steps } from '../domain/steps.ts';
import { failingDeps, failingSteps } from './failpoints.ts';
import { measuredDeps, measuredSteps } from './measured.ts';

/**
 * Creates the steps of an investigation: measured, and with failpoints where a folder of them is set.
 *
 * Effect: as the steps.
 *
 * @param failpointDir Null for no failpoints.
 */
export function createSteps(deps: Deps, meter: Meter, failpointDir: string | null): Steps {
  const measured = measuredDeps(deps, meter);
  if (failpointDir === null) return measuredSteps(createActivities(measured), meter);
  const failing = failingDeps(measured, createFailpoints(failpointDir));
  return measuredSteps(failingSteps(createActivities(failing)), meter);
}
