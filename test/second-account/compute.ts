import { type Row, hourMs, stamp, stampOrNull, t } from './tell.ts';
import { dana, eva, gone, lab, prod, robot } from './workspaces.ts';

export type Warehouse = {
  readonly workspace: string;
  readonly id: string;
  readonly versions: readonly {
    readonly at: number;
    readonly name: string;
    readonly size: string;
    readonly most: number;
    readonly deletedAt?: number;
  }[];
  readonly type: string;
};

export const warehouses: readonly Warehouse[] = [
  {
    workspace: prod,
    id: 'wh-a',
    type: 'PRO',
    versions: [
      { at: t('02-01'), name: 'Büro "A"', size: 'SMALL', most: 2 },
      { at: t('11-09 15:00'), name: 'Büro "A"', size: 'LARGE', most: 2 },
      // A new name is no change of its size or clusters.
      { at: t('11-11 15:00'), name: 'Büro "B"', size: 'LARGE', most: 2 },
      { at: t('11-13 15:00'), name: 'Büro "B"', size: 'LARGE', most: 4 },
    ],
  },
  {
    workspace: lab,
    id: 'wh-b',
    type: 'CLASSIC',
    versions: [{ at: t('11-05 08:00'), name: 'sandbox', size: 'X_SMALL', most: 1 }],
  },
  {
    workspace: gone,
    id: 'wh-c',
    type: 'PRO',
    versions: [
      { at: t('02-01'), name: 'last', size: 'SMALL', most: 1 },
      { at: t('11-10 16:00'), name: 'last', size: 'SMALL', most: 1, deletedAt: t('11-10 16:00') },
    ],
  },
];
export const warehouseNow = (workspace: string, id: string | null) =>
  warehouses.find((one) => one.workspace === workspace && one.id === id)?.versions.at(-1);

export type WarehouseEvent = {
  readonly workspace: string;
  readonly id: string;
  readonly at: number;
  readonly type: string;
  readonly clusters: number;
};
const event = (id: string, at: string, type: string, clusters: number): WarehouseEvent => ({
  workspace: id === 'wh-a' ? prod : lab,
  id,
  at: t(at),
  type,
  clusters,
});
/** While a warehouse starts or stops, clusters may be counted or not: only running ones are. */
export const warehouseEvents: readonly WarehouseEvent[] = [
  event('wh-a', '11-10 08:00', 'STARTING', 0),
  event('wh-a', '11-10 08:02', 'RUNNING', 1),
  event('wh-a', '11-10 09:02', 'SCALED_UP', 2),
  event('wh-a', '11-10 10:02', 'SCALED_DOWN', 1),
  event('wh-a', '11-10 11:02', 'STOPPING', 0),
  event('wh-a', '11-10 11:03', 'STOPPED', 0),
  event('wh-a', '11-12 08:00', 'STARTING', 0),
  event('wh-a', '11-12 08:01', 'RUNNING', 1),
  event('wh-a', '11-12 08:31', 'STOPPING', 0),
  event('wh-a', '11-12 08:32', 'STOPPED', 0),
  event('wh-b', '11-17 08:00', 'STARTING', 0),
  event('wh-b', '11-17 08:06', 'RUNNING', 1),
];

export type Cluster = {
  readonly workspace: string;
  readonly id: string;
  readonly name: string;
  readonly owner: string;
  readonly at: number;
  readonly source: string;
  /** Only clusters of a fixed size have workers, only the others have bounds. */
  readonly workers: number | null;
  readonly stopsAfter: number | null;
  readonly runtime: string;
  readonly deletedAt?: number;
};

/** All descriptions, oldest first; the newest one of a cluster is in force. */
export const clusterVersions: readonly Cluster[] = [
  {
    workspace: prod,
    id: 'c-1',
    name: 'shared',
    owner: eva,
    at: t('06-01'),
    source: 'UI',
    workers: 8,
    stopsAfter: null,
    runtime: '10.4.x-scala2.12',
  },
  {
    workspace: prod,
    id: 'c-1',
    name: 'Größe "XL"',
    owner: dana,
    at: t('11-10'),
    source: 'UI',
    workers: null,
    stopsAfter: 60,
    runtime: '16.4.x-photon-scala2.12',
  },
  {
    workspace: lab,
    id: 'c-1',
    name: 'forgotten',
    owner: eva,
    at: t('06-01'),
    source: 'UI',
    workers: 4,
    stopsAfter: 0,
    runtime: '13.3.x-cpu-ml-scala2.12',
  },
  {
    workspace: lab,
    id: 'c-2',
    name: 'by API',
    owner: robot,
    at: t('06-01'),
    source: 'API',
    workers: 0,
    stopsAfter: null,
    runtime: '9.1.x-scala2.12',
  },
  {
    workspace: lab,
    id: 'c-3',
    name: 'away',
    owner: eva,
    at: t('06-01'),
    source: 'UI',
    workers: 2,
    stopsAfter: 0,
    runtime: '7.3.x-scala2.12',
  },
  {
    workspace: lab,
    id: 'c-3',
    name: 'away',
    owner: eva,
    at: t('11-01'),
    source: 'UI',
    workers: 2,
    stopsAfter: 0,
    runtime: '7.3.x-scala2.12',
    deletedAt: t('11-01'),
  },
  // Job clusters end with their run; a pipeline's with its update.
  {
    workspace: prod,
    id: 'job-5014',
    name: 'job-101-run-5014',
    owner: robot,
    at: t('11-04'),
    source: 'JOB',
    workers: 2,
    stopsAfter: null,
    runtime: '15.4.x-scala2.12',
    deletedAt: t('11-04 03:20'),
  },
  {
    workspace: prod,
    id: 'c-pl',
    name: 'dlt-execution-pl-1',
    owner: robot,
    at: t('11-16 03:00'),
    source: 'PIPELINE',
    workers: 1,
    stopsAfter: null,
    runtime: 'dlt:16.1.5-delta-pipelines-dlt-release',
  },
];
export const clustersNow: readonly Cluster[] = clusterVersions.filter(
  (one, index) =>
    !clusterVersions
      .slice(index + 1)
      .some(({ workspace, id }) => workspace === one.workspace && id === one.id),
);

