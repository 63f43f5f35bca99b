import { accountId, dbuPerHourOf, type WarehouseRow, warehouses, workspaces } from './estate.ts';
import { type ClusterRow, clusters, nodeTypes } from './estate-compute.ts';
import { addClusterVersions, addDeletedCluster } from './cluster-versions.ts';
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
    addClusterVersions(world, cluster);
    for (const dayStart of daysOf(world)) addClusterDay(world, cluster, dayStart);
  }
  addDeletedCluster(world);
}
