import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Config } from '../config/index.ts';
import { StackError } from './stack-error.ts';
import type { StackFile } from './state.ts';

const run = promisify(execFile);
const home = fileURLToPath(new URL('..', import.meta.url));

type Env = Readonly<Record<string, string>>;

/** The shape of production on one machine: two of what is asked and of what works. */
export type Production = {
  /** Where each API listens. */
  readonly apis: readonly [string, string];
  /** Whether nginx listens at the address of clients, and passes on to either. */
  readonly hasProxy: boolean;
  /** Settings of the processes where none is given. */
  readonly env: Env;
};

const loopback = /^(localhost|127(\.\d+){3}|::1)$/;
/** Whoever has the key of the operator may ask every domain. */
const operators = 'security=operators;unified=operators';

/**
 * Lays out two APIs behind one address, with a sign-in as in production.
 *
 * Pure.
 *
 * @param url Where clients ask.
 * @param ports Of the APIs; the first is taken only behind a proxy.
 * @throws {StackError} When others could reach it under no known name.
 */
export function productionOf(
  { api: { host }, auth }: Pick<Config, 'api' | 'auth'>,
  given: Env,
  { url, ports, hasProxy }: { url: string; ports: readonly [number, number]; hasProxy: boolean },
): Production {
  if (!loopback.test(host) && auth.publicUrl === null)
    throw new StackError(
      `HOST is ${host}, which other machines can reach. Set PUBLIC_URL to the address under which people reach the service.`,
    );
  const [first, second] = ports.map((port) => `http://127.0.0.1:${port}`) as [string, string];
  return {
    apis: [hasProxy ? first : url, second],
    hasProxy,
    env: {
      AUTH: given['AUTH'] || 'api-keys',
      PUBLIC_URL: given['PUBLIC_URL'] || url,
      TRUSTED_PROXIES: given['TRUSTED_PROXIES'] || (hasProxy ? '127.0.0.1' : ''),
      DOMAIN_ACCESS: given['DOMAIN_ACCESS'] || operators,
    },
  };
}

/** Names of the processes that there are two of, the usual one first. */
export const twins = { apis: ['api', 'api2'], workers: ['worker', 'worker2'] } as const;

const metricsSettings = [
  'API_METRICS_ADDRESS',
  'WORKER_METRICS_ADDRESS',
  'SDK_METRICS_ADDRESS',
] as const;

/** The environment of the second process of two: its measures are ten ports above those of the first. Pure. */
export const twinEnv = (env: Env): Env => ({
  ...env,
  ...Object.fromEntries(
    metricsSettings
      .filter((name) => env[name])
      .map((name) => [
        name,
        (env[name] ?? '').replace(/\d+$/, (port) => String(port === '0' ? 0 : Number(port) + 10)),
      ]),
  ),
});

/** What `stack.json` says of this shape. Pure. */
export const told = (
  { apis }: Pick<Production, 'apis'>,
  key: string | null,
  pidOf: (name: string) => number | null,
): StackFile['production'] & {} => ({
  key,
  proxy: { pid: pidOf('proxy') },
  apis: twins.apis.map((name, n) => ({ url: apis[n] ?? '', pid: pidOf(name) })),
  workers: twins.workers.map((name) => ({ pid: pidOf(name) })),
});

/**
 * Makes a key of an operator, good for 30 days; null where keys let nobody in.
 *
 * Effect: runs `cli/keys.ts` to its end.
 */
export async function operatorKey(env: Env): Promise<string | null> {
  if (!(env['AUTH'] ?? '').split(',').includes('api-keys')) return null;
  const args = ['create', '--for', 'operator', '--role', 'admin', '--groups', 'operators'];
  const file = fileURLToPath(new URL('../cli/keys.ts', import.meta.url));
  const { stdout } = await run(process.execPath, [file, ...args, '--days', '30'], {
    env: { ...env },
    cwd: home,
  });
  return stdout.trim();
}
