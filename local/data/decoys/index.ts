import { brokenPipelineDecoy } from './broken-pipeline.ts';
import { bulkReadDecoy } from './bulk-read.ts';
import { failingEndpointDecoy } from './failing-endpoint.ts';
import { fullRefreshDecoy } from './full-refresh.ts';
import { idleClusterDecoy } from './idle-cluster.ts';
import { loginBurstDecoy } from './login-burst.ts';
import { lostTagsDecoy } from './lost-tags.ts';
import { midnightAdminDecoy } from './midnight-admin.ts';
import { missingRowsDecoy } from './missing-rows.ts';
import { pausedScheduleDecoy } from './paused-schedule.ts';
import { retryLoopDecoy } from './retry-loop.ts';
import { revokedGrantDecoy } from './revoked-grant.ts';
import { slowJobDecoy } from './slow-job.ts';
import { smallWarehouseDecoy } from './small-warehouse.ts';
import { spillingWarehouseDecoy } from './spilling-warehouse.ts';
import { tokenSpreeDecoy } from './token-spree.ts';
import type { Decoy } from './decoy.ts';

/** One decoy for each incident, in the order of the incidents. */
export const decoys: readonly Decoy[] = [
  retryLoopDecoy,
  revokedGrantDecoy,
  smallWarehouseDecoy,
  loginBurstDecoy,
  bulkReadDecoy,
  fullRefreshDecoy,
  brokenPipelineDecoy,
  idleClusterDecoy,
  lostTagsDecoy,
  missingRowsDecoy,
  slowJobDecoy,
  pausedScheduleDecoy,
  tokenSpreeDecoy,
  midnightAdminDecoy,
  spillingWarehouseDecoy,
  failingEndpointDecoy,
];
