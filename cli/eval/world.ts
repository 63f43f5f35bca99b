import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createAuthenticate } from '../../adapters/databricks/auth.ts';
import { createHttp } from '../../adapters/databricks/http.ts';
import { createWarehouse } from '../../adapters/databricks/warehouse.ts';
import { childEnvironment } from '../../config/index.ts';
import type { Warehouse } from '../../domain/warehouse.ts';
import { WorldTruth } from '../../eval/causes/truth.ts';

const home = fileURLToPath(new URL('../..', import.meta.url));
const token = 'evaluation';
/** The warehouse of the local workspace. */
const warehouseId = 'a1b2c3d4e5f60001';
const readyWithinMs = 180_000;
/** Longer than the service waits: what is found must not depend on how busy this machine is. */
const statementMs = 120_000;

/** What is generated: a seed, and the incidents and decoys that are planted in it, `all` or `none` among them. */
export type WorldSpec = {
  readonly seed: number;
  readonly incidents: readonly string[];
  readonly decoys: readonly string[];
};

/** A world that can be asked: its warehouse and the truth about it. */
export type World = {
  readonly warehouse: Warehouse;
  readonly truth: WorldTruth;
  readonly close: () => Promise<void>;
};

/**
 * Starts a local workspace over a world, whose data it builds or takes from the cache.
 *
 * Effect: a process, which `close` ends; HTTP to it.
 *
 * @param nowMs Where the data end, epoch milliseconds.
 * @throws {Error} When it cannot be started.
 */
export async function openWorld(spec: WorldSpec, nowMs: number, cacheDir: string): Promise<World> {
  const flags = {
    port: '0',
    token,
    'cache-dir': cacheDir,
    seed: String(spec.seed),
    now: new Date(nowMs).toISOString(),
    incidents: spec.incidents.join(),
    decoys: spec.decoys.join(),
  };
  const args = Object.entries(flags).flatMap(([name, value]) => [`--${name}`, value]);
  const child = spawn(process.execPath, ['local/workspace/main.ts', ...args], {
    cwd: home,
    env: childEnvironment({}),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(child, 'exit');
  const end = () => child.kill('SIGKILL');
  process.once('exit', end);
  const close = async () => {
    child.kill('SIGTERM');
    await exit;
    process.removeListener('exit', end);
  };
  try {
    const url = await urlOf(child.stdout, exit);
    await untilReady(url);
    const truth = WorldTruth.parse(await (await fetch(`${url}/__local/truth`)).json());
    return { warehouse: warehouseAt(url), truth, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The service's own client; the token of the workspace's owner may read everything. */
function warehouseAt(host: string): Warehouse {
  const credentials = { host, token, clientId: null, clientSecret: null, profile: null };
  const http = createHttp(host, createAuthenticate(credentials));
  const caller = { principal: null, host, signIn: { by: 'token' } } as const;
  return createWarehouse(warehouseId, { http, caller: () => Promise.resolve(caller) }, statementMs);
}

async function urlOf(output: NodeJS.ReadableStream, exit: Promise<unknown>): Promise<string> {
  const said = once(createInterface(output), 'line') as Promise<[string]>;
  const line = await Promise.race([said, exit.then(() => null)]);
  const url = /http:\/\/\S+/.exec(line?.[0] ?? '')?.[0];
  if (url === undefined) throw new Error('The local workspace did not start.');
  return url;
}

/** Waits until a local workspace has its data. */
export async function untilReady(url: string): Promise<void> {
  const untilMs = Date.now() + readyWithinMs;
  while (!(await fetch(`${url}/__local/health`)).ok) {
    if (Date.now() > untilMs)
      throw new Error('The local workspace has no data after three minutes.');
    await delay(200);
  }
}
