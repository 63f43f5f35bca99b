import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createHttp } from '../../../adapters/databricks/http.ts';
import { createWarehouse } from '../../../adapters/databricks/warehouse.ts';
import type { StatementEnd, Warehouse } from '../../../domain/warehouse.ts';
import { createWorkspace, type Workspace } from '../../../local/workspace/workspace.ts';
import { sharedCache } from '../../local/data/cache.ts';
import { createClient } from '../../local/workspace/client.ts';
import { createScriptedHttp } from './scripted-http.ts';
import type { Received, Reply, ScriptedHttp } from './scripted-http.ts';

const never = new AbortController().signal;
const statement = { sql: 'select 1 as n', parameters: [] };
const caller = async () =>
  ({ principal: 'sp', host: 'https://dbc.example', signIn: { by: 'token' } }) as const;

let server: ScriptedHttp | undefined;
afterEach(async () => {
  await server?.[Symbol.asyncDispose]();
  server = undefined;
});

async function warehouseThat(script: (request: Received, n: number) => Reply, limitMs = 10_000) {
  let n = 0;
  server = await createScriptedHttp((request) => script(request, ++n));
  const http = createHttp(server.url, async () => ({}));
  const { received } = server;
  return { warehouse: createWarehouse('w1', { http, caller }, limitMs), received };
}

const paths = (received: readonly Received[]) =>
  received.map(({ method, path }) => `${method} ${path.replace('/api/2.0/sql/statements', '')}`);
const inState = (state: string, more: object = {}): Reply => ({
  body: { statement_id: 'st1', status: { state, ...more } },
});
const rowsReply = (rows: string[][], more: object = {}): Reply => ({
  body: {
    statement_id: 'st1',
    status: { state: 'SUCCEEDED' },
    manifest: { schema: { columns: [{ name: 'n', type_text: 'BIGINT' }] }, total_row_count: 2 },
    result: { chunk_index: 0, data_array: rows, ...more },
  },
});
const rows = (end: StatementEnd) => (end.kind === 'rows' ? end.rows : end);
const failing = (message: string): Reply =>
  inState('FAILED', { error: { error_code: 'BAD_REQUEST', message } });

