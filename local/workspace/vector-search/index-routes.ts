import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { WorkspaceState } from '../state.ts';
import { notHere, paginate, parseJson, readBody, type Wire, WireError } from '../wire.ts';
import { pageOf, QueryBody, queryIndex } from './query.ts';
import type { Row } from './rank.ts';
import type { Index } from './store.ts';

const base = '/api/2.0/vector-search/indexes';
const name = z.string().min(1);

const NewIndex = z.object({
  name: z.string().regex(/^[^.\s]+\.[^.\s]+\.[^.\s]+$/, 'expected catalog.schema.index'),
  endpoint_name: name,
  primary_key: name,
  index_type: z.enum(['DELTA_SYNC', 'DIRECT_ACCESS']),
  direct_access_index_spec: z
    .looseObject({
      schema_json: name,
      embedding_source_columns: z.array(z.looseObject({ name })).min(1, 'expected one'),
    })
    .optional(),
});
const Schema = z.record(z.string(), z.string());
const Rows = z.array(z.record(z.string(), z.unknown()));

const listedShape = (index: Index) => ({
  name: index.name,
  endpoint_name: index.endpoint,
  primary_key: index.primaryKey,
  index_type: 'DIRECT_ACCESS',
  creator: index.creator,
});

const shape = (index: Index, url: string) => ({
  ...listedShape(index),
  direct_access_index_spec: index.spec,
  status: {
    ready: true,
    indexed_row_count: index.rows.size,
    message: 'Index is ready',
    index_url: `${new URL(url).host}${base}/${index.name}`,
  },
});

/** Who may read no table may read no index; a change is for its creator and for administrators. */
function indexFor(state: WorkspaceState, c: Context<Wire>, isChange: boolean): Index {
  const found = state.vectorSearch.indexes.get(c.req.param('index') ?? '');
  const principal = c.get('principal');
  const mayRead = principal.isAdmin || state.access.selectGrants(principal.name).length > 0;
  if (found === undefined || !mayRead)
    throw new WireError(404, `Vector index ${c.req.param('index')} does not exist.`);
  if (isChange && !principal.isAdmin && found.creator !== principal.name)
    throw new WireError(403, `User does not have MODIFY on index ${found.name}.`);
  return found;
}

/** @throws {WireError} 400 when the schema lacks the key or the text. */
function readSpec({ direct_access_index_spec: spec, primary_key }: z.infer<typeof NewIndex>) {
  const columns = Schema.safeParse(parseJson(spec?.schema_json ?? '{}')).data ?? {};
  const textColumn = spec?.embedding_source_columns[0]?.name ?? '';
  if (![textColumn, primary_key].every((one) => one in columns))
    throw new WireError(400, 'schema_json must name the primary key and the source of embeddings');
  return { columns, textColumn, spec: spec ?? {} };
}

async function create(state: WorkspaceState, c: Context<Wire>): Promise<Response> {
  const body = await readBody(c, NewIndex);
  const { endpoints, indexes } = state.vectorSearch;
  if (body.index_type === 'DELTA_SYNC') throw notHere('An index that follows a table');
  if (!endpoints.has(body.endpoint_name))
    throw new WireError(404, `Vector search endpoint ${body.endpoint_name} does not exist.`);
  if (indexes.has(body.name))
    throw new WireError(409, `Vector index ${body.name} already exists.`, {
      code: 'RESOURCE_ALREADY_EXISTS',
    });
  const index: Index = {
    name: body.name,
    endpoint: body.endpoint_name,
    creator: c.get('principal').name,
    primaryKey: body.primary_key,
    ...readSpec(body),
    rows: new Map(),
  };
  indexes.set(index.name, index);
  return c.json(shape(index, c.req.url));
}

/** Adds rows, or replaces those of the same key; rows without a key or with other columns fail. */
function upsert(index: Index, rows: readonly Row[]) {
  const failed: string[] = [];
  for (const row of rows) {
    const key = row[index.primaryKey];
    const isKnown = Object.keys(row).every((column) => column in index.columns);
    if ((typeof key === 'string' || typeof key === 'number') && isKnown)
      index.rows.set(String(key), row);
    else failed.push(String(key));
  }
  return { success_row_count: rows.length - failed.length, failed_primary_keys: failed };
}

const statusOf = ({
  success_row_count: done,
  failed_primary_keys: failed,
}: ReturnType<typeof upsert>) =>
  failed.length === 0 ? 'SUCCESS' : done === 0 ? 'FAILURE' : 'PARTIAL_SUCCESS';

function dataRoutes(state: WorkspaceState, routes: Hono<Wire>): void {
  routes.post(`${base}/:index/upsert-data`, async (c) => {
    const index = indexFor(state, c, true);
    const { inputs_json } = await readBody(c, z.object({ inputs_json: name }));
    const rows = Rows.safeParse(parseJson(inputs_json));
    if (!rows.success) throw new WireError(400, 'inputs_json must be a list of objects');
    const result = upsert(index, rows.data);
    return c.json({ status: statusOf(result), result });
  });
  routes.delete(`${base}/:index/delete-data`, (c) => {
    const index = indexFor(state, c, true);
    const keys = (c.req.queries('primary_keys') ?? []).flatMap((part) => part.split(','));
    const failed_primary_keys = keys.filter((key) => !index.rows.delete(key));
    const result = {
      success_row_count: keys.length - failed_primary_keys.length,
      failed_primary_keys,
    };
    return c.json({ status: statusOf(result), result });
  });
  routes.post(`${base}/:index/query`, async (c) => {
    const index = indexFor(state, c, false);
    return c.json(queryIndex(state.vectorSearch, index, await readBody(c, QueryBody)));
  });
  routes.post(`${base}/:index/query-next-page`, async (c) => {
    indexFor(state, c, false);
    const { page_token } = await readBody(c, z.object({ page_token: name }));
    const rows = state.vectorSearch.pages.get(page_token);
    if (rows === undefined) throw new WireError(400, 'page_token is not valid');
    state.vectorSearch.pages.delete(page_token);
    return c.json(pageOf(state.vectorSearch, rows));
  });
  for (const verb of ['scan', 'sync'])
    routes.post(`${base}/:index/${verb}`, (c) => {
      indexFor(state, c, false);
      throw notHere(`The ${verb} of an index`);
    });
}

/** Indexes of Vector Search: create, list, read, fill and query. */
export function vectorIndexRoutes(state: WorkspaceState): Hono<Wire> {
  const routes = new Hono<Wire>();
  routes.get(base, (c) => {
    const endpoint = c.req.query('endpoint_name');
    const all = [...state.vectorSearch.indexes.values()];
    const { items, next } = paginate(
      c,
      all.filter((one) => one.endpoint === endpoint),
    );
    return c.json({ vector_indexes: items.map(listedShape), ...next });
  });
  routes.post(base, (c) => create(state, c));
  routes.get(`${base}/:index`, (c) => c.json(shape(indexFor(state, c, false), c.req.url)));
  routes.delete(`${base}/:index`, (c) => {
    state.vectorSearch.indexes.delete(indexFor(state, c, true).name);
    return c.json({});
  });
  dataRoutes(state, routes);
  return routes;
}
