import type { Config } from '../config/index.ts';

/**
 * The hosts that questions, rows and credentials leave to, by settings alone.
 *
 * @param host Base URL of the workspace; its model endpoints and its tokens are there too.
 */
export function outboundHosts(host: string, { endpoint }: Config['model']): readonly string[] {
  const urls = endpoint !== null && isAddress(endpoint) ? [host, endpoint] : [host];
  return [...new Set(urls.map((url) => new URL(url).host))];
}

/** Whether a model is set by its address; a bare name is a serving endpoint of the workspace. */
export function isAddress(endpoint: string): boolean {
  return /^https?:\/\//.test(endpoint);
}