describe('a statement on a warehouse', () => {
  it('is sent with its parameters and gives all parts of its rows', async () => {
    const { warehouse, received } = await warehouseThat(({ method }) =>
      method === 'POST'
        ? rowsReply([['1']], { next_chunk_index: 1 })
        : { body: { chunk_index: 1, data_array: [['2']] } },
    );
    const parameters = [{ name: 'day', type: 'DATE', value: '2026-11-17' }];
    const end = await warehouse.run({ sql: 'select :day', parameters }, never);
    expect(end).toEqual({
      kind: 'rows',
      statementId: 'st1',
      columns: [{ name: 'n', type: 'BIGINT' }],
      rows: [[1], [2]],
      rowCount: 2,
      truncated: false,
    });
    expect(paths(received)).toEqual(['POST ', 'GET /st1/result/chunks/1']);
    expect(JSON.parse(received[0]?.body ?? '')).toEqual({
      warehouse_id: 'w1',
      statement: 'select :day',
      parameters,
      disposition: 'INLINE',
      format: 'JSON_ARRAY',
      wait_timeout: '5s',
      on_wait_timeout: 'CONTINUE',
    });
  });

  it('is looked at again until it ends, also in a state of another name', async () => {
    const states = ['PENDING', 'RUNNING', 'THINKING'];
    const { warehouse, received } = await warehouseThat((_, n) =>
      n <= states.length ? inState(states[n - 1] ?? '') : rowsReply([['1'], ['2']]),
    );
    expect(rows(await warehouse.run(statement, never))).toEqual([[1], [2]]);
    expect(paths(received)).toEqual(['POST ', 'GET /st1', 'GET /st1', 'GET /st1']);
  });

  it('says that rows are missing when a part may not be read', async () => {
    const { warehouse } = await warehouseThat(({ method }) =>
      method === 'POST' ? rowsReply([['1']], { next_chunk_index: 1 }) : { status: 404 },
    );
    expect(await warehouse.run(statement, never)).toMatchObject({ rows: [[1]], truncated: true });
  });

  it('is sent again after no answer, because it only reads', async () => {
    const { warehouse, received } = await warehouseThat((_, n) =>
      n === 1 ? 'reset' : n === 2 ? { status: 503 } : rowsReply([['1'], ['2']]),
    );
    expect(rows(await warehouse.run(statement, never))).toEqual([[1], [2]]);
    expect(paths(received)).toEqual(['POST ', 'POST ', 'POST ']);
  });

  it('is given up for a retry of the step when the workspace stays away', async () => {
    const { warehouse } = await warehouseThat(() => ({ status: 503 }));
    await expect(warehouse.run(statement, never)).rejects.toMatchObject({ code: 'upstream.down' });
  });

  it('is cancelled at the warehouse when its caller is', async () => {
    const aborting = new AbortController();
    const { warehouse, received } = await warehouseThat(({ method }) => {
      if (method === 'GET') aborting.abort(new Error('enough'));
      return inState('RUNNING');
    });
    await expect(warehouse.run(statement, aborting.signal)).rejects.toThrow('enough');
    await expect.poll(() => paths(received)).toContain('POST /st1/cancel');
  });

  it.each([
    ['RUNNING', { kind: 'failed', reason: 'The statement did not end within 0.5 s.' }],
    [
      'PENDING',
      {
        kind: 'denied',
        reason: 'The SQL warehouse w1 did not start within 0.5 s.',
        remedy:
          'Open https://dbc.example/sql/warehouses/w1, press Start, and ask again when it runs.',
      },
    ],
  ])('that is still %s at its time limit is cancelled', async (state, expected) => {
    const { warehouse, received } = await warehouseThat(() => inState(state), 500);
    expect(await warehouse.run(statement, never)).toEqual(expected);
    await expect.poll(() => paths(received)).toContain('POST /st1/cancel');
  });
});

describe('what cannot be run', () => {
  it.each([
    [{ status: 401, body: { message: 'Token expired.' } }, /DATABRICKS_TOKEN/],
    [{ status: 403, body: { message: 'Not yours.' } }, /warehouses\/w1, Permissions.*CAN USE/],
    [{ status: 403, body: { message: 'required scopes: sql' } }, /^Add the scope sql to the token/],
    [{ status: 404, body: { message: 'No such warehouse.' } }, /^Set DATABRICKS_WAREHOUSE_ID to/],
    [
      failing(
        "[INSUFFICIENT_PERMISSIONS] no SELECT on Table 'system.access.audit'. SQLSTATE: 42501",
      ),
      /GRANT USE SCHEMA, SELECT ON SCHEMA system\.access TO `sp`/,
    ],
    [
      failing('PERMISSION_DENIED: User does not have USE SCHEMA on Schema system.billing.'),
      /GRANT USE SCHEMA, SELECT ON SCHEMA system\.billing TO `sp`/,
    ],
    [
      failing('[TABLE_OR_VIEW_NOT_FOUND] The table or view `system`.`query`.`history` is absent.'),
      /system-schemas enable .* query/,
    ],
    [failing('[TABLE_OR_VIEW_NOT_FOUND] The table main.a.b cannot be found.'), /main\.a\.b/],
  ] as const)('is denied with what to do: %j', async (reply, remedy) => {
    const { warehouse, received } = await warehouseThat(() => reply);
    const end = await warehouse.run(statement, never);
    expect(end).toMatchObject({ kind: 'denied', remedy: expect.stringMatching(remedy) as string });
    expect(received).toHaveLength(1);
  });

  it.each([
    [failing('[DIVIDE_BY_ZERO] Division by zero.'), '[DIVIDE_BY_ZERO] Division by zero.'],
    [inState('CANCELED'), 'its state is CANCELED'],
    [inState('CLOSED'), 'Databricks has deleted the result of the statement.'],
    [{ status: 400, body: { message: 'Bad.' } }, /Bad\./],
    [{ body: {} }, /without a readable `status\.state`/],
    [
      { body: { status: { state: 'RUNNING' } } },
      'Databricks started a statement without naming its id.',
    ],
  ] as const)('has failed: %j', async (reply, reason) => {
    const { warehouse } = await warehouseThat(() => reply);
    const expected =
      typeof reason === 'string' ? reason : (expect.stringMatching(reason) as string);
    expect(await warehouse.run(statement, never)).toEqual({ kind: 'failed', reason: expected });
  });

  it('has failed when the service forgets it', async () => {
    const { warehouse } = await warehouseThat(({ method }) =>
      method === 'POST' ? inState('RUNNING') : { status: 404 },
    );
    expect(await warehouse.run(statement, never)).toEqual({
      kind: 'failed',
      reason: 'Databricks does not know the statement that it started.',
    });
  });
});

