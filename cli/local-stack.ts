import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { childEnvironment } from '../config/index.ts';

/** A service; `stop` ends what was started for it. */
export type FoundService = {
  readonly url: string;
  readonly startedHere: boolean;
  readonly stop: () => Promise<void>;
};

const home = fileURLToPath(new URL('..', import.meta.url));

/** The stack needs at most 10 s to stop. */
const stopMs = 12_000;

/**
 * Starts the local stack as a separate process and waits until it is ready.
 *
 * Effect: starts `local/main.ts`; its output goes to `say` until it is ready.
 *
 * @param port Where its API listens; null takes a free one.
 * @param settings That it has beside those of this process.
 * @throws {Error} When it ends before it is ready; its output says why.
 */
export async function startLocalStack(
  port: number | null,
  say: (line: string) => void,
  signal: AbortSignal,
  settings: Readonly<Record<string, string>> = {},
): Promise<FoundService> {
  const taken = port ?? (await freePort());
  // A process group of its own: Ctrl-C at the terminal reaches only us, and we cancel before we stop it.
  const child = spawn(process.execPath, ['local/main.ts'], {
    cwd: home,
    env: childEnvironment({
      ...settings,
      PORT: String(taken),
      DATABRICKS_APP_PORT: '',
      HOST: '127.0.0.1',
    }),
    // By the channel it knows that we are gone, also when we were killed.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: true,
  });
  let starting = true;
  for (const stream of [child.stdout, child.stderr]) {
    if (stream !== null)
      createInterface({ input: stream }).on('line', (line) => {
        if (starting) say(line);
      });
  }
  const url = `http://127.0.0.1:${taken}`;
  const done = new AbortController();
  const stop = (): Promise<void> => end(child);
  try {
    await Promise.race([untilReady(url, AbortSignal.any([signal, done.signal])), failed(child)]);
  } catch (error) {
    await stop();
    throw error;
  } finally {
    starting = false;
    done.abort();
  }
  return { url, startedHere: true, stop };
}

/** Checks five times a second, until the service is ready or `signal` aborts. */
async function untilReady(url: string, signal: AbortSignal): Promise<void> {
  for (;;) {
    const ready = await fetch(`${url}/readyz`, { signal }).then(
      (reply) => reply.ok,
      () => false,
    );
    if (ready) return;
    await delay(200, undefined, { signal });
  }
}

async function failed(child: ChildProcess): Promise<never> {
  await once(child, 'exit');
  throw new Error('The service did not start.');
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await Promise.race([ended, delay(stopMs, undefined, { ref: false })]);
  child.kill('SIGKILL');
  await ended;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
