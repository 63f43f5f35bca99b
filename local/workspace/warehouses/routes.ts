import { type Context, Hono } from 'hono';
import type { Level } from '../permissions/access.ts';
import type { WorkspaceState } from '../state.ts';
import { type Wire, WireError } from '../wire.ts';
import type { Warehouse } from './store.ts';

const base = '/api/2.0/sql/warehouses';

const shape = (warehouse: Warehouse, creator: string) => ({
  id: warehouse.id,
  name: warehouse.name,
  cluster_size: warehouse.clusterSize,
  min_num_clusters: 1,
  max_num_clusters: 1,
  num_clusters: warehouse.state === 'RUNNING' ? 1 : 0,
  auto_stop_mins: 10,
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

/** SQL warehouses: list, state, start and stop. */
export function warehouseRoutes(state: WorkspaceState): Hono<Wire> {
  const routes = new Hono<Wire>();
  const creator = 'admin@example.com';
  routes.get(base, (c) => {
    const visible = state.warehouses
      .list()
      .filter(({ id }) =>
        state.access.hasPermission(c.get('principal'), 'warehouses', id, 'CAN_VIEW'),
      );
    return c.json({ warehouses: visible.map((warehouse) => shape(warehouse, creator)) });
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
  return routes;
}
