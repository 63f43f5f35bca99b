import { type Context, Hono } from 'hono';
import { systemTables } from '../../data/schema.ts';
import type { WorkspaceState } from '../state.ts';
import { type Wire, WireError } from '../wire.ts';

const base = '/api/2.1/unity-catalog';
const path = `${base}/metastores/:metastore/systemschemas`;

/** Id of the workspace's metastore. */
export const metastoreId = '0a11c0de-0000-4000-8000-000000000001';

const informationSchema = 'information_schema';
const names = [...new Set(Object.keys(systemTables).map((table) => table.split('.')[0] ?? ''))]
  .filter((schema) => schema !== informationSchema)
  .toSorted();

function requireAdmin(c: Context<Wire>): void {
  if (c.req.param('metastore') !== metastoreId)
    throw new WireError(404, `Metastore '${c.req.param('metastore')}' does not exist.`);
  if (!c.get('principal').isAdmin)
    throw new WireError(403, 'User is not an owner of Metastore or an account admin.');
}

/** The metastore, and the schemas of `system`, which an administrator enables and disables. */
export function systemSchemaRoutes(state: WorkspaceState): Hono<Wire> {
  const routes = new Hono<Wire>();
  const enable = (c: Context<Wire>, isEnabled: boolean) => {
    requireAdmin(c);
    const schema = c.req.param('schema') ?? '';
    if (!names.includes(schema))
      throw new WireError(404, `Schema 'system.${schema}' does not exist.`);
    state.access.setSchemaEnabled(schema, isEnabled);
    return c.json({});
  };
  routes.get(`${base}/metastore_summary`, (c) =>
    c.json({ metastore_id: metastoreId, name: 'local', cloud: 'local', region: 'local' }),
  );
  routes.get(path, (c) => {
    requireAdmin(c);
    const schemas = names.map((schema) => ({
      schema,
      state: state.access.isSchemaEnabled(schema) ? 'ENABLE_COMPLETED' : 'AVAILABLE',
    }));
    return c.json({ schemas: [...schemas, { schema: informationSchema, state: 'MANAGED' }] });
  });
  routes.put(`${path}/:schema`, (c) => enable(c, true));
  routes.delete(`${path}/:schema`, (c) => enable(c, false));
  return routes;
}
