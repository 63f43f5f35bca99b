import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { knownPrincipals } from '../oauth/known-principals.ts';
import type { WorkspaceState } from '../state.ts';
import { readBody, type Wire, WireError } from '../wire.ts';
import { allUsersGroup } from './access.ts';

const path = '/api/2.1/unity-catalog/permissions/:type/:name';

/** Number of parts in the full name of each securable type. */
const namePartCounts: Readonly<Record<string, number>> = { catalog: 1, schema: 2, table: 3 };

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
  if (namePartCounts[type] === undefined)
    throw new WireError(400, `securable_type: ${type} is not one of catalog, schema, table`);
  if (!/^system(\.\w+)*$/.test(name) || name.split('.').length !== namePartCounts[type])
    throw new WireError(404, `${type} '${name}' does not exist.`, { code: 'NOT_FOUND' });
  return name;
}

function assignments(state: WorkspaceState, securable: string) {
  const holders = [allUsersGroup, ...knownPrincipals.map(({ name }) => name)].filter((name) =>
    state.access.selectGrants(name).includes(securable),
  );
  return {
    privilege_assignments: holders.map((principal) => ({ principal, privileges: ['SELECT'] })),
  };
}

/** Unity Catalog grants: SELECT on the catalog, a schema or a table. */
export function grantRoutes(state: WorkspaceState): Hono<Wire> {
  const routes = new Hono<Wire>();
  routes.get(path, (c) => c.json(assignments(state, securableOf(c))));
  routes.patch(path, async (c) => {
    const securable = securableOf(c);
    if (!c.get('principal').isAdmin)
      throw new WireError(403, `User does not have MANAGE on '${securable}'.`);
    const { changes } = await readBody(c, Changes);
    const unknown = changes.find(
      ({ principal }) => principal !== allUsersGroup && state.principals.byName(principal) === null,
    );
    if (unknown !== undefined)
      throw new WireError(404, `Could not find principal with name ${unknown.principal}.`);
    for (const { principal, add, remove } of changes) {
      if (add.includes('SELECT')) state.access.setSelectGrant(principal, securable, true);
      if (remove.includes('SELECT')) state.access.setSelectGrant(principal, securable, false);
    }
    return c.json(assignments(state, securable));
  });
  return routes;
}
