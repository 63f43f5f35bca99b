import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCatalog, SqlFailure, type SqlEngine } from '../../../../local/workspace/sql/engine.ts';
import { catalogName } from '../../../../local/workspace/sql/translate.ts';
import { statementCases } from './statements.ts';

const nowMs = Date.parse('2026-11-18T06:00:00Z');

describe('Databricks SQL on DuckDB', () => {
  let engine: SqlEngine;

  beforeAll(async () => {
    ({ engine } = await openCatalog(async (connection) => {
      await connection.run(`attach ':memory:' as ${catalogName}`);
    }));
  });
  afterAll(() => engine.close());

  const answer = async (sql: string) => {
    try {
      const { columns, rows } = await engine.run(sql, [], nowMs, 'ana@example.com');
      return { types: columns.map((column) => column.type_text.toUpperCase()), rows };
    } catch (error) {
      if (!(error instanceof SqlFailure)) throw error;
      return { error: /^\[([\w.]+)\]/.exec(error.message)?.[1], state: error.sqlState };
    }
  };

  test('is asked of a table that says what cannot be answered', () => {
    const answered = statementCases.filter((one) => 'rows' in one && one.declined === undefined);
    expect(answered.length).toBeGreaterThan(300);
  });

  test.each(statementCases)('$sql', async (asked) => {
    const given = await answer(asked.sql);
    if ('error' in asked) expect(given).toEqual({ error: asked.error, state: asked.state });
    else if (asked.declined !== undefined) expect(given).toMatchObject({ error: asked.declined });
    else expect(given).toEqual({ types: asked.typesHere ?? asked.types, rows: asked.rows });
  });

  test.each([
    ['current_user()', 'ana@example.com'],
    ['current_timestamp()', '2026-11-18T06:00:00.000Z'],
    ['current_date', '2026-11-18'],
  ])('%s is the value of the session', async (sql, value) => {
    expect(await answer(`select ${sql}`)).toMatchObject({ rows: [[value]] });
  });

  test.each([
    ['select 2 ** 3', 'PARSE_SYNTAX_ERROR'],
    ['select [1, 2]', 'PARSE_SYNTAX_ERROR'],
    ["select {'a': 1}", 'PARSE_SYNTAX_ERROR'],
    ['select columns(*) from range(2)', 'PARSE_SYNTAX_ERROR'],
    ["select strftime(now(), '%Y')", 'UNRESOLVED_ROUTINE'],
    ['select list_value(1)', 'UNRESOLVED_ROUTINE'],
    ['select spark_text(1)', 'UNRESOLVED_ROUTINE'],
    ["select date_format(now(), 'yyyy G')", 'UNSUPPORTED_DATETIME_PATTERN'],
    ['select cast(array(1) as string)', 'UNSUPPORTED_FEATURE'],
    ["select date '2026-11-15' - date '2026-11-01'", 'UNSUPPORTED_FEATURE'],
    ["select X'41'", 'UNSUPPORTED_FEATURE'],
    ["select regexp_like('a', '(?=a)')", 'UNSUPPORTED_FEATURE'],
    ['select j:a.b from (select 1 as j)', 'UNSUPPORTED_FEATURE'],
  ])('%s of DuckDB only, or of Databricks only, fails', async (sql, error) => {
    expect(await answer(sql)).toMatchObject({ error });
  });
});