/** Minutes of one node; in the table each is a row. */
export type NodeMinutes = {
  readonly workspace: string;
  readonly cluster: string;
  readonly node: string;
  readonly driver: boolean;
  readonly from: number;
  readonly minutes: number;
  readonly user: number;
  readonly system: number;
  readonly wait: number;
  readonly memory: number;
};
const node = (
  workspace: string,
  cluster: string,
  name: string,
  [user, system, wait, memory]: readonly [number, number, number, number],
  minutes: number,
): NodeMinutes => ({
  workspace,
  cluster,
  node: name,
  driver: name === 'n0',
  from: t('11-16 09:00'),
  minutes,
  user,
  system,
  wait,
  memory,
});
export const nodeMinutes: readonly NodeMinutes[] = [
  node(prod, 'c-1', 'n0', [80, 10, 5, 50], 30),
  node(prod, 'c-1', 'n1', [82, 10, 0, 90], 30),
  // At least ten hours of nodes, and waiting for disks is no work.
  node(lab, 'c-1', 'n0', [5, 1, 60, 20], 330),
  node(lab, 'c-1', 'n1', [3, 1, 60, 30], 330),
  node(lab, 'c-2', 'n0', [1, 1, 0, 10], 20),
];

/** https://docs.databricks.com/aws/en/admin/system-tables/compute and …/warehouses, …/warehouse-events */
export const warehouseRows: readonly Row[] = warehouses.flatMap(
  ({ workspace, id, type, versions }) =>
    versions.map((one) => ({
      warehouse_id: id,
      workspace_id: workspace,
      account_id: 'account',
      warehouse_name: one.name,
      warehouse_type: type,
      warehouse_channel: 'CURRENT',
      warehouse_size: one.size,
      min_clusters: 1,
      max_clusters: one.most,
      auto_stop_minutes: 10,
      tags: null,
      change_time: stamp(one.at),
      delete_time: stampOrNull(one.deletedAt ?? null),
    })),
);
export const warehouseEventRows: readonly Row[] = warehouseEvents.map((one) => ({
  account_id: 'account',
  workspace_id: one.workspace,
  warehouse_id: one.id,
  event_type: one.type,
  cluster_count: one.clusters,
  event_time: stamp(one.at),
}));
export const clusterRows: readonly Row[] = clusterVersions.map((one) => ({
  account_id: 'account',
  workspace_id: one.workspace,
  cluster_id: one.id,
  cluster_name: one.name,
  owned_by: one.owner,
  create_time: stamp(t('06-01')),
  delete_time: stampOrNull(one.deletedAt ?? null),
  driver_node_type: 'm6i.large',
  worker_node_type: 'm6i.large',
  worker_count: one.workers,
  min_autoscale_workers: one.workers === null ? 1 : null,
  max_autoscale_workers: one.workers === null ? 8 : null,
  auto_termination_minutes: one.stopsAfter,
  cluster_source: one.source,
  dbr_version: one.runtime,
  change_time: stamp(one.at),
  change_date: stamp(one.at).slice(0, 10),
}));
export const nodeRows: readonly Row[] = nodeMinutes.flatMap((one) =>
  Array.from({ length: one.minutes }, (_, minute) => ({
    account_id: 'account',
    workspace_id: one.workspace,
    cluster_id: one.cluster,
    instance_id: `i-${one.node}`,
    start_time: stamp(one.from + (minute * hourMs) / 60),
    end_time: stamp(one.from + ((minute + 1) * hourMs) / 60),
    driver: one.driver,
    cpu_user_percent: one.user,
    cpu_system_percent: one.system,
    cpu_wait_percent: one.wait,
    mem_used_percent: one.memory,
    mem_swap_percent: 0,
    node_type: 'm6i.large',
  })),
);
export const nodeTypeRows: readonly Row[] = [
  { account_id: 'account', node_type: 'm6i.large', core_count: 2, memory_mb: 8192, gpu_count: 0 },
];
