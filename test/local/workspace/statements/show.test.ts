import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorkspace, type Workspace } from '../../../../local/workspace/workspace.ts';
import { sharedCache } from '../../data/cache.ts';
import { at, createClient } from '../client.ts';

const nowMs = Date.parse('2026-11-18T00:00:00Z');

describe('SHOW, DESCRIBE and USE', () => {
  let workspace: Workspace;

  beforeAll(async () => {
    workspace = await createWorkspace({ cacheDir: await sharedCache(), nowMs, days: 3 });
    await workspace.ready;
  }, 60_000);
  afterAll(() => workspace.close());

  const run = async (statement: string, more: object = {}, key = '') => {
    const client = createClient(workspace, `${workspace.token}${key}`);
    const { body } = await client.post('/api/2.0/sql/statements', {
      warehouse_id: 'a1b2c3d4e5f60001',
      statement,
      ...more,
    });
    const columns = at(body, 'manifest', 'schema', 'columns');
    return {
      state: at(body, 'status', 'state'),
      error: JSON.stringify(at(body, 'status', 'error', 'message') ?? '').slice(1, -1),
      columns: Array.isArray(columns) ? columns.map((column) => String(at(column, 'name'))) : [],
      rows: at(body, 'result', 'data_array') ?? [],
    };
  };

  test('list catalogs, schemas and tables', async () => {
    expect(await run('show catalogs')).toMatchObject({ columns: ['catalog'], rows: [['system']] });
    const schemas = await run('SHOW SCHEMAS IN system');
    expect(schemas.columns).toEqual(['databaseName']);
    expect(schemas.rows).toContainEqual(['information_schema']);
    expect((await run("show schemas like 'bill*'")).rows).toEqual([['billing']]);
    const tables = await run('show tables in system.billing');
    expect(tables.columns).toEqual(['database', 'tableName', 'isTemporary']);
    expect(tables.rows).toContainEqual(['billing', 'usage', 'false']);
    const same = await run('show tables', { catalog: 'system', schema: 'billing' });
    expect(same.rows).toEqual(tables.rows);
  });

  test('name columns and their types as Databricks does', async () => {
    const table = await run('describe table system.billing.usage');
    expect(table.columns).toEqual(['col_name', 'data_type', 'comment']);
    expect(table.rows).toContainEqual(['usage_quantity', 'decimal(38,18)', null]);
    expect(table.rows).toContainEqual(['custom_tags', 'map<string,string>', null]);
    expect(table.rows).toContainEqual(['usage_start_time', 'timestamp', null]);
    const columns = await run('show columns in `system`.billing.usage');
    expect(columns.rows).toContainEqual(['usage_quantity']);
    const bare = await run('desc usage', { catalog: 'system', schema: 'billing' });
    expect(bare.rows).toEqual(table.rows);
  });

  test.each([
    ['use catalog system', {}],
    ['use schema billing', { catalog: 'system' }],
    ['use system.billing', {}],
  ])('%s succeeds without a result', async (statement, more) => {
    expect(await run(statement, more)).toMatchObject({ state: 'SUCCEEDED', rows: [] });
  });

  test.each([
    ['show tables in system.nothing', /^\[SCHEMA_NOT_FOUND\].*42704$/],
    ['show schemas in main', /^\[NO_SUCH_CATALOG_EXCEPTION\]/],
    ['describe system.billing.nothing', /^\[TABLE_OR_VIEW_NOT_FOUND\].*42P01$/],
    ['show functions', /^\[UNSUPPORTED_FEATURE\]/],
    ['describe extended system.billing.usage', /^\[UNSUPPORTED_FEATURE\]/],
  ])('%s fails', async (statement, error) => {
    expect((await run(statement)).error).toMatch(error);
  });

  test('need the right to read the table that they describe', async () => {
    expect((await run('describe system.access.audit', {}, '-analyst')).error).toMatch(
      /^\[INSUFFICIENT_PERMISSIONS\]/,
    );
  });

  test('answer with the name of who asks', async () => {
    expect((await run('select current_user()', {}, '-analyst')).rows).toEqual([
      ['analyst@example.com'],
    ]);
  });
});
