import { accountId, dbuPerHourOf, type WarehouseRow, warehouses, workspaces } from './estate.ts';
import { type ClusterRow, clusters, nodeTypes } from './estate-compute.ts';
import { recordUsage } from './usage.ts';
import {
  addRow,
  overrideAt,
  dateOf,
  dayMs,
  daysOf,
  hourMs,
  iso,
  isWeekend,
  minuteMs,
  randomFor,
  type World,
} from './world.ts';

/** Minutes per row of the node timeline; one row a minute would add rows without adding information. */
export const nodePeriodMinutes = 5;

function addWarehouseHour(world: World, warehouse: WarehouseRow, startMs: number): void {
  const size =
    overrideAt(world.overrides.shrunkWarehouses, warehouse.id, startMs)?.size ?? warehouse.size;
  const random = randomFor(world, 'warehouse', warehouse.id, startMs);
  recordUsage(world, {
    workspace: warehouse.workspace,
    product: 'SQL',
    startMs,
    endMs: startMs + hourMs,
    quantity: Math.round(dbuPerHourOf[size] * 10_000 * (0.6 + 0.4 * random.next())),
    metadata: { warehouse_id: warehouse.id },
    team: warehouse.team,
    runAs: null,
    ownedBy: 'ana@example.com',
  });
}

/** The hours of a UTC day in which a cluster runs: its working hours, or all of them while the idle-cluster override is active. */
function runningHours(world: World, cluster: ClusterRow, dayStart: number): number[] {
  const [open, close] = cluster.open;
  return Array.from({ length: 24 }, (_, hour) => hour).filter(
    (hour) =>
      overrideAt(world.overrides.idleClusters, cluster.id, dayStart + hour * hourMs) !== null ||
      (!isWeekend(dayStart) && hour >= open && hour < close),
  );
}

type NodeLoad = { readonly cpu: number[]; readonly mem: number[] };

function addNodeHour(world: World, cluster: ClusterRow, startMs: number, day: NodeLoad): void {
  const random = randomFor(world, 'nodes', cluster.id, startMs);
  const isOpen =
    startMs % dayMs >= cluster.open[0] * hourMs && startMs % dayMs < cluster.open[1] * hourMs;
  const varied = (percent: number) =>
    Math.min(1000, Math.round(10 * percent * (0.6 + 0.8 * random.next()))) / 10;
  const periodMs = nodePeriodMinutes * minuteMs;
  for (let fromMs = startMs; fromMs < startMs + hourMs; fromMs += periodMs) {
    if (fromMs + periodMs > world.nowMs) return;
    for (const driver of [true, false]) {
      const cpu = varied(isOpen && !isWeekend(startMs) ? cluster.cpuPercent : 1);
      const mem = varied(cluster.memPercent);
      day.cpu.push(cpu);
      day.mem.push(mem);
      addRow(world, 'compute.node_timeline', {
        account_id: accountId,
        workspace_id: cluster.workspace.id,
        cluster_id: cluster.id,
        instance_id: `i-${cluster.id}-${driver ? 0 : 1}`,
        start_time: iso(fromMs),
        end_time: iso(fromMs + periodMs),
        driver,
        cpu_user_percent: cpu,
        cpu_system_percent: 0,
        cpu_wait_percent: 0.5,
        mem_used_percent: mem,
        mem_swap_percent: 0,
        network_sent_bytes: 1_000_000,
        network_received_bytes: 2_000_000,
        disk_free_bytes_per_mount_point: { '/': 90_000_000_000 },
        node_type: cluster.nodeType,
        private_ip: driver ? '10.0.0.10' : '10.0.0.11',
      });
    }
  }
}

function addClusterDay(world: World, cluster: ClusterRow, dayStart: number): void {
  const day: NodeLoad = { cpu: [], mem: [] };
  for (const hour of runningHours(world, cluster, dayStart)) {
    const startMs = dayStart + hour * hourMs;
    const random = randomFor(world, 'cluster', cluster.id, startMs);
    recordUsage(world, {
      workspace: cluster.workspace,
      product: 'ALL_PURPOSE',
      startMs,
      endMs: startMs + hourMs,
      quantity: Math.round(cluster.dbuPerHour * 10_000 * (0.5 + random.next())),
      metadata: { cluster_id: cluster.id },
      team: random.chance(0.2) ? null : cluster.team,
      runAs: null,
    });
    addNodeHour(world, cluster, startMs, day);
  }
  if (day.cpu.length === 0) return;
  world.facts.nodeDays.push({
    date: dateOf(dayStart),
    workspaceId: cluster.workspace.id,
    clusterId: cluster.id,
    ...day,
  });
}

