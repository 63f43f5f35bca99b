import { type Context, Hono } from 'hono';
import { decimal } from '../../data/schema-types.ts';
import { metastoreId } from '../permissions/system-schemas.ts';
import type { WorkspaceState } from '../state.ts';
import { paginate, type Wire, WireError } from '../wire.ts';

const base = '/api/2.1/unity-catalog';
const owner = 'System user';
const catalog = {
  name: 'system',
  full_name: 'system',
  catalog_type: 'SYSTEM_CATALOG',
  securable_type: 'CATALOG',
  owner,
  metastore_id: metastoreId,
  isolation_mode: 'OPEN',
  comment: 'System catalog',
};

const schemaShape = (name: string) => ({
  name,
  full_name: `system.${name}`,
  catalog_name: 'system',
  catalog_type: 'SYSTEM_CATALOG',
  owner,
  metastore_id: metastoreId,
});

const tableShape = (fullName: string) => {
  const [, schema = '', name = ''] = fullName.split('.');
  return {
    name,
    full_name: fullName,
    catalog_name: 'system',
    schema_name: schema,
    table_type: 'MANAGED',
    data_source_format: 'DELTASHARING',
    owner,
    metastore_id: metastoreId,
  };
};

/** Full names of the tables in schemas that are enabled. */
async function tablesOf(state: WorkspaceState): Promise<readonly string[]> {
  const data = state.dataset.current();
  if (data === null)
    throw new WireError(503, `The data is not ready: ${state.dataset.progress()}`, {
      retryAfterSeconds: 1,
    });
  const all = await data.engine.tables();
  return all.filter((table) => state.access.isSchemaEnabled(table.split('.')[1] ?? ''));
}

const missing = (kind: string, name: string): WireError =>
  new WireError(404, `${kind} '${name}' does not exist.`, {
    code: `${kind.toUpperCase()}_DOES_NOT_EXIST`,
  });

const schemasIn = (tables: readonly string[]): string[] => [
  ...new Set(tables.map((table) => table.split('.')[1] ?? '')),
];

function requireCatalog(name: string | undefined): void {
  if (name === undefined) throw new WireError(400, 'catalog_name is required');
  if (name.toLowerCase() !== 'system') throw missing('Catalog', name);
}

async function tableOf(state: WorkspaceState, c: Context<Wire>): Promise<string> {
  const name = (c.req.param('name') ?? '').toLowerCase();
  if (!(await tablesOf(state)).includes(name)) throw missing('Table', name);
  return name;
}

/** The columns of a table, as a statement that reads it has them. */
async function columnsOf(state: WorkspaceState, table: string) {
  const found = await state.dataset.current()?.engine.run(`select * from ${table} limit 0`, [], 0);
  return (found?.columns ?? []).map(({ name, position, type_name, type_text }) => ({
    name,
    position,
    type_name,
    type_text: type_text.replaceAll(decimal, 'DECIMAL(38,18)').toLowerCase(),
    nullable: true,
  }));
}

function tableRoutes(state: WorkspaceState, routes: Hono<Wire>): void {
  routes.get(`${base}/tables`, async (c) => {
    requireCatalog(c.req.query('catalog_name'));
    const schema = c.req.query('schema_name');
    if (schema === undefined) throw new WireError(400, 'schema_name is required');
    const tables = await tablesOf(state);
    if (!schemasIn(tables).includes(schema)) throw missing('Schema', `system.${schema}`);
    const own = tables.filter((table) => table.startsWith(`system.${schema}.`));
    const { items, next } = paginate(c, own.map(tableShape), 50);
    return c.json({ tables: items, ...next });
  });
  routes.get(`${base}/table-summaries`, async (c) => {
    requireCatalog(c.req.query('catalog_name'));
    const summaries = (await tablesOf(state)).map((full_name) => ({
      full_name,
      table_type: 'MANAGED',
    }));
    const { items, next } = paginate(c, summaries, 100);
    return c.json({ tables: items, ...next });
  });
  routes.get(`${base}/tables/:name`, async (c) => {
    const table = await tableOf(state, c);
    const refusal = state.access.denial(c.get('principal'), `from ${table}`);
    if (refusal !== null) throw new WireError(403, refusal.message);
    return c.json({ ...tableShape(table), columns: await columnsOf(state, table) });
  });
  routes.get(`${base}/tables/:name/exists`, async (c) => {
    const name = (c.req.param('name') ?? '').toLowerCase();
    return c.json({ table_exists: (await tablesOf(state)).includes(name) });
  });
}

/** Catalogs, schemas and tables of Unity Catalog; the catalog `system` cannot be changed. */
export function catalogRoutes(state: WorkspaceState): Hono<Wire> {
  const routes = new Hono<Wire>();
  routes.get(`${base}/catalogs`, (c) => c.json({ catalogs: [catalog] }));
  routes.get(`${base}/catalogs/:name`, (c) => {
    requireCatalog(c.req.param('name'));
    return c.json(catalog);
  });
  routes.get(`${base}/schemas`, async (c) => {
    requireCatalog(c.req.query('catalog_name'));
    const { items, next } = paginate(c, schemasIn(await tablesOf(state)).map(schemaShape), 100);
    return c.json({ schemas: items, ...next });
  });
  routes.get(`${base}/schemas/:name`, async (c) => {
    const name = c.req.param('name').toLowerCase();
    const found = schemasIn(await tablesOf(state)).find((schema) => `system.${schema}` === name);
    if (found === undefined) throw missing('Schema', name);
    return c.json(schemaShape(found));
  });
  tableRoutes(state, routes);
  for (const kind of ['catalogs', 'schemas', 'tables']) {
    const refuse = () => {
      throw new WireError(
        403,
        `User does not have the privilege to change ${kind}: this workspace has only the catalog system, which is read-only.`,
      );
    };
    routes.on(['POST', 'PUT'], `${base}/${kind}`, refuse);
    routes.on(['PATCH', 'DELETE'], `${base}/${kind}/:name`, refuse);
  }
  return routes;
}
