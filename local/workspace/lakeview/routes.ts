import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { Level } from '../permissions/access.ts';
import type { WorkspaceState } from '../state.ts';
import { warehouseFor } from '../warehouses/routes.ts';
import { notHere, paginate, readBody, type Wire, WireError } from '../wire.ts';
import { checkContent } from './content.ts';
import { type Dashboard, type DashboardSettings, etagOf, pathOf, type Published } from './store.ts';

const base = '/api/2.0/lakeview/dashboards';
const iso = (ms: number): string => new Date(ms).toISOString();

const Body = z.object({
  display_name: z.string().min(1).max(255).optional(),
  parent_path: z.string().startsWith('/').optional(),
  warehouse_id: z.string().optional(),
  serialized_dashboard: z.string().optional(),
  etag: z.string().optional(),
});
const PublishBody = z.object({
  embed_credentials: z.boolean().default(true),
  warehouse_id: z.string().optional(),
});

/** A dashboard as a list has it: without content, path and etag. */
const listedShape = (dashboard: Dashboard) => ({
  dashboard_id: dashboard.id,
  display_name: dashboard.displayName,
  lifecycle_state: dashboard.isTrashed ? 'TRASHED' : 'ACTIVE',
  create_time: iso(dashboard.createdMs),
  ...(dashboard.warehouseId === null ? {} : { warehouse_id: dashboard.warehouseId }),
});

const shape = (dashboard: Dashboard) => ({
  ...listedShape(dashboard),
  path: pathOf(dashboard),
  parent_path: dashboard.parentPath,
  update_time: iso(dashboard.updatedMs),
  etag: etagOf(dashboard),
  serialized_dashboard: dashboard.serialized,
});

const publishedShape = (published: Published) => ({
  display_name: published.displayName,
  embed_credentials: published.embedCredentials,
  revision_create_time: iso(published.revisionMs),
  ...(published.warehouseId === null ? {} : { warehouse_id: published.warehouseId }),
});

/**
 * The dashboard in the path.
 *
 * @throws {WireError} 404 when the caller may not see it; 403 without the level.
 */
function dashboardFor(
  state: WorkspaceState,
  c: Context<Wire>,
  level: Level<'dashboards'>,
): Dashboard {
  const id = c.req.param('id') ?? '';
  const found = state.dashboards.find(id);
  const may = (asked: Level<'dashboards'>) =>
    state.access.hasPermission(c.get('principal'), 'dashboards', id, asked);
  if (found === null || !may('CAN_READ'))
    throw new WireError(404, `Unable to find dashboard [dashboardId=${id}]`);
  if (!may(level))
    throw new WireError(403, `You do not have ${level} permission on dashboard ${id}.`);
  return found;
}

/** As `dashboardFor`; what is in the trash cannot be worked on. */
function activeFor(state: WorkspaceState, c: Context<Wire>, level: Level<'dashboards'>): Dashboard {
  const dashboard = dashboardFor(state, c, level);
  if (dashboard.isTrashed)
    throw new WireError(404, `Unable to find dashboard [dashboardId=${dashboard.id}]`);
  return dashboard;
}

function settingsIn(
  state: WorkspaceState,
  c: Context<Wire>,
  body: z.infer<typeof Body>,
): Partial<DashboardSettings> {
  const { display_name, warehouse_id, serialized_dashboard } = body;
  return {
    ...(display_name === undefined ? {} : { displayName: display_name }),
    ...(warehouse_id === undefined ? {} : { warehouseId: warehouseFor(state, c, warehouse_id).id }),
    ...(serialized_dashboard === undefined
      ? {}
      : { serialized: checkContent(serialized_dashboard) }),
  };
}

/** Two files of a folder cannot have one name. */
function checkPath(state: WorkspaceState, settings: DashboardSettings, id: string | null): void {
  const path = pathOf(settings);
  const isTaken = state.dashboards
    .list()
    .some((other) => !other.isTrashed && other.id !== id && pathOf(other) === path);
  if (isTaken)
    throw new WireError(400, `Node named '${path}' already exists`, {
      code: 'RESOURCE_ALREADY_EXISTS',
    });
}

