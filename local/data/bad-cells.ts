import type { DuckDBConnection } from '@duckdb/node-api';
import { type ExportFile, readerOf } from './export-files.ts';

/** A column whose cells are converted, and the statement that does it. */
export type Conversion = {
  readonly column: string;
  readonly type: string;
  /** The converted value. */
  readonly value: string;
  /** Condition for a cell, named `cell`, that cannot be converted. */
  readonly fails: string;
};

export const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';

/**
 * Finds cells of an export that cannot be converted, wherever they are: a statement that meets one later
 * fails as a whole.
 *
 * Effect: reads every row of the file; when there is a bad cell, once more for each column.
 *
 * @returns A line for the first bad cell of each column, with file, row and column.
 */
export async function findBadCells(
  connection: DuckDBConnection,
  file: ExportFile,
  conversions: readonly Conversion[],
): Promise<string[]> {
  if (conversions.length === 0) return [];
  const counts = conversions.map(({ value }) => `count(${value})`);
  const problem = await connection.run(`select ${counts.join(', ')} from ${readerOf(file)}`).then(
    () => null,
    (error: unknown) => firstLine(error),
  );
  if (problem === null) return [];
  const found: string[] = [];
  for (const conversion of conversions)
    found.push(...(await inColumn(connection, file, conversion)));
  return found.length > 0 ? found : [`${file.paths.join(', ')}: ${problem}`];
}

async function inColumn(
  connection: DuckDBConnection,
  { kind, table, paths }: ExportFile,
  { column, type, value, fails }: Conversion,
): Promise<string[]> {
  for (const path of paths) {
    const reader = readerOf({ kind, table, paths: [path] });
    const problem = await connection.run(`select count(${value}) from ${reader}`).then(
      () => null,
      (error: unknown) => firstLine(error),
    );
    if (problem === null) continue;
    const rows = await connection
      .runAndReadAll(
        `select number from (select row_number() over () as number, "${column}" as cell from ${reader})
         where cell is not null and ${fails} limit 1`,
      )
      .then((read) => read.getRows())
      .catch(() => []);
    // A row that cannot be read at all has the number in what the reader says.
    const row = rows[0]?.[0];
    const where = row === undefined ? path : `${path}, row ${String(row)}`;
    // Without the fields of a nested type, which are many.
    return [`${where}: column ${column} (${type.replace(/\(.*/s, '')}): ${problem}`];
  }
  return [];
}