function recordClusterVersion(
  world: World,
  cluster: ClusterRow,
  changeMs: number,
  now: { readonly runtime: string; readonly isDeleted: boolean },
): void {
  world.facts.clusterVersions.push({
    at: iso(changeMs),
    workspaceId: cluster.workspace.id,
    clusterId: cluster.id,
    name: cluster.name,
    owner: cluster.owner,
    workers: cluster.autoscale === null ? cluster.workers : null,
    stopsAfterMinutes: cluster.stopsAfterMinutes,
    ...now,
  });
}

function addClusterVersion(
  world: World,
  cluster: ClusterRow,
  changeMs: number,
  runtime: string,
): void {
  recordClusterVersion(world, cluster, changeMs, { runtime, isDeleted: false });
  addRow(world, 'compute.clusters', {
    account_id: accountId,
    workspace_id: cluster.workspace.id,
    cluster_id: cluster.id,
    cluster_name: cluster.name,
    owned_by: cluster.owner,
    create_time: '2024-02-01T08:00:00.000Z',
    delete_time: null,
    driver_node_type: cluster.nodeType,
    worker_node_type: cluster.nodeType,
    worker_count: cluster.autoscale === null ? cluster.workers : null,
    min_autoscale_workers: cluster.autoscale?.[0] ?? null,
    max_autoscale_workers: cluster.autoscale?.[1] ?? null,
    auto_termination_minutes: cluster.stopsAfterMinutes,
    enable_elastic_disk: true,
    tags: cluster.team === null ? null : { team: cluster.team },
    cluster_source: 'UI',
    init_scripts: [],
    aws_attributes: { availability: 'SPOT_WITH_FALLBACK' },
    dbr_version: runtime,
    change_time: iso(changeMs),
    change_date: dateOf(changeMs),
    data_security_mode: 'USER_ISOLATION',
    policy_id: null,
  });
}

/** Adds a cluster that was deleted before the data begins; its last row has a delete time. */
function addDeletedCluster(world: World): void {
  const [cluster] = clusters;
  if (cluster === undefined) return;
  const deleted = { ...cluster, id: '0101-000000-legacy', name: 'legacy-import' };
  const runtime = '9.1.x-scala2.12';
  addClusterVersion(world, deleted, world.startMs - 60 * dayMs, runtime);
  const last = world.rows.get('compute.clusters')?.at(-1) ?? {};
  const deletedMs = world.startMs - 20 * dayMs;
  const deletedAt = iso(deletedMs);
  recordClusterVersion(world, deleted, deletedMs, { runtime, isDeleted: true });
  addRow(world, 'compute.clusters', { ...last, delete_time: deletedAt, change_time: deletedAt });
}

/**
 * Generates workspaces, usage of warehouses, clusters with the load of their nodes, and node types.
 *
 * Effect: adds rows and ledger entries.
 */
export function generateCompute(world: World): void {
  for (const workspace of workspaces) {
    addRow(world, 'access.workspaces_latest', {
      account_id: accountId,
      workspace_id: workspace.id,
      workspace_name: workspace.name,
      workspace_url: `https://${workspace.name}.example.com`,
      create_time: '2024-01-15T09:00:00.000Z',
      status: 'RUNNING',
    });
  }
  for (const { name, cores, memoryMb, gpus } of nodeTypes)
    addRow(world, 'compute.node_types', {
      account_id: accountId,
      node_type: name,
      core_count: cores,
      memory_mb: memoryMb,
      gpu_count: gpus,
    });
  for (const warehouse of warehouses)
    for (const dayStart of daysOf(world)) {
      const [open, close] = isWeekend(dayStart) ? [10, 13] : [7, 18];
      for (let hour = open; hour < close; hour += 1)
        addWarehouseHour(world, warehouse, dayStart + hour * hourMs);
    }
  for (const cluster of clusters) {
    addClusterVersion(world, cluster, world.startMs - 50 * dayMs, '10.4.x-scala2.12');
    addClusterVersion(world, cluster, world.startMs - 10 * dayMs, cluster.runtime);
    for (const dayStart of daysOf(world)) addClusterDay(world, cluster, dayStart);
  }
  addDeletedCluster(world);
}
