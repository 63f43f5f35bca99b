import { once } from 'node:events';
import { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { createAdaptorServer } from '@hono/node-server';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv } from './deps.ts';

export type Listening = {
  readonly url: string;
  /** Ends within `graceMs`: open replies may finish until then. */
  readonly close: () => Promise<void>;
};

/** Replies that are being written get this long when the process stops. */
const graceMs = 4_000;

/**
 * Serves the app on a socket.
 *
 * Effect: listens until closed.
 *
 * @param port 0 takes a free one.
 * @throws {Error} When the address cannot be listened on, with what to do.
 */
export async function listen(
  app: OpenAPIHono<AppEnv>,
  host: string,
  port: number,
): Promise<Listening> {
  const server = createAdaptorServer({ fetch: app.fetch });
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
 * Counts replies under way. A connection without one must not hold up the end: browsers open some in
 * advance, and Node does not take those for idle.
 *
 * @returns When none is under way any more.
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
