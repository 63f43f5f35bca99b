import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseExact } from '../../../adapters/databricks/json.ts';
import { QueryResult, toResult } from '../../../adapters/databricks/result-wire.ts';
import { AppError } from '../../../domain/errors.ts';
import type { GenieTable } from '../../../domain/genie.ts';

function resultOf(over: object) {
  const reply = QueryResult.parse({
    statement_response: { status: { state: 'SUCCEEDED' }, ...over },
  });
  const it = reply.statement_response;
  const rows = it.result?.data_array ?? [];
  return toResult(it, async () => ({ rows, complete: true }));
}

async function tableOf(over: object): Promise<GenieTable> {
  const result = await resultOf(over);
  if (result.state !== 'ready') throw new Error(`the result is ${result.state}`);
  return result.table;
}

const columns = [
  { name: 'day', type_name: 'DATE', position: 0 },
  { name: 'usd', type_name: 'DECIMAL', type_text: 'DECIMAL(20,6)', position: 1 },
];
const manifest = { schema: { columns } };

describe('the rows of a query', () => {
  it('are text or null under columns with their types', async () => {
    const data = [['2026-11-17', null]];
    expect(
      await tableOf({
        statement_id: 'st',
        manifest: { schema: { columns }, total_row_count: 5_000, truncated: true },
        result: { data_array: data },
      }),
    ).toEqual({
      columns: [
        { name: 'day', type: 'DATE' },
        { name: 'usd', type: 'DECIMAL(20,6)' },
      ],
      rows: data,
      rowCount: 5_000,
      truncated: true,
      statementId: 'st',
    });
  });

  it.each([
    ['an empty result', { result: {} }],
    ['no result', {}],
    ['a null for rows', { result: { data_array: null } }],
  ])('may be none, as %s', async (_, over) => {
    expect(await tableOf({ manifest, ...over })).toMatchObject({
      rows: [],
      rowCount: 0,
      truncated: false,
      statementId: null,
    });
  });

  it('keep every digit of what is no text', async () => {
    const cells = '[9007199254740993, 1.0E-7, 0.10, true, {"a": 1.50}, [null], "x", null]';
    const [row] = (await tableOf(parseExact(`{"result": {"data_array": [${cells}]}}`) as object))
      .rows;
    expect(row).toEqual([
      '9007199254740993',
      '1.0E-7',
      '0.10',
      'true',
      '{"a":1.50}',
      '[null]',
      'x',
      null,
    ]);
  });

  it('keep every text as it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: 'binary' })), async (row) => {
        const reply = parseExact(JSON.stringify({ result: { data_array: [row] } }));
        expect((await tableOf(reply as object)).rows).toEqual([row]);
      }),
    );
  });

  it.each([
    ['columns that are null', { manifest: { schema: { columns: null } } }],
    ['no manifest', { manifest: null }],
    ['columns that are not objects', { manifest: { schema: { columns: [null, 'x'] } } }],
    ['columns without names and types', { manifest: { schema: { columns: [{}, {}] } } }],
  ])('stand under nameless columns of text, with %s', async (_, over) => {
    const table = await tableOf({ ...over, result: { data_array: [['a', 'b']] } });
    expect(table.columns).toEqual([
      { name: '', type: 'STRING' },
      { name: '', type: 'STRING' },
    ]);
    expect(table.rows).toEqual([['a', 'b']]);
  });

  it('are as wide as the columns', async () => {
    const table = await tableOf({ manifest, result: { data_array: [['d'], [], ['d', '1']] } });
    expect(table.rows).toEqual([
      ['d', null],
      [null, null],
      ['d', '1'],
    ]);
  });

  it.each([
    [5_000, 5_000, true],
    ['5000', 5_000, true],
    ['1', 1, false],
    [0, 1, false],
    [null, 1, false],
    [-4, 1, false],
    ['many', 1, false],
  ])('that are counted as %j are %i, cut: %s', async (total_row_count, rowCount, truncated) => {
    const counted = { ...manifest, total_row_count };
    const table = await tableOf({ manifest: counted, result: { data_array: [['d', '1']] } });
    expect([table.rowCount, table.truncated]).toEqual([rowCount, truncated]);
  });

  it('are read whatever stands beside them', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.jsonValue(), { minLength: 8, maxLength: 8 }),
        async ([a, b, c, d, e, f, g, h]) => {
          const read = await tableOf({
            statement_id: a,
            status: { state: 'succeeded', error: b, sql_state: c },
            manifest: {
              schema: { columns: [{ name: 'n', type_name: d }] },
              total_row_count: e,
              truncated: f,
            },
            result: { data_array: [['1']], chunk_index: g, next_chunk_index: h },
          });
          expect(read).toMatchObject({ columns: [{ name: 'n' }], rows: [['1']] });
          const bare = await tableOf({ manifest: a, result: { data_array: [['1']] } });
          expect(bare.rows).toEqual([['1']]);
        },
      ),
    );
  });
});

describe('a result that is not there', () => {
  it.each(['PENDING', 'running', 'PONDERING'])('may come: %s', async (state) => {
    expect(await resultOf({ status: { state } })).toEqual({ state: 'running' });
  });

  it('is gone when it is closed', async () => {
    expect(await resultOf({ status: { state: 'CLOSED' } })).toEqual({ state: 'gone' });
  });

  it.each([
    ['a statement that failed', { status: { state: 'FAILED', error: { message: 'No.' } } }, /No\./],
    ['a statement that somebody stopped', { status: { state: 'CANCELED' } }, /CANCELED/],
    ['a success that brings nothing', {}, /sent no `manifest`/],
  ])('never comes of %s', async (_, over, says) => {
    const thrown: unknown = await resultOf(over).catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(AppError);
    expect(thrown).toMatchObject({ code: 'upstream.rejected' });
    expect(String(thrown)).toMatch(says);
  });

  it.each([
    ['no state', { status: {} }, 'statement_response.status.state'],
    [
      'rows that are no list',
      { result: { data_array: 'x' } },
      'statement_response.result.data_array',
    ],
    [
      'a row that is null',
      { result: { data_array: [['a'], null] } },
      'statement_response.result.data_array.1',
    ],
    ['a result that is a text', { result: 'x' }, 'statement_response.result'],
  ])('cannot be read with %s', (_, over, path) => {
    const statement_response = { status: { state: 'SUCCEEDED' }, ...over };
    const [issue] = QueryResult.safeParse({ statement_response }).error?.issues ?? [];
    expect(issue?.path.join('.')).toBe(path);
  });
});
