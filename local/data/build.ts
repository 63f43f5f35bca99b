import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { generate, generatorVersion } from './generate.ts';
import { type Planted, plantedKey, plantedOf } from './planted.ts';
import { quoteText } from './quote.ts';
import { systemTables, type TableName } from './schema.ts';
import type { Row } from './world.ts';

export type BuildOptions = Planted & {
  readonly cacheDir: string;
  readonly seed: number;
  /** The end of the data, epoch milliseconds. */
  readonly nowMs: number;
  readonly days: number;
  /** Called after each table with one line of text. */
  readonly onProgress?: (line: string) => void;
};

/** A built data set: a DuckDB file with one schema per Databricks schema, and a JSON file with the `Truth` about it. */
export type BuiltData = { readonly file: string; readonly truthFile: string };

/** DuckDB reserves the name `information_schema`. */
export const informationSchema = 'uc_information_schema';

/** Schema and name of a system table in the DuckDB file. */
export function locationOf(table: TableName): { readonly schema: string; readonly name: string } {
  const [schema = '', name = ''] = table.split('.');
  return { schema: schema === 'information_schema' ? informationSchema : schema, name };
}

/** The last bytes of a whole file of truth. A file that was cut ends otherwise; it is too large to parse at each start. */
const truthEnd = '}\n';

async function isWhole(truthFile: string): Promise<boolean> {
  const handle = await open(truthFile);
  try {
    const { size } = await handle.stat();
    const { buffer } = await handle.read({
      buffer: Buffer.alloc(truthEnd.length),
      position: Math.max(0, size - truthEnd.length),
    });
    return buffer.toString() === truthEnd;
  } finally {
    await handle.close();
  }
}

/** Whether the cache has both files and they can be used. */
async function isCached({ file, truthFile }: BuiltData): Promise<boolean> {
  if (!existsSync(file) || !existsSync(truthFile)) return false;
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  try {
    await connection.run(`attach ${quoteText(file)} (read_only)`);
    return await isWhole(truthFile);
  } catch {
    return false;
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/**
 * Writes rows into a new DuckDB file that has every system table, including empty ones.
 *
 * Effect: writes the file, and a temporary file beside it that is removed at the end.
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
      const { schema, name } = locationOf(table as TableName);
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

const temporaryName = /\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\./;
/** No build takes an hour. */
const temporaryMaxAgeMs = 3_600_000;
/** Data is made anew for each day; what nobody has opened for this long is not asked for again. */
const unusedMaxAgeMs = 3 * 86_400_000;

/** Removes temporary files of processes that were killed, and data that nobody has used for days. */
async function removeOldFiles(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const file = join(folder, name);
    const maxAgeMs = temporaryName.test(name) ? temporaryMaxAgeMs : unusedMaxAgeMs;
    const found = await stat(file).catch(() => null);
    if (found !== null && found.mtimeMs < Date.now() - maxAgeMs) await rm(file, { force: true });
  }
}

/** Marks the files as used, so that they are not removed as old ones. */
async function markUsed({ file, truthFile }: BuiltData): Promise<void> {
  const now = new Date();
  // The cache may belong to somebody else: then its owner's use of it counts.
  for (const path of [file, truthFile]) await utimes(path, now, now).catch(() => {});
}

const folderOf = ({ cacheDir }: BuildOptions): string => join(cacheDir, 'data');

function baseOf(options: BuildOptions): string {
  const now = new Date(options.nowMs).toISOString().replaceAll(/[:.]/g, '');
  const world = `${options.seed}-${now}-${generatorVersion}-${options.days}d`;
  return join(folderOf(options), `${world}${plantedKey(options)}`);
}

const filesOf = (base: string): BuiltData => ({
  file: `${base}.duckdb`,
  truthFile: `${base}.truth.json`,
});

/**
 * The data of a seed and a clock when the cache has it; else null.
 *
 * Effect: reads the cache, and marks the files as used.
 */
export async function builtFrom(options: BuildOptions): Promise<BuiltData | null> {
  const built = filesOf(baseOf(options));
  if (!(await isCached(built))) return null;
  await markUsed(built);
  return built;
}

/**
 * Returns the data of a seed, a clock and what is planted from the cache, or generates it and adds it to the cache.
 * Several processes may do this at the same time: each writes files with a unique temporary name and
 * renames them when they are complete.
 *
 * Effect: writes `<cacheDir>/data/<seed>-<now>-<version>-<days>d.duckdb` and `.truth.json` beside it, with
 * a part more in their names when other than the usual incidents are planted, and
 * removes data that has not been used for days.
 */
export async function buildData(options: BuildOptions): Promise<BuiltData> {
  const { seed, nowMs, days, onProgress = () => {} } = options;
  const cached = await builtFrom(options);
  if (cached !== null) return cached;
  const folder = folderOf(options);
  await mkdir(folder, { recursive: true });
  await removeOldFiles(folder);
  onProgress('making the data');
  const { rows, truth } = generate({ seed, nowMs, days, ...plantedOf(options) });
  const built = filesOf(baseOf(options));
  const temporary = filesOf(`${baseOf(options)}.${randomUUID()}`);
  try {
    await writeTables(temporary.file, rows, onProgress);
    await writeFile(temporary.truthFile, `${JSON.stringify(truth)}\n`);
    await rename(temporary.truthFile, built.truthFile);
    await rename(temporary.file, built.file);
  } finally {
    for (const left of [temporary.file, `${temporary.file}.wal`, temporary.truthFile])
      await rm(left, { force: true });
  }
  return built;
}
