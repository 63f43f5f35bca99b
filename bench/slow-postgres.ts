import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { SlowPostgresData } from './slow-postgres-thread.ts';

export type SlowPostgres = { readonly databaseUrl: string; readonly close: () => Promise<void> };

/**
 * Makes a server slower for everyone alike, as one that is not on this machine: each statement arrives
 * later by `delayMs`. A thread of its own does it, so that no arm of the benchmark delays another's.
 *
 * Effect: opens a port of the loopback interface.
 */
export async function slowPostgres(databaseUrl: string, delayMs: number): Promise<SlowPostgres> {
  const url = new URL(databaseUrl);
  const workerData: SlowPostgresData = { host: url.hostname, port: Number(url.port), delayMs };
  const thread = new Worker(new URL('slow-postgres-thread.ts', import.meta.url), { workerData });
  const [port] = await once(thread, 'message');
  url.hostname = '127.0.0.1';
  url.port = String(port);
  return {
    databaseUrl: url.href,
    close: async () => {
      await thread.terminate();
    },
  };
}
