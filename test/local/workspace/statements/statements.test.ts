import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createWorkspace, type Workspace } from '../../../../local/workspace/workspace.ts';
import { sharedCache } from '../../data/cache.ts';
import { at, createClient, type Json } from '../client.ts';

const nowMs = Date.parse('2026-11-18T00:00:00Z');
const path = '/api/2.0/sql/statements';
const warehouse = 'a1b2c3d4e5f60001';
const cold = 'a1b2c3d4e5f60002';

let workspace: Workspace;
let client: ReturnType<typeof createClient>;

beforeAll(async () => {
  const cacheDir = await sharedCache();
  workspace = await createWorkspace({ cacheDir, nowMs, days: 3, warehouseStartMs: 6000 });
  await workspace.ready;
  client = createClient(workspace);
}, 60_000);

afterEach(() => client.control('DELETE', '/faults'));
afterAll(() => workspace.close());

const run = async (statement: string, more: object = {}, caller = client) =>
  (await caller.post(path, { statement, warehouse_id: warehouse, ...more })).body;
const rowsOf = (body: Json) => at(body, 'result', 'data_array');
const slow = (ms: number) =>
  client.control('PUT', '/faults', [{ match: { path }, fault: { kind: 'slow', ms } }]);
const many = 'select id as n from range(12000)';

describe('a statement', () => {
  test('returns its rows as text at once and can be read again', async () => {
    const body = await run("select 1 as n, 2.5 as x, null as nothing, 'a' as text, true as yes;");
    expect(body).toMatchObject({
      status: { state: 'SUCCEEDED' },
      manifest: {
        format: 'JSON_ARRAY',
        schema: { column_count: 5 },
        total_row_count: 1,
        total_chunk_count: 1,
        truncated: false,
      },
      result: { chunk_index: 0, row_offset: 0, data_array: [['1', '2.5', null, 'a', 'true']] },
    });
    expect((await client.get(`${path}/${String(body['statement_id'])}`)).body).toEqual(body);
  });

  test('reads the system tables; names in the catalog and schema of the request may be short', async () => {
    const whole = rowsOf(await run('select count(*) from system.billing.usage'));
    expect(Number(at(whole, 0, 0))).toBeGreaterThan(100);
    const schema = { catalog: 'system', schema: 'billing' };
    const days = 'select count(extract(day from usage_date)) from `usage`';
    expect(rowsOf(await run(days, schema))).toEqual(whole);
    const two = 'with usage2 as (select 1) select count(*) from billing.usage, usage2';
    expect(rowsOf(await run(two, { catalog: 'system' }))).toEqual(whole);
  });

  test('takes named parameters with a type, STRING by default', async () => {
    const parameters = [
      { name: 'n', value: '41', type: 'INT' },
      { name: 'text', value: "O'Neill \\ :n -- x" },
      { name: 'none', type: 'DATE' },
      { name: 'day', value: '2026-11-17', type: 'DATE' },
      { name: 'price', value: '1.50', type: 'DECIMAL(10, 2)' },
    ];
    const statement =
      "select :n + 1, :text, :none, :day, :price, ':n', 'a' || :TEXT /* :other */ -- :more";
    const body = await run(statement, { parameters });
    const text = "O'Neill \\ :n -- x";
    expect(rowsOf(body)).toEqual([['42', text, null, '2026-11-17', '1.50', ':n', `a${text}`]]);
  });

  test('returns an empty result object when there are no rows', async () => {
    const body = await run('select 1 as n where false');
    expect(body).toMatchObject({ manifest: { total_chunk_count: 0, chunks: [] }, result: {} });
    expect(body['result']).toEqual({});
  });

  test.each([
    ['select * from system.billing.nothing', '42P01', /^\[TABLE_OR_VIEW_NOT_FOUND\]/],
    ['select nothing from system.billing.usage', '42703', /^\[UNRESOLVED_COLUMN.WITH_SUGGESTION\]/],
    ['select from where', '42601', /^\[PARSE_SYNTAX_ERROR\]/],
    ['select :n', '42P02', /^\[UNBOUND_SQL_PARAMETER\] .*: n\./],
    ["select cast('x' as int)", '22018', /^\[CAST_INVALID_INPUT\]/],
    ['select 1; select 2', '42601', /expected one statement/],
    ['delete from system.billing.usage', '42501', /DELETE is not allowed/],
    ['/* a */ create table system.billing.mine as select 1', '42501', /CREATE is not allowed/],
    ['with a as (select 1) insert into system.billing.usage select * from a', '42601', /SYNTAX/],
    ['select * from system_tables.billing.usage', '42P01', /cannot be found/],
    ["select * from read_csv('/etc/passwd')", '42883', /no such function/],
  ])('%s fails with HTTP 200 and SQL state %s', async (statement, sqlState, message) => {
    const reply = await client.post(path, { statement, warehouse_id: warehouse });
    expect(reply.status).toBe(200);
    expect(reply.body).toEqual({
      statement_id: expect.any(String),
      status: {
        state: 'FAILED',
        error: { error_code: 'BAD_REQUEST', message: expect.stringMatching(message) },
        sql_state: sqlState,
      },
    });
  });

  test.each([
    [{ wait_timeout: '3s' }, /^wait_timeout: /],
    [{ wait_timeout: '51s' }, /^wait_timeout: /],
    [{ statement: '' }, /^statement: /],
    [{ disposition: 'INLINE', format: 'CSV' }, /^format: /],
    [{ format: 'ARROW_STREAM', disposition: 'EXTERNAL_LINKS' }, /^format: /],
    [{ parameters: [{ name: 'n', type: 'MAP<INT,INT>' }] }, /^parameters\.0\.type: /],
    [{ parameters: [{ value: '1' }] }, /^parameters\.0\.name: /],
    [{ row_limit: 0 }, /^row_limit: /],
    [{ warehouse_id: undefined }, /^warehouse_id: /],
  ])('with %j is refused with the name of the field', async (more, message) => {
    const reply = await client.post(path, {
      statement: 'select 1',
      warehouse_id: warehouse,
      ...more,
    });
    expect([reply.status, reply.body['message']]).toEqual([400, expect.stringMatching(message)]);
  });

  test('needs an existing warehouse and is visible only to its sender', async () => {
    const other = { statement: 'select 1', warehouse_id: 'none' };
    expect((await client.post(path, other)).status).toBe(404);
    const id = String((await run('select 1'))['statement_id']);
    const analyst = createClient(workspace, `${workspace.token}-analyst`);
    expect((await analyst.get(`${path}/${id}`)).status).toBe(404);
    const outsider = createClient(workspace, `${workspace.token}-outsider`);
    const refused = await outsider.post(path, { statement: 'select 1', warehouse_id: warehouse });
    expect([refused.status, refused.body['error_code']]).toEqual([403, 'PERMISSION_DENIED']);
  });

  test('runs with the permissions of its sender', async () => {
    const analyst = createClient(workspace, `${workspace.token}-analyst`);
    const count = (table: string) =>
      run(`select count(*) from \`system\`.${table} -- system.access.audit`, {}, analyst);
    expect(at(await count('query.history'), 'status', 'state')).toBe('SUCCEEDED');
    expect(at(await count('access.audit'), 'status')).toMatchObject({
      state: 'FAILED',
      sql_state: '42501',
      error: { message: expect.stringContaining('[INSUFFICIENT_PERMISSIONS]') },
    });
    const hidden = { catalog: 'system', schema: 'access' };
    expect(at(await run('select * from audit', hidden, analyst), 'status', 'sql_state')).toBe(
      '42501',
    );
  });
});

