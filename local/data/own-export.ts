import type { DuckDBConnection } from '@duckdb/node-api';
import { locationOf } from './build.ts';
import { findBadCells, firstLine } from './bad-cells.ts';
import { type ExportFile, findExportFiles, readerOf } from './export-files.ts';
import { quoteText } from './quote.ts';
import { systemTables, type TableName } from './schema.ts';

/** The time range of a user's data, epoch milliseconds; null when no table has a row. */
export type TimeRange = { readonly fromMs: number; readonly toMs: number } | null;

export type OwnExport = {
  /** Tables that are not in the export; they have no rows. */
  readonly absent: readonly TableName[];
  readonly timeRange: TimeRange;
};

/** Thrown when an export cannot be used; the message lists all problems, one a line. */
export class ExportProblem extends Error {
  constructor(folder: string, problems: readonly string[]) {
    const lines = problems.map((problem) => `  ${problem}`);
    super(`LOCAL_DATA: ${folder} cannot be used.\n${lines.join('\n')}`);
    this.name = 'ExportProblem';
  }
}

const name = (column: string): string => `"${column.replaceAll('"', '""')}"`;
const isNested = (type: string): boolean => /^(?:STRUCT|MAP)|\[\]$/.test(type);
const columnsOf = (table: TableName): [string, string][] => Object.entries(systemTables[table]);

/** Nested values are JSON text in CSV; a Parquet struct of an older export may lack newer fields. */
function valueOf(column: string, type: string, found: string): string {
  if (!isNested(type)) return `cast(${name(column)} as ${type})`;
  const json = found === 'VARCHAR' ? name(column) : `to_json(${name(column)})`;
  return found === type
    ? name(column)
    : `json_transform(${json}, ${quoteText(JSON.stringify(type))})`;
}

async function readColumns(
  connection: DuckDBConnection,
  file: ExportFile,
): Promise<Map<string, string>> {
  const reader = await connection.runAndReadAll(`describe select * from ${readerOf(file)}`);
  return new Map(reader.getRows().map((row) => [String(row[0]).toLowerCase(), String(row[1])]));
}

/** Whether certified SQL reads a column; a column that is never read may be missing. */
export type IsRead = (table: TableName, column: string) => boolean;

async function addView(
  connection: DuckDBConnection,
  file: ExportFile,
  isRead: IsRead,
): Promise<string[]> {
  const found = await readColumns(connection, file);
  const missing = columnsOf(file.table).filter(([column]) => !found.has(column));
  const needed = missing.filter(([column]) => isRead(file.table, column));
  if (needed.length > 0)
    return [
      `${file.paths.join(', ')}: system.${file.table} has no column ${needed.map(([column, type]) => `${column} (${type})`).join(', ')}`,
    ];
  const values = columnsOf(file.table).map(([column, type]) => {
    const there = found.get(column);
    const value = there === undefined ? `cast(null as ${type})` : valueOf(column, type, there);
    return { column, value };
  });
  const { schema, name: view } = locationOf(file.table);
  const conversions = columnsOf(file.table).flatMap(([column, type], at) => {
    const from = found.get(column);
    // Text of JSON is made from a nested value without fail; equal types are not converted.
    if (from === undefined || from === type || (isNested(type) && from !== 'VARCHAR')) return [];
    const fails = isNested(type) ? 'not json_valid(cell)' : `try_cast(cell as ${type}) is null`;
    return [{ column, type, value: values[at]?.value ?? '', fails }];
  });
  const problems = await findBadCells(connection, file, conversions);
  if (problems.length > 0) return problems;
  const list = values.map(({ column, value }) => `${value} as ${name(column)}`);
  await connection.run(
    `create view ${schema}.${view} as select ${list.join(', ')} from ${readerOf(file)}`,
  );
  return [];
}

/** Time columns from which the time range of an export is read. */
const timeColumns: readonly (readonly [TableName, string])[] = [
  ['billing.usage', 'usage_end_time'],
  ['access.audit', 'event_time'],
  ['query.history', 'start_time'],
  ['lakeflow.job_run_timeline', 'period_end_time'],
];

async function timeRangeOf(connection: DuckDBConnection): Promise<TimeRange> {
  const parts = timeColumns.map(([table, column]) => {
    const { schema, name: view } = locationOf(table);
    return `select min(${column}) as first, max(${column}) as last from ${schema}.${view}`;
  });
  const reader = await connection.runAndReadAll(
    `select epoch_ms(min(first)), epoch_ms(max(last)) from (${parts.join(' union all ')})`,
  );
  const [from, to] = reader.getRows()[0] ?? [];
  return typeof from === 'bigint' && typeof to === 'bigint'
    ? { fromMs: Number(from), toMs: Number(to) }
    : null;
}

/**
 * Makes every system table readable in the current catalog: views over the files of a user's export,
 * which are not copied, and empty tables for missing files.
 *
 * Effect: reads the folder; creates schemas, views and tables.
 *
 * @throws {ExportProblem} With every problem: no table at all, unreadable files, columns that are
 * missing or have another type.
 */
export async function openExport(
  connection: DuckDBConnection,
  folder: string,
  isRead: IsRead,
): Promise<OwnExport> {
  const files = findExportFiles(folder);
  if (files.length === 0)
    throw new ExportProblem(folder, [
      'The folder contains no system table. Expected files such as system.billing.usage.parquet or system.access.audit.csv.',
    ]);
  const present = new Set(files.map(({ table }) => table));
  const absent = (Object.keys(systemTables) as TableName[]).filter((table) => !present.has(table));
  for (const table of Object.keys(systemTables) as TableName[])
    await connection.run(`create schema if not exists ${locationOf(table).schema}`);
  for (const table of absent) {
    const { schema, name: empty } = locationOf(table);
    const types = columnsOf(table).map(([column, type]) => `${name(column)} ${type}`);
    await connection.run(`create table ${schema}.${empty} (${types.join(', ')})`);
  }
  const problems: string[] = [];
  for (const file of files)
    problems.push(
      ...(await addView(connection, file, isRead).catch((error: unknown) => [
        `${file.paths.join(', ')}: ${firstLine(error)}`,
      ])),
    );
  if (problems.length > 0) throw new ExportProblem(folder, problems);
  return { absent, timeRange: await timeRangeOf(connection) };
}
