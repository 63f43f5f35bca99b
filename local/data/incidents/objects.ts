import type { JobRow, WarehouseRow } from '../estate.ts';
import type { ClusterRow, EndpointRow } from '../estate-compute.ts';
import type { PipelineRow } from '../estate-pipelines.ts';
import type { IncidentTruth } from '../truth.ts';
import { dayMs, floorDay, hourMs, type World } from '../world.ts';

type ObjectTruth = IncidentTruth['objects'][number];

/** A thing of a workspace as truths name it. */
export const objectOf = (
  kind: string,
  thing: JobRow | WarehouseRow | ClusterRow | PipelineRow,
): ObjectTruth => ({ kind, id: thing.id, name: thing.name, workspaceId: thing.workspace.id });

export const endpointObject = (endpoint: EndpointRow): ObjectTruth => ({
  kind: 'endpoint',
  id: endpoint.entityId,
  name: endpoint.name,
  workspaceId: endpoint.workspace.id,
});

/** A table, a user or an address: what needs no workspace to be told apart. */
export const namedObject = (kind: string, name: string): ObjectTruth => ({
  kind,
  id: name,
  name,
  workspaceId: null,
});

/** The instant `hours` into the UTC day that lies `days` before the day of the clock. */
export const daysBefore = (world: World, days: number, hours = 0): number =>
  floorDay(world.nowMs) - days * dayMs + hours * hourMs;
