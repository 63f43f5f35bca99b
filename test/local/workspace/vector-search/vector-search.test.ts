import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorkspace, type Workspace } from '../../../../local/workspace/workspace.ts';
import { sharedCache } from '../../data/cache.ts';
import { createClient } from '../client.ts';

const nowMs = Date.parse('2026-11-18T00:00:00Z');
const base = '/api/2.0/vector-search';
const path = `${base}/indexes/main.ops.notes`;

let workspace: Workspace;
let admin: ReturnType<typeof createClient>;
const as = (key: string) => createClient(workspace, `${workspace.token}-${key}`);

const rows = [
  {
    id: 'loop',
    domain: 'reliability',
    text: 'A job fails and is started again without end',
    age: 3,
  },
  { id: 'small', domain: 'performance', text: 'The warehouse has too little capacity', age: 10 },
  { id: 'bulk', domain: 'security', text: 'A user downloads a whole table at night', age: 7 },
];

beforeAll(async () => {
  workspace = await createWorkspace({ cacheDir: await sharedCache(), nowMs, days: 3 });
  admin = createClient(workspace);
  await admin.post(`${base}/endpoints`, { name: 'ops', endpoint_type: 'STANDARD' });
  await admin.post(`${base}/indexes`, {
    name: 'main.ops.notes',
    endpoint_name: 'ops',
    primary_key: 'id',
    index_type: 'DIRECT_ACCESS',
    direct_access_index_spec: {
      schema_json: '{"id":"string","domain":"string","text":"string","age":"int"}',
      embedding_source_columns: [{ name: 'text' }],
    },
  });
  await admin.post(`${path}/upsert-data`, { inputs_json: JSON.stringify(rows) });
}, 60_000);
afterAll(() => workspace.close());

const query = (body: object, client = admin) =>
  client.post(`${path}/query`, { columns: ['domain', 'id'], ...body });
const idsOf = async (body: object): Promise<string[]> => {
  const { result } = (await query(body)).body as { result: { data_array: unknown[][] } };
  return result.data_array.map((row) => String(row[1])).toSorted((a, b) => a.localeCompare(b));
};

describe('a query', () => {
  test('has the columns in the order asked for, and the score as the last', async () => {
    const { body } = await query({ query_text: 'job fails again' });
    expect(body).toMatchObject({
      manifest: {
        column_count: 3,
        columns: [{ name: 'domain' }, { name: 'id' }, { name: 'score' }],
      },
      result: { row_count: 1, data_array: [['reliability', 'loop', expect.any(Number)]] },
    });
  });

  test('finds words of the same meaning, unless it is one of full text', async () => {
    const text = { query_text: 'which workflow broke' };
    expect(await idsOf({ ...text, query_type: 'HYBRID' })).toEqual(['loop']);
    expect(await idsOf({ ...text, query_type: 'FULL_TEXT' })).toEqual([]);
  });

  test('keeps to its filters, its threshold and its number of results', async () => {
    const text = { query_text: 'job warehouse table' };
    expect(await idsOf(text)).toEqual(['bulk', 'loop', 'small']);
    expect(await idsOf({ ...text, num_results: 1 })).toHaveLength(1);
    expect(await idsOf({ ...text, score_threshold: 0.99 })).toEqual([]);
    const filtered = (filters: object) => idsOf({ ...text, filters_json: JSON.stringify(filters) });
    expect(await filtered({ domain: 'security' })).toEqual(['bulk']);
    expect(await filtered({ domain: ['security', 'reliability'] })).toEqual(['bulk', 'loop']);
    expect(await filtered({ 'domain NOT': ['security', 'reliability'] })).toEqual(['small']);
    expect(await filtered({ 'age >': 3, 'age <=': 7 })).toEqual(['bulk']);
  });

  test.each([
    ['a column that is not there', { columns: ['absent'], query_text: 'x' }],
    ['a filter on one that is not there', { query_text: 'x', filters_json: '{"absent":1}' }],
    ['an unknown operator', { query_text: 'x', filters_json: '{"age ~":1}' }],
    ['filters that are an object and no text', { query_text: 'x', filters_json: { age: 1 } }],
    ['no text', { query_vector: [1, 2] }],
  ])('is refused for %s', async (_, body) => {
    expect((await query(body)).status).toBe(400);
  });
});

describe('an index', () => {
  test('takes rows again under their key, and says which it could not take', async () => {
    const inputs_json = JSON.stringify([rows[0], { id: 'odd', other: 1 }, { domain: 'cost' }]);
    expect((await admin.post(`${path}/upsert-data`, { inputs_json })).body).toEqual({
      status: 'PARTIAL_SUCCESS',
      result: { success_row_count: 1, failed_primary_keys: ['odd', 'undefined'] },
    });
    const { status } = (await admin.get(path)).body as { status: object };
    expect(status).toMatchObject({ ready: true, indexed_row_count: 3 });
  });

  test('is not there for whom may read no table, and is changed only by its owner', async () => {
    expect((await query({ query_text: 'job' }, as('outsider'))).status).toBe(404);
    expect((await query({ query_text: 'job' }, as('analyst'))).status).toBe(200);
    const change = await as('analyst').post(`${path}/upsert-data`, { inputs_json: '[]' });
    expect(change.status).toBe(403);
  });

  test('that is missing is not found', async () => {
    const sent = await admin.post(`${base}/indexes/main.ops.absent/query`, {
      columns: ['id'],
      query_text: 'x',
    });
    expect(sent.status).toBe(404);
  });
});
