import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { locationOf } from '../../local/data/build.ts';
import { quoteText } from '../../local/data/quote.ts';
import { systemTables, type TableName } from '../../local/data/schema.ts';
import { decimal } from '../../local/data/schema-types.ts';

/** Where a system table's Parquet file lies, `<schema>.<table>` → path. */
export type ExportedTables = Readonly<Record<string, string>>;

/** The type a column has on a real workspace: times are instants, quantities and prices are wide. */
const realType = (type: string): string =>
  type.replaceAll(/\bTIMESTAMP\b/g, 'TIMESTAMPTZ').replaceAll(decimal, 'DECIMAL(38,18)');

/**
 * Writes every system table of a built data set as one Parquet file with true types.
 *
 * Effect: reads the data set, writes files into `folder`.
 */
export async function exportTables(file: string, folder: string): Promise<ExportedTables> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    await mkdir(folder, { recursive: true });
    // Columns hold UTC without saying so; in this zone the cast to an instant moves nothing.
    await connection.run("set TimeZone = 'UTC'");
    await connection.run(`attach ${quoteText(file)} as source (read_only)`);
    const exported: Record<string, string> = {};
    for (const [table, columns] of Object.entries(systemTables)) {
      const { schema, name } = locationOf(table as TableName);
      const target = join(folder, `${table}.parquet`);
      const cells = Object.entries(columns).map(
        ([column, type]) => `cast("${column}" as ${realType(type)}) as "${column}"`,
      );
      await connection.run(
        `copy (select ${cells.join(', ')} from source.${schema}.${name}) to ${quoteText(target)} (format parquet)`,
      );
      exported[table] = target;
    }
    return exported;
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