describe('the local workspace', () => {
  let workspace: Workspace;
  beforeAll(async () => {
    const nowMs = Date.parse('2026-11-18T00:00:00Z');
    workspace = await createWorkspace({ cacheDir: await sharedCache(), nowMs, days: 3 });
    await workspace.ready;
  }, 60_000);
  afterAll(() => workspace.close());

  const asPrincipal = (key: string, id = 'a1b2c3d4e5f60001'): Warehouse => {
    const authorization = `Bearer ${workspace.token}${key}`;
    return createWarehouse(id, {
      http: createHttp(workspace.url, async () => ({ authorization })),
      caller,
    });
  };

  it('gives typed cells of many rows', async () => {
    const sql =
      'select id, cast(id as decimal(10, 2)) as usd, id > 1 as yes, cast(:day as date) as day from range(12000) order by id';
    const parameters = [{ name: 'day', type: 'DATE', value: '2026-11-17' }];
    const end = await asPrincipal('').run({ sql, parameters }, never);
    if (end.kind !== 'rows') throw new Error(JSON.stringify(end));
    expect([end.rowCount, end.rows.length, end.truncated]).toEqual([12_000, 12_000, false]);
    expect(end.rows.at(-1)).toEqual([11_999, '11999.00', true, '2026-11-17']);
  });

  it('refuses a table without a grant, a schema that is off, and a warehouse', async () => {
    const audit = { sql: 'select count(*) from system.access.audit', parameters: [] };
    const remedyOf = async (warehouse: Warehouse) => {
      const end = await warehouse.run(audit, never);
      return end.kind === 'denied' ? end.remedy : end;
    };
    expect(await remedyOf(asPrincipal('-analyst'))).toMatch(/SELECT ON SCHEMA system\.access/);
    expect(await remedyOf(asPrincipal('-no-warehouse'))).toMatch(/CAN USE/);
    expect(await remedyOf(asPrincipal('', 'f'.repeat(16)))).toMatch(/DATABRICKS_WAREHOUSE_ID/);
  });

  it('cancels what is not waited for', async () => {
    const client = createClient(workspace);
    const path = '/api/2.0/sql/statements';
    await client.control('PUT', '/faults', [
      { match: { path }, fault: { kind: 'slow', ms: 60_000 } },
    ]);
    const aborting = new AbortController();
    const running = asPrincipal('').run(statement, aborting.signal);
    aborting.abort(new Error('enough'));
    await expect(running).rejects.toThrow('enough');
    const logged = async () => JSON.stringify((await client.control('GET', '/requests')).body);
    await expect.poll(logged, { timeout: 10_000 }).toMatch(/statements\/[^/"]+\/cancel/);
    await client.control('DELETE', '/faults');
  });
});
