import { platform } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { domains, spaceSettingOf } from '../domain/domains.ts';
import { ConfigError } from './config-error.ts';
import { ownEnvironment, type Environment } from './environment.ts';
import { homeFolder } from './home-folder.ts';
import { hostOfProfile } from './profile.ts';
import { shape, type Config } from './shape.ts';
import { brokenRules, Settings, settings } from './settings.ts';

export { ConfigError, type ConfigProblem } from './config-error.ts';
export {
  childEnvironment,
  forgetProductVariables,
  loadDotEnv,
  neutralEnvironment,
  productVariables,
  withoutTemporal,
  type Environment,
} from './environment.ts';
export { serviceUrl } from './service-url.ts';
export type { Config } from './shape.ts';
export { ClosedOutput, ignoreClosedOutput, endSignal } from './end-signal.ts';

const secret = /TOKEN|SECRET|KEY$|PASSWORD|WEBHOOK_URL|HEADERS/;

/** What was found in a variable, without a secret in it. */
function shown(variable: string, text: string | undefined): string {
  if (text === undefined) return 'nothing';
  if (secret.test(variable)) return `a secret of ${text.length} characters`;
  return JSON.stringify(text.replace(/:\/\/[^@/]*@/, '://***@').slice(0, 120));
}

/** An empty variable counts as not set: shells and container files cannot always remove one. */
function setVariables(env: Environment): Record<string, string> {
  const pairs = Object.keys(settings).map((name) => [name, env[name]?.trim() ?? ''] as const);
  return Object.fromEntries(pairs.filter(([, text]) => text !== ''));
}

/** A profile names the workspace too, unless a setting does. */
function withProfileHost(given: Record<string, string>, env: Environment): Record<string, string> {
  const { DATABRICKS_HOST: host, DATABRICKS_CONFIG_PROFILE: profile } = given;
  if (host !== undefined || profile === undefined) return given;
  const found = hostOfProfile(profile, env['DATABRICKS_CONFIG_FILE']);
  return found === null ? given : { ...given, DATABRICKS_HOST: found };
}

/**
 * Reads every setting once, into one frozen object.
 *
 * Effect: reads the environment, unless another one is given.
 *
 * @param env Variables by name; empty text counts as unset.
 * @throws {ConfigError} With all problems together.
 */
export function loadConfig(env: Environment = ownEnvironment()): Config {
  const given = withProfileHost(setVariables(env), env);
  const issues = Settings.safeParse(given).error?.issues ?? [];
  const problems = issues.map((issue) => [String(issue.path[0]), issue.message] as const);
  const { DATABRICKS_HOST: host, DATABRICKS_CONFIG_PROFILE: profile } = given;
  if (profile !== undefined && host === undefined) {
    problems.push([
      'DATABRICKS_CONFIG_PROFILE',
      'a profile with a host, or DATABRICKS_HOST beside it',
    ]);
  }
  const refused = new Set(problems.map(([variable]) => variable));
  // Without the refused ones the rest always parses, so rules over several variables are checked too.
  const usable = Object.entries(given).filter(([variable]) => !refused.has(variable));
  const read = Settings.parse(Object.fromEntries(usable));
  problems.push(...brokenRules(read).filter(([variable]) => !refused.has(variable)));
  if (problems.length > 0) {
    throw new ConfigError(
      problems.map(([variable, expected]) => ({
        variable,
        found: shown(variable, given[variable]),
        expected,
      })),
    );
  }
  return shape(read, defaultCacheDir(env, read.LOCAL_DIR));
}

/** A user without a home, as in a container, has the cache beside the state. */
function defaultCacheDir(env: Environment, localDir: string): string {
  const { XDG_CACHE_HOME: given = '' } = env;
  // The specification of this variable says to ignore a relative path.
  if (isAbsolute(given)) return join(given, 'health-monitor');
  const home = homeFolder();
  if (home === null) return join(localDir, 'cache');
  return join(home, platform() === 'darwin' ? 'Library/Caches' : '.cache', 'health-monitor');
}

/** Settings that nothing reads without `DATABRICKS_HOST`, of those that are set. */
function unusedWithoutHost({ databricks }: Config): string[] {
  const { token, clientId, spaces } = databricks;
  const set: readonly (readonly [name: string, value: string | null])[] = [
    ['DATABRICKS_TOKEN', token],
    ['DATABRICKS_CLIENT_ID', clientId],
    ...domains.map((domain) => [spaceSettingOf(domain), spaces[domain]] as const),
  ];
  return set.filter(([, value]) => value !== null).map(([name]) => name);
}

/**
 * Says which parts of the local stack are replaced by a setting, so that nobody sends questions to a
 * real workspace without knowing, and which settings have no effect. Shows host names only.
 *
 * @returns One line each; empty when everything is local.
 */
export function describeOverrides(config: Config): string[] {
  const { databricks, database, temporal, pinnedNow } = config;
  const lines: string[] = [];
  if (databricks.host !== null) {
    const host = new URL(databricks.host).host;
    const setting =
      databricks.profile === null
        ? 'DATABRICKS_HOST'
        : 'DATABRICKS_HOST or DATABRICKS_CONFIG_PROFILE';
    lines.push(`${setting} is set: questions go to ${host}, no local workspace is started.`);
  } else {
    const unused = unusedWithoutHost(config);
    if (unused.length > 0) {
      lines.push(`DATABRICKS_HOST is not set, so these have no effect: ${unused.join(', ')}.`);
    }
  }
  if (database.url !== null) {
    const host = new URL(database.url).host || 'a socket of this machine';
    lines.push(`DATABASE_URL is set: the database is at ${host}, no local PostgreSQL is started.`);
  }
  if (temporal.address !== null) {
    lines.push(
      `TEMPORAL_ADDRESS is set: Temporal is at ${temporal.address}, no local server is started.`,
    );
  }
  if (pinnedNow !== null) {
    lines.push(`PINNED_NOW is set: ${pinnedNow} is taken for now.`);
  }
  return lines;
}