describe('a large result', () => {
  test('has chunks of one execution, each with the index of the next', async () => {
    const body = await run(many);
    expect(body).toMatchObject({
      manifest: { total_row_count: 12_000, total_chunk_count: 3, truncated: false },
      result: { row_count: 5000, next_chunk_index: 1 },
    });
    const second = await client.get(String(at(body, 'result', 'next_chunk_internal_link')));
    expect(second.body).toMatchObject({ chunk_index: 1, row_offset: 5000, next_chunk_index: 2 });
    const third = await client.get(String(second.body['next_chunk_internal_link']));
    expect(third.body).toMatchObject({ row_offset: 10_000, row_count: 2000 });
    expect(third.body['next_chunk_index']).toBeUndefined();
    expect(at(third.body, 'data_array', 1999)).toEqual(['11999']);
    const none = `${path}/${String(body['statement_id'])}/result/chunks/3`;
    expect((await client.get(none)).status).toBe(404);
  });

  test('is cut at row_limit or byte_limit and marked as truncated', async () => {
    expect(await run(many, { row_limit: 7 })).toMatchObject({
      manifest: { total_row_count: 7, truncated: true },
    });
    expect(await run('select 1', { row_limit: 1 })).toMatchObject({
      manifest: { truncated: false },
    });
    const cut = await run(many, { byte_limit: 1000 });
    expect(at(cut, 'manifest', 'truncated')).toBe(true);
    expect(at(cut, 'manifest', 'total_byte_count')).toBeLessThanOrEqual(1000);
  });

  test('above 25 MiB is available only as external links', async () => {
    const wide = "select repeat('x', 10000) as text from range(3000)";
    expect(at(await run(wide), 'status')).toMatchObject({
      state: 'FAILED',
      error: { message: expect.stringMatching(/^Inline byte limit exceeded/) },
    });
    const linked = await run(wide, { disposition: 'EXTERNAL_LINKS' });
    expect(at(linked, 'manifest', 'total_byte_count')).toBeGreaterThan(26_214_400);
  });

  test('has links that work without a token, refuse a token and expire after 15 minutes', async () => {
    const body = await run(many, { disposition: 'EXTERNAL_LINKS' });
    expect(rowsOf(body)).toBeUndefined();
    const link = at(body, 'result', 'external_links', 0) as Record<string, string>;
    expect(link).toMatchObject({ chunk_index: 0, row_count: 5000, next_chunk_index: 1 });
    const url = String(link['external_link']);
    expect(new URL(url).origin).toBe(workspace.url);
    expect(await (await fetch(url)).json()).toHaveLength(5000);
    const withToken = await fetch(url, { headers: { Authorization: `Bearer ${workspace.token}` } });
    expect(withToken.status).toBe(400);
    expect((await fetch(`${url}0`)).status).toBe(403);
    expect((await fetch(url.replace('/0?', '/1?'))).status).toBe(403);
    const chunk = await client.get(String(link['next_chunk_internal_link']));
    expect(at(chunk.body, 'external_links', 0, 'row_offset')).toBe(5000);
    expect(Date.parse(String(link['expiration'])) - Date.now()).toBeGreaterThan(14 * 60_000);
    await client.control('PUT', '/clock', { now: '2026-11-18T00:16:00Z' });
    expect((await fetch(url)).status).toBe(403);
    const again = await client.get(`${path}/${String(body['statement_id'])}`);
    const fresh = String(at(again.body, 'result', 'external_links', 0, 'external_link'));
    expect((await fetch(fresh)).status).toBe(200);
  });

  test('can be CSV with external links', async () => {
    const statement = "select 'a,\"b' as text, null as nothing, 3 as n";
    const more = { disposition: 'EXTERNAL_LINKS', format: 'CSV' };
    const body = await run(statement, more);
    const url = String(at(body, 'result', 'external_links', 0, 'external_link'));
    expect(await (await fetch(url)).text()).toBe('text,nothing,n\n"a,""b",,3\n');
  });

  test('is kept for an hour of the workspace clock', async () => {
    const body = await run(many);
    const id = String(body['statement_id']);
    const now = String((await client.control('GET', '/health')).body['now']);
    const later = (minutes: number) => ({
      now: new Date(Date.parse(now) + minutes * 60_000).toISOString(),
    });
    await client.control('PUT', '/clock', later(59));
    expect(at((await client.get(`${path}/${id}`)).body, 'status', 'state')).toBe('SUCCEEDED');
    await client.control('PUT', '/clock', later(61));
    expect((await client.get(`${path}/${id}`)).body).toEqual({
      statement_id: id,
      status: { state: 'CLOSED' },
    });
    expect((await client.get(`${path}/${id}/result/chunks/1`)).status).toBe(404);
  }, 20_000);
});

