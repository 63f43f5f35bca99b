import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Connection } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { z } from 'zod';
import type { Config } from '../config/index.ts';
import { StackError } from './stack-error.ts';
import type { ChildSpec } from './supervise.ts';
import { domains, spaceSettingOf } from '../domain/domains.ts';
import { localSpaces } from './workspace/genie/spaces.ts';
import { authorityFile } from './workspace/thrift/authority-file.ts';
import { warehouseId } from './workspace/warehouses/store.ts';

const run = promisify(execFile);
const home = fileURLToPath(new URL('..', import.meta.url));

type Env = Readonly<Record<string, string>>;
type Common = { readonly env: Env; readonly logFile: string };

/** Without a limit glibc keeps memory apart for each of dozens of threads, and what a burst leaves there stays. */
const fewArenas = { MALLOC_ARENA_MAX: '2' };

const program = (
  name: string,
  path: string,
  args: readonly string[],
  common: Common,
  flags: readonly string[] = [],
) => ({
  name,
  command: process.execPath,
  args: [...flags, join(home, path), ...args],
  cwd: home,
  ...common,
  env: { ...fewArenas, ...common.env },
  stopSignal: 'SIGTERM' as const,
});

/** Young objects in 1 MB instead of 16, and a heap that grows slowly: collected more often, it takes 150 MB less. */
const smallHeap = ['--max-semi-space-size=1', '--optimize-for-size'];

/**
 * Tells whether an address answers a GET well.
 *
 * Effect: one GET.
 */
export async function answers(url: string): Promise<boolean> {
  const reply = await fetch(url, { signal: AbortSignal.timeout(2_000) });
  await reply.body?.cancel();
  return reply.ok;
}

/**
 * How the local workspace is run.
 */
export function workspaceChild(
  local: Config['local'],
  port: number,
  token: string,
  common: Common,
  more: readonly string[] = [],
): ChildSpec {
  const args = [
    more,
    ['--port', String(port)],
    ['--cache-dir', local.cacheDir],
    ['--seed', String(local.seed)],
    local.now === null ? [] : ['--now', local.now],
    ['--genie-speed', local.genieSpeed],
    ['--genie-style', local.genieStyle],
    ['--genie-qpm', String(local.genieQpm)],
    local.data === null ? [] : ['--data', local.data],
    local.incidents === null ? [] : ['--incidents', local.incidents],
    local.decoys === null ? [] : ['--decoys', local.decoys],
    ['--token', token],
  ].flat();
  const health = `http://127.0.0.1:${port}/__local/health`;
  return {
    ...program('workspace', 'local/workspace/main.ts', args, common, smallHeap),
    stopWithinMs: 1_000,
    readyWithinMs: 180_000,
    isReady: () => answers(health),
    progress: () => dataProgress(health),
  };
}

const Health = z.object({ ready: z.boolean(), progress: z.string() });

/** What the workspace says about its data; null when it has nothing to say. */
async function dataProgress(healthUrl: string): Promise<string | null> {
  const reply = await fetch(healthUrl, { signal: AbortSignal.timeout(1_000) }).catch(() => null);
  const health = Health.safeParse(await reply?.json().catch(() => null)).data;
  const isBuilding = health !== undefined && !health.ready && health.progress !== 'starting';
  return isBuilding ? `building sample data, once a day (40 MB): ${health.progress}` : null;
}

/**
 * The variables with which the product uses the local workspace instead of a real one.
 */
