import { buildData } from '../data/build.ts';
import type { Truth } from '../data/truth.ts';
import { openEngine, type SqlEngine } from './sql/engine.ts';

/** Names that questions may speak of, read from the data. */
export type KnownNames = {
  readonly workspaces: readonly string[];
  readonly tables: readonly string[];
};
export type LoadedData = {
  readonly engine: SqlEngine;
  readonly truth: Truth;
  readonly names: KnownNames;
};

/** The data behind the workspace, which may still be in the making. */
export type Dataset = {
  /** Null until the data of the current clock can be asked. */
  readonly current: () => LoadedData | null;
  /** The newest line of progress, or what went wrong. */
  readonly progress: () => string;
  /** Effect: builds or opens the data that ends at a clock and puts it in place of the present one. */
  readonly load: (nowMs: number) => Promise<void>;
  readonly close: () => void;
};

export type DatasetOptions = {
  readonly cacheDir: string;
  readonly seed: number;
  readonly days: number;
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
  };
}

/** Nothing is loaded at first. Effect: none until `load`. */
export function createDataset(options: DatasetOptions): Dataset {
  let current: LoadedData | null = null;
  let progress = 'starting';
  const swap = (next: LoadedData | null) => {
    current?.engine.close();
    current = next;
  };
  return {
    current: () => current,
    progress: () => progress,
    load: async (nowMs) => {
      const onProgress = (line: string) => {
        progress = line;
        options.onProgress(line);
      };
      swap(null);
      try {
        const built = await buildData({ ...options, nowMs, onProgress });
        const engine = await openEngine(built.file);
        swap({ engine, truth: built.truth, names: await namesOf(engine, nowMs) });
        progress = 'ready';
      } catch (error) {
        progress = `failed: ${error instanceof Error ? error.message : String(error)}`;
        throw error;
      }
    },
    close: () => swap(null),
  };
}
