import type { JobRow, WarehouseRow } from '../estate.ts';
import type { ClusterRow, EndpointRow } from '../estate-compute.ts';
import type { PipelineRow } from '../estate-pipelines.ts';
import type { IncidentTruth } from '../truth.ts';
import { dayMs, floorDay, hourMs, type World } from '../world.ts';

type ObjectTruth = IncidentTruth['objects'][number];

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