export function workspaceEnv(local: Config['local'], url: string, token: string, given: Env): Env {
  const spaces = domains.map(
    (domain) => [spaceSettingOf(domain), localSpaces[domain].spaceId] as const,
  );
  return {
    DATABRICKS_HOST: url,
    DATABRICKS_TOKEN: token,
    // Credentials of a real workspace are not sent to the local one; empty means not set.
    DATABRICKS_CLIENT_ID: '',
    DATABRICKS_CLIENT_SECRET: '',
    DATABRICKS_CONFIG_PROFILE: '',
    // What is tried out here may listen here; where people sign in, others may add webhooks.
    WEBHOOK_LOOPBACK: given['WEBHOOK_LOOPBACK'] || (given['AUTH'] ? 'off' : 'on'),
    // Its data ends there.
    PINNED_NOW: given['PINNED_NOW'] || (local.now ?? ''),
    DATABRICKS_WAREHOUSE_ID: given['DATABRICKS_WAREHOUSE_ID'] || warehouseId,
    GENIE_QUESTIONS_PER_MINUTE: String(local.genieQpm),
    // Its answers take 0.5 to 3 s: a first look after the usual 5 s would be too late.
    ...(local.genieSpeed === 'fast'
      ? { GENIE_FIRST_LOOK_SECONDS: given['GENIE_FIRST_LOOK_SECONDS'] || '0.3' }
      : {}),
    ...Object.fromEntries(spaces),
  };
}

/** Where the local workspace keeps what outlives its process. */
const workspaceState = (localDir: string): string => join(localDir, 'workspace');

/**
 * The arguments with which the local workspace listens for the SQL driver, on which memory needs it.
 */
export const sqlArguments = (localDir: string, port: number): readonly string[] => [
  '--sql-port',
  String(port),
  '--state-dir',
  workspaceState(localDir),
];

/**
 * The variables with which memory lies in tables of the local workspace.
 */
export const sqlEnv = (localDir: string, port: number, given: Env): Env => ({
  DATABRICKS_SQL_URL: `https://127.0.0.1:${port}`,
  DATABRICKS_SQL_CA_FILE: join(workspaceState(localDir), authorityFile),
  SHORT_TERM_MEMORY_TABLE:
    given['SHORT_TERM_MEMORY_TABLE'] || 'main.health_monitor.short_term_memory',
  LONG_TERM_MEMORY_TABLE: given['LONG_TERM_MEMORY_TABLE'] || 'main.health_monitor.long_term_memory',
});

/**
 * How the worker is run. It is ready when Temporal sees it poll.
 *
 * @param isTemporalReady Until it is, Temporal is not asked.
 */
export function workerChild(
  name: string,
  temporalAddress: string,
  common: Common,
  isTemporalReady: () => boolean,
): ChildSpec {
  return {
    ...program(name, 'worker/main.ts', [], common),
    stopWithinMs: 3_000,
    readyWithinMs: 120_000,
    isReady: async (pid) => isTemporalReady() && (await polls(temporalAddress, pid, common.env)),
  };
}

/**
 * Tells whether a worker asks Temporal for work. The SDK names it `pid@host`, as the server lists pollers of dead
 * workers for minutes.
 *
 * Effect: one connection.
 */
export async function polls(address: string, pid: number, env: Env): Promise<boolean> {
  const { connectionOptions, namespace } = loadClientConnectConfig({ overrideEnvVars: env });
  const connection = await Connection.connect({
    ...connectionOptions,
    address,
    connectTimeout: '5 seconds',
  });
  try {
    const { pollers } = await connection.workflowService.describeTaskQueue({
      namespace: namespace ?? 'default',
      taskQueue: { name: 'investigations' },
      taskQueueType: 1,
    });
    return (pollers ?? []).some((poller) => poller.identity?.startsWith(`${pid}@`) ?? false);
  } finally {
    await connection.close();
  }
}

/**
 * How the API is run.
 */
export function apiChild(name: string, url: string, common: Common): ChildSpec {
  return {
    ...program(name, 'api/main.ts', [], common),
    stopWithinMs: 1_500,
    readyWithinMs: 60_000,
    isReady: () => answers(`${url}/healthz`),
  };
}

/**
 * Brings the database to the newest schema, in a separate process.
 *
 * Effect: runs `cli/migrate.ts` to its end.
 *
 * @throws {StackError} With its error output.
 */
export async function migrate(env: Env): Promise<void> {
  try {
    await run(process.execPath, [join(home, 'cli/migrate.ts')], { env: { ...env }, cwd: home });
  } catch (cause) {
    const said = cause instanceof Error && 'stderr' in cause ? String(cause.stderr).trim() : '';
    throw new StackError(`The database could not be migrated: ${said}`, { cause });
  }
}
