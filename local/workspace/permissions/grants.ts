import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { people } from '../oauth/people.ts';
import type { WorkspaceState } from '../state.ts';
import { readShape, type Wire, WireError } from '../wire.ts';
import { everyone } from './access.ts';

const path = '/api/2.1/unity-catalog/permissions/:type/:name';

/** How many parts the whole name of each securable has. */
const parts: Readonly<Record<string, number>> = { catalog: 1, schema: 2, table: 3 };

const Changes = z.object({
  changes: z.array(
    z.object({
      principal: z.string(),
      add: z.array(z.string()).default([]),
      remove: z.array(z.string()).default([]),
    }),
  ),
});

function securableOf(c: Context<Wire>): string {
  const type = (c.req.param('type') ?? '').toLowerCase();
  const name = (c.req.param('name') ?? '').toLowerCase();
  if (parts[type] === undefined)
    throw new WireError(400, `securable_type: ${type} is not one of catalog, schema, table`);
  if (!/^system(\.\w+)*$/.test(name) || name.split('.').length !== parts[type])
    throw new WireError(404, `${type} '${name}' does not exist.`, { code: 'NOT_FOUND' });
  return name;
}

function shape(state: WorkspaceState, securable: string) {
  const holders = [everyone, ...people.map(({ name }) => name)].filter((name) =>
    state.access.selects(name).includes(securable),
  );
  return {
    privilege_assignments: holders.map((principal) => ({ principal, privileges: ['SELECT'] })),
  };
}

/** SELECT on the catalog, a schema or a table, as Unity Catalog gives and takes it. */
export function grantRoutes(state: WorkspaceState): Hono<Wire> {
  const routes = new Hono<Wire>();
  routes.get(path, (c) => c.json(shape(state, securableOf(c))));
  routes.patch(path, async (c) => {
    const securable = securableOf(c);
    if (!c.get('principal').isAdmin)
      throw new WireError(403, `User does not have MANAGE on '${securable}'.`);
    const { changes } = await readShape(c, Changes);
    const stranger = changes.find(
      ({ principal }) => principal !== everyone && state.principals.byName(principal) === null,
    );
    if (stranger !== undefined)
      throw new WireError(404, `Could not find principal with name ${stranger.principal}.`);
    for (const { principal, add, remove } of changes) {
      if (add.includes('SELECT')) state.access.setSelect(principal, securable, true);
      if (remove.includes('SELECT')) state.access.setSelect(principal, securable, false);
    }
    return c.json(shape(state, securable));
  });
  return routes;
}
