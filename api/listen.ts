import { once } from 'node:events';
import { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { createAdaptorServer } from '@hono/node-server';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv } from './deps.ts';

export type Listening = {
  readonly url: string;
  /** Stops listening; open replies may finish within `graceMs`. */
  readonly close: () => Promise<void>;
};

/** How long open replies may take to finish when the process stops, milliseconds. */
const graceMs = 4_000;

/** How long a client may take to send a request: each one that is slow holds a connection, milliseconds. */
const usualPatience = { headersMs: 10_000, requestMs: 30_000, checkMs: 5_000 };

/**
 * Serves the app on a socket.
 *
 * Effect: listens until closed.
 *
 * @param port 0 takes a free one.
 * @param patience How long a request may take to come in, and how often that is looked at, milliseconds.
 * @throws {Error} When the address cannot be listened on, with what to do.
 */
export async function listen(
  app: OpenAPIHono<AppEnv>,
  host: string,
  port: number,
  patience = usualPatience,
): Promise<Listening> {
  const server = createAdaptorServer({
    fetch: app.fetch,
    serverOptions: {
      headersTimeout: patience.headersMs,
      requestTimeout: patience.requestMs,
      connectionsCheckingInterval: patience.checkMs,
    },
  });
  if (!(server instanceof Server)) throw new Error('expected a server of HTTP/1.1');
  const repliesDone = countReplies(server);
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : null;
    const why = code === 'EADDRINUSE' ? 'something else listens there; set PORT' : String(code);
    throw new Error(`Cannot listen on ${host}:${port}: ${why}.`, { cause });
  }
  const { address, family, port: bound } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    const closed = once(server, 'close');
    server.close();
    await Promise.race([repliesDone(), delay(graceMs, undefined, { ref: false })]);
    server.closeAllConnections();
    await closed;
  };
  return { url: `http://${family === 'IPv6' ? `[${address}]` : address}:${bound}`, close };
}

/**
 * Counts open replies. A connection without one must not delay the stop: browsers open connections in
 * advance, which Node does not treat as idle.
 *
 * @returns A function whose promise resolves when no reply is open.
 */
function countReplies(server: Server): () => Promise<void> {
  let open = 0;
  let onNone = (): void => {};
  server.on('request', (_, reply) => {
    open += 1;
    reply.once('close', () => {
      open -= 1;
      if (open === 0) onNone();
    });
  });
  return () =>
    new Promise((resolve) => {
      onNone = resolve;
      if (open === 0) resolve();
    });
}
