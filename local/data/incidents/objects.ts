import type { JobRow, WarehouseRow } from '../estate.ts';
import type { ClusterRow, EndpointRow } from '../estate-compute.ts';
import type { PipelineRow } from '../estate-pipelines.ts';
import type { ObjectTruth, VisibleCause } from '../truth.ts';
import { dayMs, floorDay, hourMs, iso, type World } from '../world.ts';

/** An object that belongs to one workspace, in the form of an incident. */
export const objectOf = (
  kind: string,
  object: JobRow | WarehouseRow | ClusterRow | PipelineRow,
): ObjectTruth => ({ kind, id: object.id, name: object.name, workspaceId: object.workspace.id });

export const endpointObject = (endpoint: EndpointRow): ObjectTruth => ({
  kind: 'endpoint',
  id: endpoint.entityId,
  name: endpoint.name,
  workspaceId: endpoint.workspace.id,
});

/** A table, a user or an IP address: an object that is identified by its name alone. */
export const namedObject = (kind: string, name: string): ObjectTruth => ({
  kind,
  id: name,
  name,
  workspaceId: null,
});

/** The instant `hours` after the start of the UTC day that is `days` days before the day of the clock. */
export const daysBefore = (world: World, days: number, hours = 0): number =>
  floorDay(world.nowMs) - days * dayMs + hours * hourMs;

/** A figure that tells how much; right within a share of it. */
export const figure = (
  name: string,
  value: number | string,
  unit: string,
  within = 0.05,
): VisibleCause['howMuch'][number] => ({ name, value: String(value), unit, within });

/** How long a table has had no commit: at the clock, in both units in which it is told, and at its last scan. */
export function staleFor(world: World, table: string): VisibleCause['howMuch'] {
  const since = world.overrides.staleTables.get(table)?.sinceMs ?? world.nowMs;
  const days = (world.nowMs - since) / dayMs;
  const scanned =
    world.facts.scans.findLast((scan) => scan.table === table)?.at ?? iso(world.nowMs);
  const hours = (Date.parse(scanned) - since) / hourMs;
  return [
    figure('without a commit', days, 'days', 0.15),
    figure('without a commit', days * 24, 'h', 0.1),
    // A mean over the days since it is stale is less than what the last scan saw.
    figure('without a commit at the last scan', hours, 'h', 0.25),
  ];
}