async function create(state: WorkspaceState, c: Context<Wire>): Promise<Response> {
  const body = await readBody(c, Body);
  const { name } = c.get('principal');
  const settings = {
    displayName: 'New Dashboard',
    parentPath: body.parent_path ?? `/Users/${name}`,
    warehouseId: null,
    serialized: '{}',
    ...settingsIn(state, c, body),
  };
  checkPath(state, settings, null);
  const dashboard = state.dashboards.create(settings);
  state.access.replace('dashboards', dashboard.id, [{ principal: name, level: 'CAN_MANAGE' }]);
  return c.json(shape(dashboard));
}

async function update(state: WorkspaceState, c: Context<Wire>): Promise<Response> {
  activeFor(state, c, 'CAN_EDIT');
  const body = await readBody(c, Body);
  // Another request may have changed the dashboard while this body was read.
  const dashboard = activeFor(state, c, 'CAN_EDIT');
  const changed = { ...dashboard, ...settingsIn(state, c, body), updatedMs: Date.now() };
  if (body.etag !== undefined && body.etag !== etagOf(dashboard))
    throw new WireError(
      409,
      'The dashboard has been modified since the etag was read; read it again, or leave out the etag.',
    );
  checkPath(state, changed, dashboard.id);
  return c.json(shape(state.dashboards.save(changed)));
}

async function publish(state: WorkspaceState, c: Context<Wire>): Promise<Response> {
  activeFor(state, c, 'CAN_EDIT');
  const body = await readBody(c, PublishBody);
  const dashboard = activeFor(state, c, 'CAN_EDIT');
  const warehouseId =
    body.warehouse_id === undefined
      ? dashboard.warehouseId
      : warehouseFor(state, c, body.warehouse_id).id;
  const published = {
    displayName: dashboard.displayName,
    embedCredentials: body.embed_credentials,
    warehouseId,
    revisionMs: Date.now(),
  };
  state.dashboards.save({ ...dashboard, published });
  return c.json(publishedShape(published));
}

function publishedRoutes(state: WorkspaceState, routes: Hono<Wire>): void {
  const path = `${base}/:id/published`;
  routes.post(path, (c) => publish(state, c));
  routes.get(path, (c) => {
    const { id, published } = activeFor(state, c, 'CAN_READ');
    if (published === null)
      throw new WireError(404, `Unable to find published dashboard [dashboardId=${id}]`);
    return c.json(publishedShape(published));
  });
  routes.delete(path, (c) => {
    const dashboard = activeFor(state, c, 'CAN_EDIT');
    if (dashboard.published === null)
      throw new WireError(404, `Unable to find published dashboard [dashboardId=${dashboard.id}]`);
    state.dashboards.save({ ...dashboard, published: null });
    return c.json({});
  });
}

/** AI/BI dashboards: list, create, read, update, publish and trash. */
export function dashboardRoutes(state: WorkspaceState): Hono<Wire> {
  const routes = new Hono<Wire>();
  routes.get(base, (c) => {
    const withTrash = c.req.query('show_trashed') === 'true';
    const visible = state.dashboards
      .list()
      .filter(
        ({ id, isTrashed }) =>
          (withTrash || !isTrashed) &&
          state.access.hasPermission(c.get('principal'), 'dashboards', id, 'CAN_READ'),
      );
    const { items, next } = paginate(c, visible.map(listedShape));
    return c.json({ dashboards: items, ...next });
  });
  routes.post(base, (c) => create(state, c));
  routes.post(`${base}/migrate`, () => {
    throw notHere('Migrating a classic dashboard');
  });
  routes.get(`${base}/:id`, (c) => c.json(shape(dashboardFor(state, c, 'CAN_READ'))));
  routes.patch(`${base}/:id`, (c) => update(state, c));
  routes.delete(`${base}/:id`, (c) => {
    const dashboard = activeFor(state, c, 'CAN_MANAGE');
    state.dashboards.save({ ...dashboard, isTrashed: true, published: null });
    return c.json({});
  });
  publishedRoutes(state, routes);
  routes.on(['GET', 'POST', 'PUT', 'DELETE'], `${base}/:id/schedules/*`, () => {
    throw notHere('A schedule of a dashboard');
  });
  return routes;
}
