import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isIPv6 } from 'node:net';
import type { AddressInfo } from 'node:net';
import { noMeter } from '../../domain/metrics.ts';
import type { Meter } from '../../domain/metrics.ts';
import { createMeasures } from './meter.ts';
import type { Measured } from './meter.ts';

export type ListenAt = { readonly host: string; readonly port: number };

export type Metered = {
  readonly meter: Meter;
  /** Where it is read; null where nobody does. */
  readonly url: string | null;
  readonly close: () => Promise<void>;
};

/**
 * Measures a process and serves it on a port of its own: `/metrics` for Prometheus, and `/healthz`, which
 * costs nothing. Nobody signs in there, so the port is for the network of those who watch.
 *
 * Effect: listens until closed, and nothing at all without an address.
 *
 * @param at Port 0 takes a free one.
 * @throws {Error} When the address cannot be listened at.
 */
export async function serveMetrics(at: ListenAt | null): Promise<Metered> {
  if (at === null) return { meter: noMeter, url: null, close: async () => undefined };
  const measured = createMeasures();
  const server = createServer((request, reply) => void answer(measured, request, reply));
  server.listen(at.port, at.host);
  await once(server, 'listening').catch((cause: unknown) => {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw new Error(`Metrics cannot be served at ${at.host}:${at.port} (${code}).`, { cause });
  });
  const { port } = server.address() as AddressInfo;
  return {
    meter: measured.meter,
    url: `http://${isIPv6(at.host) ? `[${at.host}]` : at.host}:${port}/metrics`,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function answer(
  { text, contentType }: Measured,
  { method, url }: IncomingMessage,
  reply: ServerResponse,
): Promise<void> {
  const isRead = method === 'GET' || method === 'HEAD';
  const path = url?.split('?')[0];
  if (!isRead || (path !== '/metrics' && path !== '/healthz')) {
    reply.writeHead(404).end();
    return;
  }
  if (path === '/healthz') {
    reply.writeHead(200, { 'content-type': 'text/plain' }).end('ok\n');
    return;
  }
  try {
    const body = await text();
    reply.writeHead(200, { 'content-type': contentType }).end(body);
  } catch {
    reply.writeHead(500).end();
  }
}
