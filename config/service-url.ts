import { isIPv6 } from 'node:net';

/**
 * The address under which a service that listens at `host` is reached from this machine: one that listens
 * at every address is reached on loopback.
 */
export function serviceUrl(host: string, port: number): string {
  if (host === '0.0.0.0') return `http://127.0.0.1:${port}`;
  if (host === '::') return `http://[::1]:${port}`;
  return `http://${isIPv6(host) ? `[${host}]` : host}:${port}`;
}
