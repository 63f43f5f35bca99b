import { setGlobalProxyFromEnv } from 'node:http';
import { join } from 'node:path';
import { readDotEnv } from './dot-env.ts';
import { settings } from './settings.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The environment of this process, which only this file and those who are given it read. */
export const ownEnvironment = (): Environment => process.env;

/** The names of all variables that the product reads from the environment. */
export const productVariables: readonly string[] = [...Object.keys(settings), 'ENV_FILE'];

/**
 * Variables of the shell that our processes may see beside the settings: how the machine, Node, sign-in
 * at a cloud, TLS and proxies are set up. A library also reads variables that were set for other programs,
 * such as PGOPTIONS or LANGSMITH_TRACING; without them it does what the settings say.
 */
const machine = new RegExp(
  `^(${[
    'PATH|HOME|USER|LOGNAME|SHELL|PWD|LANG|LANGUAGE|LC_(ALL|COLLATE|CTYPE|MESSAGES|MONETARY|NUMERIC|TIME)|TZ|TZDIR|TMPDIR|TEMP|TMP|XDG_\\w+|LD_\\w+|DYLD_\\w+',
    'SYSTEMROOT|WINDIR|COMSPEC|PATHEXT|APPDATA|LOCALAPPDATA|PROGRAMDATA|USERPROFILE|USERNAME|HOMEDRIVE|HOMEPATH',
    'TERM|COLORTERM|COLUMNS|LINES|NO_COLOR|FORCE_COLOR|CI|DEBUG',
    'NODE_\\w+|UV_\\w+|RUST_\\w+|GODEBUG|GOMEMLIMIT|GOMAXPROCS|GRPC_\\w+|PIP_\\w+|PYTHON\\w+|PYENV_\\w+|VIRTUAL_ENV|CONDA_\\w+',
    // Two of the SDK write tokens to the log and switch the check of certificates off.
    'TEMPORAL_\\w+|DATABRICKS_(?!DEBUG_HEADERS$|SDK_PROXY_STRICT_SSL$)\\w+|ARM_\\w+|AZURE_(?!OPENAI)\\w+|AWS_\\w+|GOOGLE_\\w+|CLOUDSDK_\\w+',
    'SSL_CERT_FILE|SSL_CERT_DIR|REQUESTS_CA_BUNDLE|CURL_CA_BUNDLE',
    '(HTTPS?|ALL|NO|GRPC|NO_GRPC)_PROXY',
  ].join('|')})$`,
  'i',
);

/** Whether our processes see a variable of the shell; any other is removed at their start. */
export const isOurs = (name: string): boolean =>
  productVariables.includes(name) || machine.test(name);

const proxies = /^(HTTPS?|ALL|GRPC)_PROXY$/i;
const loopback = ['localhost', '127.0.0.1', '::1', '[::1]'];

/**
 * Adds this machine to the hosts that no proxy is asked for. Readers differ in which of the two spellings
 * wins, so both get the hosts of both.
 *
 * @see https://github.com/grpc/grpc-node/blob/master/doc/environment_variables.md
 */
function withDirectLoopback(env: Environment): Environment {
  if (!Object.keys(env).some((name) => proxies.test(name))) return env;
  const hostsOf = (...names: string[]) => {
    const set = names.flatMap((name) => (env[name] ?? '').split(',')).map((host) => host.trim());
    return [...new Set([...set.filter((host) => host !== ''), ...loopback])].join(',');
  };
  const hosts = hostsOf('no_proxy', 'NO_PROXY');
  const grpc = env['no_grpc_proxy'] ? { no_grpc_proxy: hostsOf('no_grpc_proxy') } : {};
  return { ...env, no_proxy: hosts, NO_PROXY: hosts, ...grpc };
}

/**
 * Prepares the environment of this process; programs call it once, at their start. Adds the settings of a
 * `.env` file, where an existing variable has priority; `ENV_FILE` names another file, or `none`. Removes
 * empty settings, because libraries that read the environment themselves count them as set, and variables
 * for other programs. No proxy is used for this machine.
 *
 * Effect: reads a file, changes the environment and Node's proxy settings.
 *
 * @throws {ConfigError} When the file cannot be used.
 */
export function loadDotEnv(): void {
  const named = process.env['ENV_FILE'] ?? '';
  const file = named || '.env';
  const read = file === 'none' ? {} : readDotEnv(file, named !== '', productVariables);
  const all = Object.entries(withDirectLoopback({ ...read, ...process.env }));
  for (const [name, text = ''] of all) {
    const isEmptySetting = productVariables.includes(name) && text.trim() === '';
    // What npm tells is read by `endSignal`.
    const isKept = isOurs(name) || name.startsWith('npm_');
    if (isKept && !isEmptySetting) process.env[name] = text;
    else delete process.env[name];
  }
  // Node has read these variables already, before this machine was added.
  if (usesEnvProxy()) setGlobalProxyFromEnv();
}

/** Whether Node's own requests use the proxies of the environment. */
function usesEnvProxy(): boolean {
  const flags = [...process.execArgv, process.env['NODE_OPTIONS'] ?? ''].join(' ');
  return process.env['NODE_USE_ENV_PROXY'] === '1' || flags.includes('--use-env-proxy');
}

/**
 * The environment for a child process: `extra`, and of ours what a process of the product may see. No
 * `.env` is read a second time, and no proxy is used for this machine.
 *
 * Effect: reads the environment, unless another one is given.
 */
export function childEnvironment(
  extra: Environment,
  base: Environment = process.env,
): Record<string, string> {
  const chosen = Object.fromEntries(Object.entries(base).filter(([name]) => isOurs(name)));
  return defined(withDirectLoopback({ ...chosen, ENV_FILE: 'none', ...extra }));
}

const defined = (env: Environment): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );

/** Temporal's library treats a missing file as no settings, but fails on an empty name. */
const noFile = join(import.meta.dirname, 'no-temporal-settings');

/**
 * Removes Temporal's own variables and its settings file: their namespaces and certificates are meant for
 * another server.
 */
export function withoutTemporal(env: Environment): Record<string, string> {
  const rest = Object.entries(env).filter(([name]) => !name.startsWith('TEMPORAL_'));
  return defined({ ...Object.fromEntries(rest), ENV_FILE: 'none', TEMPORAL_CONFIG_FILE: noFile });
}

/**
 * An environment without variables of the product or of Temporal, in which no `.env` is read.
 *
 * Effect: reads the environment, unless another one is given.
 */
export function neutralEnvironment(base: Environment = process.env): Record<string, string> {
  const rest = Object.entries(base).filter(([name]) => !productVariables.includes(name));
  return withoutTemporal(withDirectLoopback(Object.fromEntries(rest)));
}

/**
 * Removes every variable of the product and of Temporal from this process, so that a test run connects to
 * nothing that the shell names.
 *
 * Effect: changes the environment.
 */
export function forgetProductVariables(): void {
  const kept = neutralEnvironment();
  for (const name of Object.keys(process.env)) {
    if (!(name in kept)) delete process.env[name];
  }
  Object.assign(process.env, kept);
}
