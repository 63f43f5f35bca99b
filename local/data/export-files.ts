import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { quoteText } from './quote.ts';
import { systemTables, type TableName } from './schema.ts';

/** One system table in a user's export: a file, or several with the same columns. */
export type ExportFile = {
  readonly table: TableName;
  readonly paths: readonly string[];
  readonly kind: 'parquet' | 'csv';
};

const kinds = ['parquet', 'csv'] as const;

const isFolder = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
const isFile = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isFile() === true;

function fileOf(folder: string, table: TableName): ExportFile | null {
  const stems = [`system.${table}`, table, join('system', ...table.split('.'))];
  for (const stem of stems)
    for (const kind of kinds) {
      const path = join(folder, `${stem}.${kind}`);
      if (isFile(path)) return { table, paths: [path], kind };
      const inside = join(folder, stem);
      const parts = isFolder(inside) ? readdirSync(inside).toSorted() : [];
      const paths = parts.filter((name) => name.endsWith(`.${kind}`));
      if (paths.length > 0) return { table, paths: paths.map((name) => join(inside, name)), kind };
    }
  return null;
}

/**
 * The files of an export, a system table each: `system.billing.usage.parquet`, `billing.usage.csv`,
 * `system/billing/usage.parquet`, or a folder with such a name that contains part files.
 *
 * Effect: looks into the folder.
 */
export function findExportFiles(folder: string): ExportFile[] {
  return (Object.keys(systemTables) as TableName[]).flatMap((table) => fileOf(folder, table) ?? []);
}

/**
 * The SQL that reads a table of an export; every cell of a CSV file is text. The files are named one by
 * one, because a path may have characters that stand for others in a pattern.
 */
export function readerOf({ paths, kind }: ExportFile): string {
  const list = `[${paths.map(quoteText).join(', ')}]`;
  return kind === 'csv'
    ? `read_csv(${list}, all_varchar = true, header = true)`
    : `read_parquet(${list}, union_by_name = true)`;
}
