import { recordAudit } from './audit.ts';
import {
  type JobRow,
  users,
  type WarehouseRow,
  type WarehouseSize,
  type WorkspaceRow,
  workspaces,
} from './estate.ts';
import type { ClusterRow, EndpointRow } from './estate-compute.ts';
import type { PipelineRow } from './estate-pipelines.ts';
import { tables } from './estate-tables.ts';
import type { World } from './world.ts';

/** Who changes something, and when. */
export type ChangedBy = { readonly atMs: number; readonly by: string };

/** The address from which a user works; that of the office for everybody else. */
export const addressOf = (email: string): string => {
  const index = users.findIndex((user) => user === email);
  return `10.20.0.${index < 0 ? 90 : 10 + index}`;
};

function record(
  world: World,
  { atMs, by }: ChangedBy,
  workspace: WorkspaceRow,
  [service, action]: readonly [string, string],
  params: Readonly<Record<string, string>>,
): void {
  const ip = addressOf(by);
  recordAudit(world, { workspace, atMs, email: by, service, action, params, ip, refusal: null });
}

const sizeNames: Readonly<Record<WarehouseSize, string>> = {
  SMALL: 'Small',
  MEDIUM: 'Medium',
  LARGE: 'Large',
};

/** Effect: adds the audit event of an edit of a warehouse, which names all its settings. */
export function recordWarehouseEdit(
  world: World,
  change: ChangedBy,
  warehouse: WarehouseRow,
  now: { readonly size: WarehouseSize; readonly stopsAfterMinutes: number },
): void {
  record(world, change, warehouse.workspace, ['databrickssql', 'editWarehouse'], {
    id: warehouse.id,
    name: warehouse.name,
    cluster_size: sizeNames[now.size],
    auto_stop_mins: String(now.stopsAfterMinutes),
    min_num_clusters: '1',
    max_num_clusters: '2',
    warehouse_type: 'PRO',
    enable_serverless_compute: 'true',
  });
}

/** Effect: adds the audit event of an update of a job; `settings` are the ones that it sets. */
export function recordJobUpdate(
  world: World,
  change: ChangedBy,
  job: JobRow,
  settings: Readonly<Record<string, unknown>>,
): void {
  record(world, change, job.workspace, ['jobs', 'update'], {
    job_id: job.id,
    new_settings: JSON.stringify(settings),
  });
}

/** Effect: adds the audit event of an edit of a cluster, which names all its settings. */
export function recordClusterEdit(
  world: World,
  change: ChangedBy,
  cluster: ClusterRow,
  stopsAfterMinutes: number | null,
): void {
  const [least, most] = cluster.autoscale ?? [];
  record(world, change, cluster.workspace, ['clusters', 'edit'], {
    cluster_id: cluster.id,
    cluster_name: cluster.name,
    autotermination_minutes: String(stopsAfterMinutes ?? 0),
    node_type_id: cluster.nodeType,
    spark_version: cluster.runtime,
    ...(least === undefined || most === undefined
      ? { num_workers: String(cluster.workers) }
      : { autoscale: JSON.stringify({ min_workers: least, max_workers: most }) }),
  });
}

/** Effect: adds the audit event of an edit of a pipeline; `settings` are the ones that it sets. */
export function recordPipelineEdit(
  world: World,
  change: ChangedBy,
  pipeline: PipelineRow,
  settings: Readonly<Record<string, string>>,
): void {
  const { id, name } = pipeline;
  const target = { id, pipeline_id: id, name };
  record(world, change, pipeline.workspace, ['deltaPipelines', 'edit'], { ...target, ...settings });
}

/** Effect: adds the audit event of an update of a pipeline that a person starts. */
export function recordUpdateStart(
  world: World,
  change: ChangedBy,
  pipeline: PipelineRow,
  fullRefresh: boolean,
): void {
  record(world, change, pipeline.workspace, ['deltaPipelines', 'startUpdate'], {
    pipeline_id: pipeline.id,
    full_refresh: String(fullRefresh),
    cause: 'USER_ACTION',
  });
}

/** Effect: adds the audit event of a rate limit of an endpoint, set through its AI Gateway. */
export function recordRateLimit(
  world: World,
  change: ChangedBy,
  endpoint: EndpointRow,
  callsPerMinute: number,
): void {
  const limit = { calls: callsPerMinute, key: 'endpoint', renewal_period: 'minute' };
  const action = ['serverlessRealTimeInference', 'putInferenceEndpointAiGateway'] as const;
  record(world, change, endpoint.workspace, action, {
    name: endpoint.name,
    rate_limits: JSON.stringify([limit]),
    usage_tracking_config: JSON.stringify({ enabled: true }),
  });
}

/** Effect: adds the audit event of another comment on a table. */
export function recordTableComment(
  world: World,
  change: ChangedBy,
  fullName: string,
  comment: string,
): void {
  const table = tables.find((one) => one.fullName === fullName);
  const workspace = table?.job?.workspace ?? table?.pipeline?.workspace ?? workspaces[0];
  const params = { full_name_arg: fullName, comment };
  record(world, change, workspace, ['unityCatalog', 'updateTables'], params);
}
