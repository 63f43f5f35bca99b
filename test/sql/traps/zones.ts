import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { locationOf } from '../../../local/data/build.ts';
import { systemTables, type TableName } from '../../../local/data/schema.ts';
import { cellText } from '../../../local/workspace/sql/cells.ts';
import type { SqlParameter } from '../../../local/workspace/sql/engine.ts';
import { toPlan } from '../../../local/workspace/sql/plan.ts';
import { setUp } from '../../../local/workspace/sql/set-up.ts';
import { catalogName } from '../../../local/workspace/sql/translate.ts';
import { benchOver, type Fixture, type TrapBench, withFixture } from './bench.ts';

/** The file has plain timestamps, all in UTC; a warehouse's are instants that a session shows in its zone. */
async function copyInstants(connection: DuckDBConnection): Promise<void> {
  for (const [table, columns] of Object.entries(systemTables)) {
    const { schema, name } = locationOf(table as TableName);
    const selected = Object.entries(columns).map(([column, type]) =>
      type === 'TIMESTAMP' ? `"${column}" at time zone 'UTC' as "${column}"` : `"${column}"`,
    );
    await connection.run(
      `create schema if not exists ${catalogName}.${schema};
       create table ${catalogName}.${schema}.${name} as select ${selected.join(', ')} from fixture.${schema}.${name}`,
    );
  }
}

async function read(
  connection: DuckDBConnection,
  sql: string,
  parameters: readonly SqlParameter[],
): Promise<Record<string, string | null>[]> {
  const statement = await connection.prepare(sql);
  for (const { name, value } of parameters)
    statement.bindVarchar(statement.parameterIndex(name), value);
  const reader = await statement.runAndReadAll();
  const [names, types] = [reader.columnNames(), reader.columnTypes()];
  return reader
    .getRows()
    .map((row) =>
      Object.fromEntries(
        row.map((value, index) => [
          names[index] ?? '',
          cellText(value, types[index] ?? reader.columnType(index)),
        ]),
      ),
    );
}

/**
 * A fixture as a session in a time zone sees it.
 *
 * Effect: makes a data file and copies it into memory.
 *
 * @param zone A name of the IANA time zone database, `Asia/Tokyo`.
 */
export async function benchInZone(fixture: Fixture, zone: string): Promise<TrapBench> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  await withFixture(fixture, async (file) => {
    await connection.run(`attach '${file}' as fixture (read_only)`);
    await connection.run(`attach ':memory:' as ${catalogName}`);
    await copyInstants(connection);
    await connection.run('detach fixture');
  });
  await setUp(connection);
  await connection.run(`set TimeZone = '${zone}'`);
  return benchOver(async (sql, parameters, nowMs) =>
    read(connection, await toPlan(connection, sql, { nowMs, user: '' }), parameters),
  );
}
