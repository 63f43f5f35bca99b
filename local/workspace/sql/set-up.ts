import type { DuckDBConnection } from '@duckdb/node-api';
import { definitions } from './macros/index.ts';
import { registerFunctions } from './native.ts';
import { catalogName } from './translate.ts';

/** A catalog with the same tables without rows: plans over it can be read, those over files cannot. */
export const emptyCatalog = 'system_types';

const relations = `
  select schema_name, table_name from duckdb_tables() where database_name = '${catalogName}'
  union all
  select schema_name, view_name from duckdb_views() where database_name = '${catalogName}' and not internal`;

/**
 * Gives a database the meaning of Databricks SQL. Its tables are there already.
 *
 * Effect: sets options, adds functions and macros, and a catalog of empty tables.
 */
export async function setUp(connection: DuckDBConnection): Promise<void> {
  await connection.run('use memory.main');
  registerFunctions(connection);
  await connection.run(definitions.join(';\n'));
  await connection.run(`attach ':memory:' as ${emptyCatalog}`);
  const reader = await connection.runAndReadAll(relations);
  const copies = reader.getRows().map(([schema, table]) => {
    const place = `"${String(schema)}"."${String(table)}"`;
    return `create schema if not exists ${emptyCatalog}."${String(schema)}";
      create table ${emptyCatalog}.${place} as select * from ${catalogName}.${place} where false;`;
  });
  if (copies.length > 0) await connection.run(copies.join('\n'));
}
