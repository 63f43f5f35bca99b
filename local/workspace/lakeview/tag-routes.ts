import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { Level } from '../permissions/access.ts';
import type { WorkspaceState } from '../state.ts';
import { paginate, readBody, type Wire, WireError } from '../wire.ts';
import type { Dashboard } from './store.ts';

const base = '/api/2.0/entity-tag-assignments/dashboards/:id/tags';

const key = z.string().regex(/^(?! )[^,.:/=-]+(?<! )$/, 'has a character that keys may not have');
const NewTag = z.object({ tag_key: key, tag_value: z.string().max(256).optional() });

const shape = (id: string, tag_key: string, tag_value: string) => ({
  entity_type: 'dashboards',
  entity_id: id,
  tag_key,
  ...(tag_value === '' ? {} : { tag_value }),
});

/**
 * The dashboard in the path.
 *
 * @throws {WireError} 404 when it is not there, or the caller may not see it; 403 without the level.
 */
function taggedFor(state: WorkspaceState, c: Context<Wire>, level: Level<'dashboards'>): Dashboard {
  const id = c.req.param('id') ?? '';
  const found = state.dashboards.find(id);
  const may = (asked: Level<'dashboards'>): boolean =>
    state.access.hasPermission(c.get('principal'), 'dashboards', id, asked);
  if (found === null || found.isTrashed || !may('CAN_READ'))
    throw new WireError(404, `dashboards with id ${id} does not exist.`);
  if (!may(level))
    throw new WireError(403, `You do not have ${level} permission on dashboard ${id}.`);
  return found;
}

/** Tags of AI/BI dashboards: list, assign and take away. */
export function dashboardTagRoutes(state: WorkspaceState): Hono<Wire> {
  const routes = new Hono<Wire>();
  routes.get(base, (c) => {
    const { id, tags } = taggedFor(state, c, 'CAN_READ');
    const all = Object.entries(tags).map(([name, value]) => shape(id, name, value));
    const { items, next } = paginate(c, all);
    return c.json({ tag_assignments: items, ...next });
  });
  routes.post(base, async (c) => {
    const dashboard = taggedFor(state, c, 'CAN_EDIT');
    const { tag_key, tag_value = '' } = await readBody(c, NewTag);
    if (Object.hasOwn(dashboard.tags, tag_key))
      throw new WireError(409, `Tag ${tag_key} is assigned already.`, {
        code: 'RESOURCE_ALREADY_EXISTS',
      });
    state.dashboards.save({ ...dashboard, tags: { ...dashboard.tags, [tag_key]: tag_value } });
    return c.json(shape(dashboard.id, tag_key, tag_value));
  });
  routes.delete(`${base}/:key`, (c) => {
    const dashboard = taggedFor(state, c, 'CAN_EDIT');
    const name = c.req.param('key');
    const { [name]: gone, ...tags } = dashboard.tags;
    if (gone === undefined) throw new WireError(404, `Tag ${name} is not assigned.`);
    state.dashboards.save({ ...dashboard, tags });
    return c.json({});
  });
  return routes;
}
