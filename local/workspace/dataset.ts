import { buildApart } from '../data/build-apart.ts';
import type { Planted } from '../data/planted.ts';
import { openExport, ExportProblem, type IsRead } from '../data/own-export.ts';
import { openCatalog, openEngine, type SqlEngine } from './sql/engine.ts';
import { catalogName } from './sql/translate.ts';

/** Names of objects that a question may contain, read from the data. */
export type KnownNames = {
  readonly workspaces: readonly string[];
  readonly tables: readonly string[];
  readonly jobs: readonly string[];
  readonly warehouses: readonly string[];
  readonly clusters: readonly string[];
  readonly pipelines: readonly string[];
  /** Model serving endpoints. */
  readonly endpoints: readonly string[];
  /** Programs that send queries. */
  readonly applications: readonly string[];
  /** E-mail addresses of users, and names or application ids of service principals. */
  readonly users: readonly string[];
  /** Owners of tables. */
  readonly owners: readonly string[];
  /** Values of the tag `team`. */
  readonly teams: readonly string[];
  /** Databricks apps that cost something. */
  readonly apps: readonly string[];
  /** Groups and others that hold privileges, without users. */
  readonly groups: readonly string[];
};
export type LoadedData = {
  readonly engine: SqlEngine;
  /** File with the expected facts (`Truth`) about generated data; null for a user's own data. */
  readonly truthFile: string | null;
  readonly names: KnownNames;
};

/** The data of the workspace, which may still be loading. */
export type Dataset = {
  /** Null until data is loaded. */
  readonly current: () => LoadedData | null;
  /** The latest line of progress, or the error. */
  readonly progress: () => string;
  /**
   * Effect: builds or opens the data that ends at a clock and replaces the current data with it. When
   * that fails, the current data stays. Null takes the end of a user's own data, else the start of today.
   *
   * @returns The clock, epoch milliseconds.
   */
  readonly load: (nowMs: number | null) => Promise<number>;
  readonly close: () => void;
};

export type DatasetOptions = Planted & {
  readonly cacheDir: string;
  readonly seed: number;
  readonly days: number;
  /** A folder with a user's own system tables, used instead of generated data. */
  readonly ownData: string | null;
  /** Whether certified SQL reads a column. */
  readonly isRead: IsRead;
  readonly onProgress: (line: string) => void;
};

async function readNames(engine: SqlEngine, nowMs: number): Promise<KnownNames> {
  const list = async (sql: string) =>
    (await engine.run(sql, [], nowMs)).rows
      .map((row) => row[0] ?? '')
      .filter((name) => name !== '');
  return {
    workspaces: await list('select workspace_name from system.access.workspaces_latest order by 1'),
    tables: await list(
      "select concat_ws('.', table_catalog, table_schema, table_name) from system.information_schema.tables where table_catalog not in ('system', 'samples', '__databricks_internal') and table_schema <> 'information_schema' order by 1",
    ),
    jobs: await list('select distinct name from system.lakeflow.jobs order by 1'),
    warehouses: await list(
      'select distinct warehouse_name from system.compute.warehouses order by 1',
    ),
    clusters: await list(
      "select distinct cluster_name from system.compute.clusters where cluster_source in ('UI', 'API') order by 1",
    ),
    pipelines: await list('select distinct name from system.lakeflow.pipelines order by 1'),
    endpoints: await list(
      'select distinct endpoint_name from system.serving.served_entities order by 1',
    ),
    applications: await list(
      'select distinct client_application from system.query.history order by 1',
    ),
    users: await list('select distinct user_identity.email from system.access.audit order by 1'),
    owners: await list(
      "select distinct table_owner from system.information_schema.tables where table_catalog not in ('system', 'samples', '__databricks_internal') and table_schema <> 'information_schema' order by 1",
    ),
    teams: await list("select distinct custom_tags['team'] from system.billing.usage order by 1"),
    apps: await list(
      'select distinct usage_metadata.app_name from system.billing.usage order by 1',
    ),
    groups: await list(
      "select distinct grantee from system.information_schema.table_privileges where not contains(grantee, '@') order by 1",
    ),
  };
}

const dayMs = 86_400_000;

/** The start of the current UTC day, so that all starts within a day use the same cached data. */
export const defaultNowMs = (): number => Math.floor(Date.now() / dayMs) * dayMs;

type Loaded = { readonly data: LoadedData; readonly nowMs: number };

async function loadGenerated(options: DatasetOptions, requestedMs: number | null): Promise<Loaded> {
  const nowMs = requestedMs ?? defaultNowMs();
  const { file, truthFile } = await buildApart({ ...options, nowMs });
  const engine = await openEngine(file);
  return { data: { engine, truthFile, names: await readNames(engine, nowMs) }, nowMs };
}

async function loadOwn(
  options: DatasetOptions,
  folder: string,
  requestedMs: number | null,
): Promise<Loaded> {
  const attach = async (connection: Parameters<typeof openExport>[0]) => {
    await connection.run(`attach ':memory:' as ${catalogName}; use ${catalogName}`);
    return openExport(connection, folder, options.isRead);
  };
  const { engine, attached } = await openCatalog(attach, [folder]);
  const { timeRange, absent } = attached;
  if (requestedMs !== null && timeRange !== null && requestedMs <= timeRange.fromMs) {
    engine.close();
    const begins = new Date(timeRange.fromMs).toISOString();
    throw new ExportProblem(folder, [
      `The clock (LOCAL_NOW) ${new Date(requestedMs).toISOString()} is before the data, which begins at ${begins}; set a later time or unset it.`,
    ]);
  }
  if (absent.length > 0)
    options.onProgress(
      `not in ${folder}, so these tables have no rows: ${absent.map((table) => `system.${table}`).join(', ')}`,
    );
  const nowMs = requestedMs ?? timeRange?.toMs ?? defaultNowMs();
  return { data: { engine, truthFile: null, names: await readNames(engine, nowMs) }, nowMs };
}

/** No data is loaded at first. Effect: none until `load`. */
export function createDataset(options: DatasetOptions): Dataset {
  let current: LoadedData | null = null;
  let progress = 'starting';
  const onProgress = (line: string) => {
    progress = line;
    options.onProgress(line);
  };
  const loadOptions = { ...options, onProgress };
  return {
    current: () => current,
    progress: () => progress,
    load: async (requestedMs) => {
      try {
        const { data, nowMs } =
          options.ownData === null
            ? await loadGenerated(loadOptions, requestedMs)
            : await loadOwn(loadOptions, options.ownData, requestedMs);
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