describe('a statement that takes long', () => {
  const state = async (id: unknown) =>
    at((await client.get(`${path}/${String(id)}`)).body, 'status', 'state');

  test('continues after wait_timeout and can be polled', async () => {
    await slow(600);
    const body = await run('select 1', { wait_timeout: '0s' });
    expect(['PENDING', 'RUNNING']).toContain(at(body, 'status', 'state'));
    expect(body['manifest']).toBeUndefined();
    await expect.poll(() => state(body['statement_id']), { timeout: 4000 }).toBe('SUCCEEDED');
  });

  test('can be cancelled repeatedly and stays cancelled', async () => {
    await slow(400);
    const { statement_id: id } = await run('select 1', { wait_timeout: '0s' });
    const cancel = () => client.post(`${path}/${String(id)}/cancel`, {});
    expect([(await cancel()).body, (await cancel()).body]).toEqual([{}, {}]);
    expect(await state(id)).toBe('CANCELED');
    const done = await run('select 1', { wait_timeout: '5s' });
    expect(await state(id)).toBe('CANCELED');
    await client.post(`${path}/${String(done['statement_id'])}/cancel`, {});
    expect(await state(done['statement_id'])).toBe('SUCCEEDED');
  });

  test('stays cancelled when the query finishes later', async () => {
    const heavy = 'select sum(length(md5(cast(id as string)))) from range(20000000)';
    const { statement_id: id } = await run(heavy, { wait_timeout: '0s' });
    await client.post(`${path}/${String(id)}/cancel`, {});
    // The same query started later: when it has finished, the first one has too.
    expect(at(await run(heavy, { wait_timeout: '50s' }), 'status', 'state')).toBe('SUCCEEDED');
    expect(await state(id)).toBe('CANCELED');
  }, 60_000);

  test('is pending while its warehouse starts; on_wait_timeout CANCEL cancels it after the wait', async () => {
    await client.post(`/api/2.0/sql/warehouses/${cold}/stop`, {});
    const more = { warehouse_id: cold, wait_timeout: '5s', on_wait_timeout: 'CANCEL' };
    const given = run('select 1', more);
    await expect
      .poll(async () => (await client.get(`/api/2.0/sql/warehouses/${cold}`)).body['state'])
      .toBe('STARTING');
    const later = await run('select 1', { warehouse_id: cold, wait_timeout: '0s' });
    expect(at(later, 'status', 'state')).toBe('PENDING');
    expect(at(await given, 'status', 'state')).toBe('CANCELED');
    await expect.poll(() => state(later['statement_id']), { timeout: 4000 }).toBe('SUCCEEDED');
  }, 15_000);
});
