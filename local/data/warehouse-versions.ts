import { accountId, type WarehouseRow, type WarehouseSize } from './estate.ts';
import { drawn, ordinaryChanges } from './ordinary-changes.ts';
import { recordWarehouseEdit } from './settings.ts';
import { addRow, dayMs, iso, overrideAt, type World } from './world.ts';

type Version = {
  readonly atMs: number;
  readonly size: WarehouseSize;
  readonly stopsAfterMinutes: number;
};

function addVersion(world: World, warehouse: WarehouseRow, version: Version): void {
  const changedAt = iso(version.atMs);
  world.facts.warehouseVersions.push({
    at: changedAt,
    workspaceId: warehouse.workspace.id,
    warehouseId: warehouse.id,
    size: version.size,
  });
  addRow(world, 'compute.warehouses', {
    warehouse_id: warehouse.id,
    workspace_id: warehouse.workspace.id,
    account_id: accountId,
    warehouse_name: warehouse.name,
    warehouse_type: 'SERVERLESS',
    warehouse_channel: 'CURRENT',
    warehouse_size: version.size,
    min_clusters: 1,
    max_clusters: 2,
    auto_stop_minutes: version.stopsAfterMinutes,
    tags: warehouse.team === null ? null : { team: warehouse.team },
    change_time: changedAt,
    delete_time: null,
    created_by: 'ana@example.com',
  });
}

/**
 * The descriptions of a warehouse over time: a row for each change of its size or of the time after which
 * it stops, and the audit events of the ordinary ones.
 *
 * Effect: adds rows and ledger entries.
 */
export function addWarehouseVersions(world: World, warehouse: WarehouseRow): void {
  const { shrunkWarehouses } = world.overrides;
  const sizeAt = (ms: number) =>
    overrideAt(shrunkWarehouses, warehouse.id, ms)?.size ?? warehouse.size;
  const edits = ordinaryChanges(world, 'edit', 'warehouse', warehouse.id);
  const stopsAt = (ms: number) => {
    const last = edits.findLast(({ atMs }) => atMs <= ms);
    return last === undefined ? 10 : drawn([10, 15, 20], last);
  };
  const shrunk = shrunkWarehouses.get(warehouse.id);
  const moments = [
    world.startMs - 90 * dayMs,
    ...edits.map(({ atMs }) => atMs),
    ...(shrunk === undefined ? [] : [shrunk.fromMs]),
  ].toSorted((left, right) => left - right);
  for (const atMs of moments)
    addVersion(world, warehouse, { atMs, size: sizeAt(atMs), stopsAfterMinutes: stopsAt(atMs) });
  for (const edit of edits) {
    const now = { size: sizeAt(edit.atMs), stopsAfterMinutes: stopsAt(edit.atMs) };
    recordWarehouseEdit(world, edit, warehouse, now);
  }
}
