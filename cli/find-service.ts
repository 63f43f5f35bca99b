import { serviceUrl, type Config } from '../config/index.ts';
import { startLocalStack } from './local-stack.ts';
import type { FoundService } from './local-stack.ts';

/** A service, and the credential that is sent to it (`HEALTH_MONITOR_TOKEN`). */
export type Service = FoundService & { readonly token: string | null };

/** What listens at an address: a Health Monitor, another program, or nothing. */
export type Listener = 'ours' | 'other' | 'nobody';

const probeMs = 2_000;

/**
 * Finds out whether a Health Monitor listens at an address.
 *
 * Effect: one GET.
 */
export async function probe(url: string): Promise<Listener> {
  let reply: Response;
  try {
    reply = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(probeMs) });
  } catch (error) {
    // A program that accepts connections and does not answer uses the port too.
    return error instanceof Error && error.name === 'TimeoutError' ? 'other' : 'nobody';
  }
  const body: unknown = await reply.json().catch(() => null);
  const name = typeof body === 'object' && body !== null && 'service' in body ? body.service : null;
  return name === 'health-monitor' ? 'ours' : 'other';
}

/**
 * The service that `HEALTH_MONITOR_URL` names, else the one at the default address, else a local
 * stack that is started now.
 *
 * Effect: may start processes.
 *
 * @param say Called with a line for each step of a start.
 * @throws {Error} When the named service does not answer, or the local stack does not start.
 */
export async function findService(
  config: Config,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<Service> {
  const { url: named, host, port, token } = config.api;
  const url = named ?? serviceUrl(host, port);
  const found = await probe(url);
  if (found === 'ours') return { url, token, startedHere: false, stop: async () => {} };
  if (named !== null) {
    throw new Error(`HEALTH_MONITOR_URL is ${named}, and no Health Monitor answers there.`);
  }
  say(`No service runs at ${url}: starting one on this machine.`);
  const started = await startLocalStack(
    found === 'nobody' && port !== 0 ? port : null,
    say,
    signal,
  );
  return { ...started, token };
}
