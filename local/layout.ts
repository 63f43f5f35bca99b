import { join } from 'node:path';
import { describeOverrides, serviceUrl, withoutTemporal, type Config } from '../config/index.ts';
import { freePorts } from './ports.ts';
import { productionOf, told, type Production } from './production.ts';
import { postgresChild, postgresUrl, preparePostgres } from './postgres.ts';
import { checkDisk, checkFresh, checkPort, endLeftovers, openFolders } from './preflight.ts';
import { sqlEnv, workspaceEnv } from './product.ts';
import { nginxPath } from './proxy.ts';
import { deleteState, loadSecrets, openFolder, statePaths, type StackFile } from './state.ts';
import type { ChildSpec } from './supervise.ts';
import { resolveTemporal } from './temporal-binary.ts';
import { temporalChild } from './temporal.ts';

type Say = (line: string) => void;
type Env = Readonly<Record<string, string>>;

const portNames = [
  'api',
  'firstApi',
  'secondApi',
  'temporal',
  'temporalUi',
  'postgres',
  'workspace',
  'sql',
] as const;
type Ports = Readonly<Record<(typeof portNames)[number], number>>;

/** What is fixed before the first process starts, and stays while the stack runs. */
export type Layout = {
  readonly localDir: string;
  readonly ports: Ports;
  readonly address: {
    /** Where clients ask. */
    readonly api: string;
    readonly temporal: string;
    readonly database: string;
    readonly workspace: string;
  };
  readonly token: string;
  readonly postgresPassword: string;
  /** Environment of worker, API and workspace. */
  readonly env: Env;
  /** Two APIs and two workers; null for one of each. */
  readonly production: Production | null;
  /** @param key Of the operator, once it is made. */
  readonly describe: (pidOf: (name: string) => number | null, key: string | null) => StackFile;
};

/** What a start is told by whoever starts it. */
export type Start = {
  /** Deletes the state of the last run first. */
  readonly fresh: boolean;
  /** Two APIs behind a proxy and two workers, instead of one of each. */
  readonly production: boolean;
};

/**
 * Checks that a stack can start here and chooses its ports, addresses and secrets.
 *
 * Effect: says which settings replace a local service, ends processes of a killed run, creates
 * folders, deletes the old state when `fresh`.
 *
 * @throws {StackError} With a message of one line, before any process starts.
 */
export async function layOut(
  config: Config,
  env: Env,
  say: Say,
  { fresh, production }: Start,
): Promise<Layout> {
  for (const line of describeOverrides(config)) say(line);
  if (fresh) checkFresh(config);
  const { dir, cacheDir } = config.local;
  openFolders({ LOCAL_DIR: dir, CACHE_DIR: cacheDir });
  await endLeftovers(dir, say);
  if (config.api.port !== 0) await checkPort(config.api.host, config.api.port);
  if (fresh) deleteState(dir);
  for (const folder of [dir, cacheDir]) checkDisk(folder);
  say('Starting the service on this machine …');
  openFolder(dir, processNames);
  const measures = Object.values(config.metrics).flatMap((at) => at?.port ?? []);
  const free = await freePorts(portNames, [config.api.port, ...measures]);
  const ports = { ...free, api: config.api.port || free.api };
  if (production && nginxPath === null)
    say('SKIPPED: no proxy, as nginx is not installed; ask each API at its own address.');
  return layoutOf(config, env, ports, production);
}

/** Every process that a stack may have; the second ones only in the shape of production. */
const processNames = [
  'proxy',
  'api',
  'api2',
  'worker',
  'worker2',
  'workspace',
  'temporal',
  'postgres',
] as const;

function layoutOf(config: Config, given: Env, ports: Ports, isProduction: boolean): Layout {
  const { postgresPassword, workspaceToken: token } = loadSecrets(config.local.dir);
  const ownWorkspace = config.databricks.host === null;
  const address = {
    api: serviceUrl(config.api.host, ports.api),
    temporal: config.temporal.address ?? `127.0.0.1:${ports.temporal}`,
    database: config.database.url ?? postgresUrl(ports.postgres, postgresPassword),
    workspace: config.databricks.host ?? `http://127.0.0.1:${ports.workspace}`,
  };
  const production = isProduction
    ? productionOf(config, given, {
        url: address.api,
        ports: [ports.firstApi, ports.secondApi],
        hasProxy: nginxPath !== null,
      })
    : null;
  const env = {
    ...(config.temporal.address === null ? withoutTemporal(given) : given),
    ...(ownWorkspace ? workspaceEnv(config.local, address.workspace, token, given) : {}),
    ...(ownWorkspace && config.memory.store === 'databricks'
      ? sqlEnv(config.local.dir, ports.sql, given)
      : {}),
    // Relative paths would be resolved in another working directory.
    LOCAL_DIR: config.local.dir,
    CACHE_DIR: config.local.cacheDir,
    // Compiled code of the modules: without it each start compiles them again, seconds in all.
    NODE_COMPILE_CACHE: given['NODE_COMPILE_CACHE'] || join(config.local.cacheDir, 'node'),
    DATABASE_URL: address.database,
    TEMPORAL_ADDRESS: address.temporal,
    HOST: config.api.host,
    PORT: String(ports.api),
    DATABRICKS_APP_PORT: '',
    ...production?.env,
  };
  const uiUrl = config.temporal.address === null ? `http://127.0.0.1:${ports.temporalUi}` : null;
  return {
    localDir: config.local.dir,
    ports,
    address,
    token,
    postgresPassword,
    env,
    production,
    describe: (pidOf, key) => ({
      api: { url: address.api, pid: pidOf('api') },
      worker: { pid: pidOf('worker') },
      temporal: { address: address.temporal, uiUrl, pid: pidOf('temporal') },
      postgres: { url: address.database, pid: pidOf('postgres') },
      workspace: {
        url: address.workspace,
        pid: pidOf('workspace'),
        token: ownWorkspace ? token : null,
      },
      ...(production === null ? {} : { production: told(production, key, pidOf) }),
    }),
  };
}

/**
 * How the two engines are started, each made ready on its own; null for one that a setting names.
 *
 * Effect: may create PostgreSQL's data folder, may download Temporal.
 */
export function engineSpecs(
  config: Config,
  layout: Layout,
  say: Say,
): {
  readonly postgres: () => Promise<ChildSpec | null>;
  readonly temporal: () => Promise<ChildSpec | null>;
} {
  const { dir, cacheDir } = config.local;
  const paths = statePaths(dir);
  return {
    postgres: async () => {
      if (config.database.url !== null) return null;
      const prepared = await preparePostgres(dir, layout.postgresPassword, say);
      return postgresChild(prepared, layout.ports.postgres, join(paths.logs, 'postgres.log'));
    },
    temporal: async () => {
      if (config.temporal.address !== null) return null;
      return temporalChild({
        program: await resolveTemporal(cacheDir, say),
        port: layout.ports.temporal,
        uiPort: layout.ports.temporalUi,
        dbFile: paths.temporalDb,
        logFile: join(paths.logs, 'temporal.log'),
        env: layout.env,
      });
    },
  };
}
