import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { systemTables, type TableName } from './schema.ts';

/** The file of one system table in a user's export; `path` may be a glob pattern for several files. */
export type ExportFile = {
  readonly table: TableName;
  readonly path: string;
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
      if (isFile(path)) return { table, path, kind };
      const parts = join(folder, stem);
      if (isFolder(parts) && readdirSync(parts).some((name) => name.endsWith(`.${kind}`)))
        return { table, path: join(parts, `*.${kind}`), kind };
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
