import { brokenPipeline } from './broken-pipeline.ts';
import { bulkRead } from './bulk-read.ts';
import { failingEndpoint } from './failing-endpoint.ts';
import { fullRefresh } from './full-refresh.ts';
import { idleCluster } from './idle-cluster.ts';
import { loginBurst } from './login-burst.ts';
import { lostTags } from './lost-tags.ts';
import { midnightAdmin } from './midnight-admin.ts';
import { missingRows } from './missing-rows.ts';
import { pausedSchedule } from './paused-schedule.ts';
import { retryLoop } from './retry-loop.ts';
import { revokedGrant } from './revoked-grant.ts';
import { slowJob } from './slow-job.ts';
import { smallWarehouse } from './small-warehouse.ts';
import { spillingWarehouse } from './spilling-warehouse.ts';
import { tokenSpree } from './token-spree.ts';
import type { Incident } from './incident.ts';

/** Every incident, in the order in which they are injected. */
export const incidents: readonly Incident[] = [
  retryLoop,
  revokedGrant,
  smallWarehouse,
  loginBurst,
  bulkRead,
  fullRefresh,
  brokenPipeline,
  idleCluster,
  lostTags,
  missingRows,
  slowJob,
  pausedSchedule,
  tokenSpree,
  midnightAdmin,
  spillingWarehouse,
  failingEndpoint,
];
