import { isLocalHost } from './local-host.ts';

const timeoutMs = 10_000;

/**
 * What was planted in the data of a local workspace, by its own route; null for any other workspace.
 *
 * Effect: one GET.
 */
export async function readPlanted(host: string | null): Promise<unknown> {
  if (host === null || !isLocalHost(host)) return null;
  const signal = AbortSignal.timeout(timeoutMs);
  const reply = await fetch(new URL('/__local/truth', host), { signal }).catch(() => null);
  return reply?.ok === true ? reply.json() : null;
}
