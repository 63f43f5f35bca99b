import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { Level } from '../permissions/access.ts';
import type { WorkspaceState } from '../state.ts';
import { notHere, paginate, readBody, type Wire, WireError } from '../wire.ts';
import type { Warehouse } from './store.ts';

const base = '/api/2.0/sql/warehouses';
const config = '/api/2.0/sql/config/warehouses';

const shape = (warehouse: Warehouse, creator: string) => ({
  id: warehouse.id,
  name: warehouse.name,
  cluster_size: warehouse.clusterSize,
  min_num_clusters: warehouse.minClusters,
  max_num_clusters: warehouse.maxClusters,
  num_clusters: warehouse.state === 'RUNNING' ? 1 : 0,
  auto_stop_mins: warehouse.autoStopMinutes,
  creator_name: creator,
  warehouse_type: 'PRO',
  enable_serverless_compute: true,
  state: warehouse.state,
  // The Databricks SDK reads `summary` while it waits for a start.
  health: { status: 'HEALTHY', summary: '' },
});

/**
 * The warehouse with an id, when the caller has the permission level on it.
 *
 * @throws {WireError} 404 when there is none; 403 without the permission.
 */
export function warehouseFor(
  state: WorkspaceState,
  c: Context<Wire>,
  id: string,
  level: Level<'warehouses'> = 'CAN_USE',
): Warehouse {
  const found = state.warehouses.find(id);
  if (found === null) throw new WireError(404, `SQL warehouse ${id} does not exist.`);
  if (!state.access.hasPermission(c.get('principal'), 'warehouses', id, level))
    throw new WireError(403, `You do not have permission to use the SQL warehouse ${id}.`);
  return found;
}

/** What an edit may change; all else of the service is read and ignored. */
const Changes = z.object({
  name: z.string().min(1).max(100).optional(),
  cluster_size: z.string().optional(),
  auto_stop_mins: z
    .number()
    .int()
    .refine((minutes) => minutes === 0 || minutes >= 10, 'must be 0 or at least 10')
    .optional(),
  min_num_clusters: z.number().int().min(1).max(30).optional(),
  max_num_clusters: z.number().int().min(1).max(40).optional(),
});

async function edit(state: WorkspaceState, c: Context<Wire>): Promise<Response> {
  const { id } = warehouseFor(state, c, c.req.param('id') ?? '', 'CAN_MANAGE');
  const { name, cluster_size, auto_stop_mins, min_num_clusters, max_num_clusters } = await readBody(
    c,
    Changes,
  );
  state.warehouses.edit(id, {
    ...(name === undefined ? {} : { name }),
    ...(cluster_size === undefined ? {} : { clusterSize: cluster_size }),
    ...(auto_stop_mins === undefined ? {} : { autoStopMinutes: auto_stop_mins }),
    ...(min_num_clusters === undefined ? {} : { minClusters: min_num_clusters }),
    ...(max_num_clusters === undefined ? {} : { maxClusters: max_num_clusters }),
  });
  return c.json({});
}

/** What only administrators may do, and what is not done here even for them. */
function refuseChange(c: Context<Wire>, what: string): never {
  if (!c.get('principal').isAdmin)
    throw new WireError(403, `${c.get('principal').name} is not authorized to do this: ${what}.`);
  throw notHere(what);
}

/** Settings of all warehouses of the workspace. */
const workspaceConfig = {
  security_policy: 'DATA_ACCESS_CONTROL',
  enable_serverless_compute: true,
  data_access_config: [],
  sql_configuration_parameters: { configuration_pairs: [] },
  enabled_warehouse_types: [
    { warehouse_type: 'CLASSIC', enabled: true },
    { warehouse_type: 'PRO', enabled: true },
  ],
};

function changeRoutes(state: WorkspaceState, routes: Hono<Wire>): void {
  routes.post(base, (c) => refuseChange(c, 'Creating a SQL warehouse'));
  routes.post(`${base}/:id/edit`, (c) => edit(state, c));
  routes.delete(`${base}/:id`, (c) => {
    warehouseFor(state, c, c.req.param('id'), 'CAN_MANAGE');
    throw notHere('Deleting a SQL warehouse');
  });
  routes.get(config, (c) => c.json(workspaceConfig));
  routes.put(config, (c) => refuseChange(c, 'Changing the settings of all SQL warehouses'));
}

/** SQL warehouses: list, state, start, stop and edit. */
export function warehouseRoutes(state: WorkspaceState): Hono<Wire> {
  const routes = new Hono<Wire>();
  const creator = 'admin@example.com';
  routes.get(base, (c) => {
    const visible = state.warehouses
      .list()
      .filter(({ id }) =>
        state.access.hasPermission(c.get('principal'), 'warehouses', id, 'CAN_VIEW'),
      );
    const { items, next } = paginate(c, visible, 1000);
    return c.json({ warehouses: items.map((warehouse) => shape(warehouse, creator)), ...next });
  });
  routes.get(`${base}/:id`, (c) =>
    c.json(shape(warehouseFor(state, c, c.req.param('id'), 'CAN_VIEW'), creator)),
  );
  routes.post(`${base}/:id/start`, (c) => {
    state.warehouses.start(warehouseFor(state, c, c.req.param('id')).id);
    return c.json({});
  });
  routes.post(`${base}/:id/stop`, (c) => {
    state.warehouses.stop(warehouseFor(state, c, c.req.param('id')).id);
    return c.json({});
  });
  changeRoutes(state, routes);
  return routes;
}
