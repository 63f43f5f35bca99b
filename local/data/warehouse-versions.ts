import { accountId, type WarehouseRow, type WarehouseSize } from './estate.ts';
import { drawn, ordinaryChanges } from './ordinary-changes.ts';
import { recordWarehouseEdit } from './settings.ts';
import { addRow, dayMs, iso, overrideAt, type World } from './world.ts';

/** The settings of a warehouse from an instant on. */
export type WarehouseVersion = {
  readonly atMs: number;
  readonly size: WarehouseSize;
  readonly stopsAfterMinutes: number;
};

/** Effect: adds the description that a warehouse has from an instant on, and its ledger entry. */
export function addWarehouseVersion(
  world: World,
  warehouse: WarehouseRow,
  version: WarehouseVersion,
): void {
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

const editsOf = (world: World, warehouse: WarehouseRow) =>
  ordinaryChanges(world, 'edit', 'warehouse', warehouse.id);

/** The settings of a warehouse at an instant. */
export function warehouseAt(world: World, warehouse: WarehouseRow, atMs: number): WarehouseVersion {
  const size = overrideAt(world.overrides.shrunkWarehouses, warehouse.id, atMs)?.size;
  const last = editsOf(world, warehouse).findLast((edit) => edit.atMs <= atMs);
  const stopsAfterMinutes = last === undefined ? 10 : drawn([10, 15, 20], last);
  return { atMs, size: size ?? warehouse.size, stopsAfterMinutes };
}

/**
 * The descriptions of a warehouse over time: a row for each change of its size or of the time after which
 * it stops, and the audit events of the ordinary ones.
 *
 * Effect: adds rows and ledger entries.
 */
export function addWarehouseVersions(world: World, warehouse: WarehouseRow): void {
  const edits = editsOf(world, warehouse);
  const shrunk = world.overrides.shrunkWarehouses.get(warehouse.id);
  const moments = [
    world.startMs - 90 * dayMs,
    ...edits.map(({ atMs }) => atMs),
    ...(shrunk === undefined ? [] : [shrunk.fromMs]),
  ].toSorted((left, right) => left - right);
  for (const atMs of moments)
    addWarehouseVersion(world, warehouse, warehouseAt(world, warehouse, atMs));
  for (const edit of edits)
    recordWarehouseEdit(world, edit, warehouse, warehouseAt(world, warehouse, edit.atMs));
}
