import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Client, Connection } from '@temporalio/client';
import { inject, vi } from 'vitest';
import { createPool, query } from '../../adapters/postgres/pool.ts';
import type { Pool } from '../../adapters/postgres/pool.ts';
import { neutralEnvironment } from '../../config/index.ts';
import { domains, spaceSettingOf } from '../../domain/domains.ts';
import { freePorts } from '../../local/ports.ts';
import { localSpaces } from '../../local/workspace/genie/spaces.ts';
import { warehouseId } from '../../local/workspace/warehouses/store.ts';
import { createWorkspace } from '../../local/workspace/workspace.ts';
import { nowMs } from '../activities/bench.ts';
import { sharedCache } from '../local/data/cache.ts';
import { tokenKey } from '../support/app-user.ts';
import { createDatabase } from '../support/database.ts';
import { root } from '../support/sources.ts';
import { createWorkspaceControl } from '../support/workspace-control.ts';
import type { WorkspaceControl } from '../support/workspace-control.ts';
import { openNamespace } from './evaluation-bench.ts';

/** An API and a worker as processes of their own, which ask a workspace as their users. */
export type OnBehalfBench = AsyncDisposable & {
  readonly url: string;
  readonly pool: Pool;
  readonly control: WorkspaceControl;
  /** Kills the worker in the middle of what it does, and starts another one. */
  readonly replaceWorker: () => Promise<void>;
  /** Everything that stays of what was asked: rows, histories of workflows, logs. */
  readonly remains: () => Promise<Readonly<Record<string, string>>>;
};

type Process = { readonly child: ChildProcess; readonly printed: () => string };

async function start(file: string, env: Readonly<Record<string, string>>): Promise<Process> {
  const child = spawn(process.execPath, [file], {
    cwd: root,
    env: { ...neutralEnvironment(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
    });
  await vi.waitFor(
    () => {
      if (!printed.includes('"msg":"ready"')) throw new Error(`${file} is not ready: ${printed}`);
    },
    { timeout: 60_000, interval: 100 },
  );
  return { child, printed: () => printed };
}

async function end({ child }: Process, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}

/** @param answerMs How long Genie takes. */
export async function openOnBehalfBench(answerMs: number): Promise<OnBehalfBench> {
  const cacheDir = await sharedCache();
  const workspace = await createWorkspace({ cacheDir, nowMs, days: 7, genieQpm: 1_000, answerMs });
  const address = inject('temporalAddress');
  const [database, connection, { app: port }] = await Promise.all([
    createDatabase(),
    Connection.connect({ address }),
    freePorts(['app']),
    workspace.ready,
  ]);
  const namespace = await openNamespace(connection);
  const env = {
    ON_BEHALF_OF: 'databricks-apps',
    TOKEN_KEYS: tokenKey(),
    DATABASE_URL: database.url,
    TEMPORAL_ADDRESS: address,
    TEMPORAL_NAMESPACE: namespace,
    DATABRICKS_HOST: workspace.url,
    DATABRICKS_TOKEN: workspace.token,
    DATABRICKS_WAREHOUSE_ID: warehouseId,
    ...Object.fromEntries(domains.map((one) => [spaceSettingOf(one), localSpaces[one].spaceId])),
    PINNED_NOW: new Date(nowMs).toISOString(),
    GENIE_FIRST_LOOK_SECONDS: '0.3',
    GENIE_QUESTIONS_PER_MINUTE: '1000',
  };
  const api = await start('api/main.ts', {
    ...env,
    AUTH: 'databricks-apps',
    DATABRICKS_APP_NAME: 'health',
    DATABRICKS_APP_PORT: String(port),
    DOMAIN_ACCESS: 'security=user:analyst@example.com|user:owner@example.com',
  });
  const workers = [await start('worker/main.ts', env)];
  const pool = createPool(database.url, 3);
  const client = new Client({ connection, namespace });
  return {
    url: `http://127.0.0.1:${port}`,
    pool,
    control: createWorkspaceControl(workspace.url),
    replaceWorker: async () => {
      await Promise.all(workers.map((worker) => end(worker, 'SIGKILL')));
      workers.push(await start('worker/main.ts', env));
    },
    remains: async () => ({
      rows: await rowsOf(pool),
      histories: await historiesOf(client),
      logs: [api, ...workers].map(({ printed }) => printed()).join('\n'),
    }),
    [Symbol.asyncDispose]: async () => {
      await Promise.all([...workers, api].map((process) => end(process, 'SIGTERM')));
      await Promise.all([pool.end(), connection.close(), workspace.close()]);
      await database[Symbol.asyncDispose]();
    },
  };
}

/** Every row of every table as text; bytes as hex digits and, where they are text, as that. */
async function rowsOf(pool: Pool): Promise<string> {
  const tables = await query<{ name: string }>(
    pool,
    "select tablename as name from pg_tables where schemaname = 'public'",
  );
  const rows = await Promise.all(
    tables.map(({ name }) => query<{ row: string }>(pool, `select t::text as row from ${name} t`)),
  );
  return rows.flatMap((some) => some.map(({ row }) => row)).join('\n');
}

async function historiesOf(client: Client): Promise<string> {
  const texts: string[] = [];
  for await (const { workflowId, runId } of client.workflow.list()) {
    const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    texts.push(workflowId, ...textsIn(history));
  }
  return texts.join('\n');
}

/** Every text in a value, payloads decoded. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (value instanceof Uint8Array) return [Buffer.from(value).toString('utf8')];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...textsIn(inner)]);
}
