import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { generate, generatorVersion } from './generate.ts';
import { quoteText } from './quote.ts';
import { systemTables, type TableName } from './schema.ts';
import type { Truth } from './truth.ts';
import type { Row } from './world.ts';

export type BuildOptions = {
  readonly cacheDir: string;
  readonly seed: number;
  /** Where the data ends, epoch milliseconds. */
  readonly nowMs: number;
  readonly days: number;
  /** Called as tables are done. */
  readonly onProgress?: (line: string) => void;
};

/** A built data set: a DuckDB file with one schema per Databricks schema, and the truth about it. */
export type BuiltData = { readonly file: string; readonly truth: Truth };

/** DuckDB keeps this name for itself. */
export const informationSchema = 'uc_information_schema';

/** Where a system table lies in the file, `<schema>.<table>`. */
export function placeOf(table: TableName): { readonly schema: string; readonly name: string } {
  const [schema = '', name = ''] = table.split('.');
  return { schema: schema === 'information_schema' ? informationSchema : schema, name };
}

function isTruth(value: unknown): value is Truth {
  return typeof value === 'object' && value !== null && 'ledger' in value && 'incidents' in value;
}

async function readTruth(file: string): Promise<Truth> {
  const value: unknown = JSON.parse(await readFile(file, 'utf8'));
  if (!isTruth(value)) throw new Error(`${file} is no truth of generated data; delete it`);
  return value;
}

/**
 * Writes rows into a new DuckDB file that has every system table, empty ones too.
 *
 * Effect: writes the file, and one beside it that is gone at the end.
 */
export async function writeTables(
  file: string,
  rows: ReadonlyMap<TableName, readonly Row[]>,
  onProgress: (line: string) => void,
): Promise<void> {
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  const lines = `${file}.ndjson`;
  try {
    for (const [table, columns] of Object.entries(systemTables)) {
      const { schema, name } = placeOf(table as TableName);
      const types = Object.entries(columns).map(([column, type]) => `"${column}" ${type}`);
      await connection.run(
        `create schema if not exists ${schema}; create table ${schema}.${name} (${types.join(', ')})`,
      );
      const tableRows = rows.get(table as TableName) ?? [];
      if (tableRows.length === 0) continue;
      await writeFile(lines, tableRows.map((row) => JSON.stringify(row)).join('\n'));
      const named = Object.entries(columns).map(([column, type]) => `'${column}': '${type}'`);
      await connection.run(
        `insert into ${schema}.${name} select * from read_json(${quoteText(lines)}, format = 'newline_delimited', columns = {${named.join(', ')}})`,
      );
      onProgress(`system.${table}: ${tableRows.length} rows`);
    }
  } finally {
    connection.closeSync();
    instance.closeSync();
    await rm(lines, { force: true });
  }
}

const draftName = /\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\./;
const draftLifeMs = 3_600_000;

/** A builder that was killed leaves its draft behind; no builder that still lives takes an hour. */
async function removeOldDrafts(folder: string): Promise<void> {
  for (const name of (await readdir(folder)).filter((file) => draftName.test(file))) {
    const file = join(folder, name);
    const found = await stat(file).catch(() => null);
    if (found !== null && found.mtimeMs < Date.now() - draftLifeMs) await rm(file, { force: true });
  }
}

/**
 * The data of a seed and a clock: taken from the cache, or made and put there. Several builders may
 * work at once: each writes under a name of its own and the finished files are moved into place.
 *
 * Effect: writes `<cacheDir>/data/<seed>-<now>-<version>-<days>d.duckdb` and `.truth.json` beside it.
 */
export async function buildData(options: BuildOptions): Promise<BuiltData> {
  const { cacheDir, seed, nowMs, days, onProgress = () => {} } = options;
  const folder = join(cacheDir, 'data');
  const now = new Date(nowMs).toISOString().replaceAll(/[:.]/g, '');
  const base = join(folder, `${seed}-${now}-${generatorVersion}-${days}d`);
  const file = `${base}.duckdb`;
  const truthFile = `${base}.truth.json`;
  if (existsSync(file) && existsSync(truthFile)) return { file, truth: await readTruth(truthFile) };
  await mkdir(folder, { recursive: true });
  await removeOldDrafts(folder);
  onProgress('making the data');
  const { rows, truth } = generate({ seed, nowMs, days });
  const draft = `${base}.${randomUUID()}`;
  try {
    await writeTables(`${draft}.duckdb`, rows, onProgress);
    await writeFile(`${draft}.truth.json`, JSON.stringify(truth));
    await rename(`${draft}.truth.json`, truthFile);
    await rename(`${draft}.duckdb`, file);
  } finally {
    await rm(`${draft}.duckdb`, { force: true });
    await rm(`${draft}.duckdb.wal`, { force: true });
    await rm(`${draft}.truth.json`, { force: true });
  }
  return { file, truth };
}
