import type { Config } from '../config/index.ts';
import { startLocalStack } from './local-stack.ts';
import type { FoundService } from './local-stack.ts';

/** What listens at an address. */
export type Listener = 'ours' | 'other' | 'nobody';

const probeMs = 2_000;

/**
 * Finds out whether our service listens at an address.
 *
 * Effect: one GET.
 */
export async function probe(url: string): Promise<Listener> {
  let reply: Response;
  try {
    reply = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(probeMs) });
  } catch (error) {
    // A listener that says nothing holds the port all the same.
    return error instanceof Error && error.name === 'TimeoutError' ? 'other' : 'nobody';
  }
  const body: unknown = await reply.json().catch(() => null);
  const name = typeof body === 'object' && body !== null && 'service' in body ? body.service : null;
  return name === 'health-monitor' ? 'ours' : 'other';
}

/**
 * The service that `HEALTH_MONITOR_URL` names, else the one at the default address, else a stack of
 * our own for the duration.
 *
 * Effect: may start processes.
 *
 * @param say Told how a start goes, a line at a time.
 * @throws {Error} When the named one does not answer, or ours does not start.
 */
export async function findService(
  config: Config,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<FoundService> {
  const { url: named, host, port } = config.api;
  const url = named ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  const found = await probe(url);
  if (found === 'ours') return { url, startedHere: false, stop: async () => {} };
  if (named !== null) {
    throw new Error(`HEALTH_MONITOR_URL is ${named}, and no Health Monitor answers there.`);
  }
  say(`No service answers at ${url}: starting one on this machine for this question.`);
  return startLocalStack(found === 'nobody' && port !== 0 ? port : null, say, signal);
}
