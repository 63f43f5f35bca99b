import { buildData } from '../data/build.ts';
import type { Truth } from '../data/truth.ts';
import { openExport, ExportProblem, type IsRead } from '../data/own-export.ts';
import { openCatalog, openEngine, type SqlEngine } from './sql/engine.ts';
import { catalogName } from './sql/translate.ts';

/** Names that questions may speak of, read from the data. */
export type KnownNames = {
  readonly workspaces: readonly string[];
  readonly tables: readonly string[];
  readonly jobs: readonly string[];
  readonly warehouses: readonly string[];
  /** People's addresses, and the names or application ids of service principals. */
  readonly users: readonly string[];
  /** Who owns tables. */
  readonly owners: readonly string[];
  /** Values of the tag `team`. */
  readonly teams: readonly string[];
};
export type LoadedData = {
  readonly engine: SqlEngine;
  /** What is true of generated data; null for a user's own. */
  readonly truth: Truth | null;
  readonly names: KnownNames;
};

/** The data behind the workspace, which may still be in the making. */
export type Dataset = {
  /** Null until the data of the current clock can be asked. */
  readonly current: () => LoadedData | null;
  /** The newest line of progress, or what went wrong. */
  readonly progress: () => string;
  /**
   * Effect: builds or opens the data that ends at a clock and puts it in place of the present one,
   * which stays when that fails. Without a clock a user's own data decides it.
   *
   * @returns The clock, epoch milliseconds.
   */
  readonly load: (nowMs: number | null) => Promise<number>;
  readonly close: () => void;
};

export type DatasetOptions = {
  readonly cacheDir: string;
  readonly seed: number;
  readonly days: number;
  /** A folder with a user's own system tables, asked instead of generated data. */
  readonly ownData: string | null;
  /** Which columns certified SQL reads. */
  readonly isRead: IsRead;
  readonly onProgress: (line: string) => void;
};

async function namesOf(engine: SqlEngine, nowMs: number): Promise<KnownNames> {
  const list = async (sql: string) =>
    (await engine.run(sql, [], nowMs)).rows
      .map((row) => row[0] ?? '')
      .filter((name) => name !== '');
  return {
    workspaces: await list('select workspace_name from system.access.workspaces_latest order by 1'),
    tables: await list(
      "select concat_ws('.', table_catalog, table_schema, table_name) from system.information_schema.tables order by 1",
    ),
    jobs: await list('select distinct name from system.lakeflow.jobs order by 1'),
    warehouses: await list(
      'select distinct warehouse_name from system.compute.warehouses order by 1',
    ),
    users: await list('select distinct user_identity.email from system.access.audit order by 1'),
    owners: await list(
      'select distinct table_owner from system.information_schema.tables order by 1',
    ),
    teams: await list("select distinct custom_tags['team'] from system.billing.usage order by 1"),
  };
}

const dayMs = 86_400_000;

/** The start of the current UTC day: every start within a day finds the same built data. */
export const defaultNowMs = (): number => Math.floor(Date.now() / dayMs) * dayMs;

type Loaded = { readonly data: LoadedData; readonly nowMs: number };

async function loadGenerated(options: DatasetOptions, given: number | null): Promise<Loaded> {
  const nowMs = given ?? defaultNowMs();
  const { file, truth } = await buildData({ ...options, nowMs });
  const engine = await openEngine(file);
  return { data: { engine, truth, names: await namesOf(engine, nowMs) }, nowMs };
}

async function loadOwn(
  options: DatasetOptions,
  folder: string,
  given: number | null,
): Promise<Loaded> {
  const attach = async (connection: Parameters<typeof openExport>[0]) => {
    await connection.run(`attach ':memory:' as ${catalogName}; use ${catalogName}`);
    return openExport(connection, folder, options.isRead);
  };
  const { engine, attached } = await openCatalog(attach, [folder]);
  const { timeRange, absent } = attached;
  if (given !== null && timeRange !== null && given <= timeRange.fromMs) {
    engine.close();
    const begins = new Date(timeRange.fromMs).toISOString();
    throw new ExportProblem(folder, [
      `The clock (LOCAL_NOW) ${new Date(given).toISOString()} lies before the data, which begins ${begins}; set it later or leave it out.`,
    ]);
  }
  if (absent.length > 0)
    options.onProgress(
      `not in ${folder}, so without rows: ${absent.map((table) => `system.${table}`).join(', ')}`,
    );
  const nowMs = given ?? timeRange?.toMs ?? defaultNowMs();
  return { data: { engine, truth: null, names: await namesOf(engine, nowMs) }, nowMs };
}

/** Nothing is loaded at first. Effect: none until `load`. */
export function createDataset(options: DatasetOptions): Dataset {
  let current: LoadedData | null = null;
  let progress = 'starting';
  const onProgress = (line: string) => {
    progress = line;
    options.onProgress(line);
  };
  const open = { ...options, onProgress };
  return {
    current: () => current,
    progress: () => progress,
    load: async (given) => {
      try {
        const { data, nowMs } =
          options.ownData === null
            ? await loadGenerated(open, given)
            : await loadOwn(open, options.ownData, given);
        current?.engine.close();
        current = data;
        progress = 'ready';
        return nowMs;
      } catch (error) {
        progress = `failed: ${error instanceof Error ? error.message : String(error)}`;
        throw error;
      }
    },
    close: () => {
      current?.engine.close();
      current = null;
    },
  };
}
