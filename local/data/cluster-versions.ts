import { accountId } from './estate.ts';
import { type ClusterRow, clusters } from './estate-compute.ts';
import { drawn, ordinaryChanges } from './ordinary-changes.ts';
import { recordClusterEdit } from './settings.ts';
import { addRow, dateOf, dayMs, iso, type World } from './world.ts';

/** The settings of a cluster from an instant on. */
export type ClusterVersion = {
  readonly atMs: number;
  readonly runtime: string;
  readonly stopsAfterMinutes: number | null;
  readonly deletedMs?: number;
};

/** Effect: adds the description that a cluster has from an instant on, and its ledger entry. */
export function addClusterVersion(
  world: World,
  cluster: ClusterRow,
  version: ClusterVersion,
): void {
  const { atMs, runtime, stopsAfterMinutes, deletedMs } = version;
  world.facts.clusterVersions.push({
    at: iso(atMs),
    workspaceId: cluster.workspace.id,
    clusterId: cluster.id,
    name: cluster.name,
    owner: cluster.owner,
    workers: cluster.autoscale === null ? cluster.workers : null,
    stopsAfterMinutes,
    runtime,
    isDeleted: deletedMs !== undefined,
  });
  addRow(world, 'compute.clusters', {
    account_id: accountId,
    workspace_id: cluster.workspace.id,
    cluster_id: cluster.id,
    cluster_name: cluster.name,
    owned_by: cluster.owner,
    create_time: '2024-02-01T08:00:00.000Z',
    delete_time: deletedMs === undefined ? null : iso(deletedMs),
    driver_node_type: cluster.nodeType,
    worker_node_type: cluster.nodeType,
    worker_count: cluster.autoscale === null ? cluster.workers : null,
    min_autoscale_workers: cluster.autoscale?.[0] ?? null,
    max_autoscale_workers: cluster.autoscale?.[1] ?? null,
    auto_termination_minutes: stopsAfterMinutes,
    enable_elastic_disk: true,
    tags: cluster.team === null ? null : { team: cluster.team },
    cluster_source: 'UI',
    init_scripts: [],
    aws_attributes: { availability: 'SPOT_WITH_FALLBACK' },
    dbr_version: runtime,
    change_time: iso(atMs),
    change_date: dateOf(atMs),
    data_security_mode: 'USER_ISOLATION',
    policy_id: null,
  });
}

/**
 * The descriptions of a cluster over time: another runtime once, and ordinary edits of the time after
 * which it stops, with their audit events. A cluster that never stops by itself keeps that.
 *
 * Effect: adds rows and ledger entries.
 */
export function addClusterVersions(world: World, cluster: ClusterRow): void {
  const upgradedMs = world.startMs - 10 * dayMs;
  const { stopsAfterMinutes, runtime } = cluster;
  const before = '10.4.x-scala2.12';
  addClusterVersion(world, cluster, {
    atMs: world.startMs - 50 * dayMs,
    runtime: before,
    stopsAfterMinutes,
  });
  addClusterVersion(world, cluster, { atMs: upgradedMs, runtime, stopsAfterMinutes });
  for (const change of ordinaryChanges(world, 'edit', 'cluster', cluster.id)) {
    const minutes = stopsAfterMinutes === null ? null : drawn([45, 60, 90], change);
    addClusterVersion(world, cluster, { atMs: change.atMs, runtime, stopsAfterMinutes: minutes });
    recordClusterEdit(world, change, cluster, minutes);
  }
}

/** Effect: adds a cluster that was deleted before the data begins; its last row has a delete time. */
export function addDeletedCluster(world: World): void {
  const [cluster] = clusters;
  if (cluster === undefined) return;
  const deleted = { ...cluster, id: '0101-000000-legacy', name: 'legacy-import' };
  const common = { runtime: '9.1.x-scala2.12', stopsAfterMinutes: cluster.stopsAfterMinutes };
  addClusterVersion(world, deleted, { atMs: world.startMs - 60 * dayMs, ...common });
  const deletedMs = world.startMs - 20 * dayMs;
  addClusterVersion(world, deleted, { atMs: deletedMs, deletedMs, ...common });
}
