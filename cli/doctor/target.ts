import { loadConfig, withoutTemporal } from '../../config/index.ts';
import type { Config } from '../../config/index.ts';
import { runningStack, type RunningStack } from '../running-stack.ts';

type Env = Readonly<Record<string, string>>;

/** Where the address of a service comes from. */
export type Source = 'setting' | 'stack' | 'nothing';

/** What is checked. */
export type Target = {
  /** The settings, with the addresses of the local stack where nothing is set. */
  readonly config: Config;
  readonly from: {
    readonly workspace: Source;
    readonly database: Source;
    readonly temporal: Source;
  };
  /** The environment for Temporal's own library. */
  readonly temporalEnv: Env;
};

/**
 * Finds what to check. A setting has priority; for a service without one, the local stack's is checked
 * when a stack runs in `LOCAL_DIR`.
 *
 * Effect: reads `stack.json`.
 *
 * @throws {ConfigError} When the settings cannot be used.
 */
export function findTarget(env: Env): Target {
  const given = loadConfig(env);
  const stack = runningStack(given.local.dir);
  const source = (isSet: boolean): Source =>
    isSet ? 'setting' : stack === null ? 'nothing' : 'stack';
  const from = {
    workspace: source(given.databricks.host !== null),
    database: source(given.database.url !== null),
    temporal: source(given.temporal.address !== null),
  };
  const filled = {
    ...env,
    ...(stack !== null && from.workspace === 'stack' ? workspaceOf(stack, given) : {}),
    ...(stack !== null && from.database === 'stack' ? { DATABASE_URL: stack.postgres.url } : {}),
    ...(stack !== null && from.temporal === 'stack'
      ? { TEMPORAL_ADDRESS: stack.temporal.address }
      : {}),
  };
  // Temporal's variables (namespace, certificates) are meant for another server.
  const temporalEnv = from.temporal === 'stack' ? withoutTemporal(env) : withoutEmpty(env);
  return { config: loadConfig(filled), from, temporalEnv };
}

function workspaceOf({ workspace }: RunningStack, { pinnedNow, local }: Config): Env {
  const clock = { PINNED_NOW: pinnedNow ?? local.now ?? '' };
  if (workspace.token === null) return { ...clock, DATABRICKS_HOST: workspace.url };
  return {
    ...clock,
    DATABRICKS_HOST: workspace.url,
    DATABRICKS_TOKEN: workspace.token,
    DATABRICKS_CLIENT_ID: '',
    DATABRICKS_CLIENT_SECRET: '',
    DATABRICKS_CONFIG_PROFILE: '',
    DATABRICKS_WAREHOUSE_ID: '',
  };
}

/** Temporal's library takes an empty variable for set. */
function withoutEmpty(env: Env): Env {
  return Object.fromEntries(Object.entries(env).filter(([, text]) => text.trim() !== ''));
}
