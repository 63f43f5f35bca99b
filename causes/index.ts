import type { Cause } from './cause.ts';
import { computeResized } from './compute-resized.ts';
import { definitionChanged } from './definition-changed.ts';
import { endpointLimit } from './endpoint-limit.ts';
import { failingRuns } from './failing-runs.ts';
import { fullRefresh } from './full-refresh.ts';
import { idleCompute } from './idle-compute.ts';
import { loadGrown } from './load-grown.ts';
import { longerRuns } from './longer-runs.ts';
import { newWorkload } from './new-workload.ts';
import { permissionTaken } from './permission-taken.ts';
import { priceChanged } from './price-changed.ts';
import { principalBurst } from './principal-burst.ts';
import { retryLoop } from './retry-loop.ts';
import { rightsGranted } from './rights-granted.ts';
import { schedulePaused } from './schedule-paused.ts';
import { spender } from './spender.ts';
import { tagLost } from './tag-lost.ts';
import { upstream } from './upstream.ts';

/** Every kind of cause. Of two that explain a symptom equally well, the one that stands first is told. */
export const causes: readonly Cause[] = [
  permissionTaken,
  rightsGranted,
  schedulePaused,
  retryLoop,
  fullRefresh,
  computeResized,
  idleCompute,
  priceChanged,
  tagLost,
  spender,
  endpointLimit,
  definitionChanged,
  upstream,
  failingRuns,
  loadGrown,
  longerRuns,
  newWorkload,
  principalBurst,
];
