import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
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
    const timer = setTimeout(() => {
      if ('closeAllConnections' in server) server.closeAllConnections();
    }, graceMs);
    server.close();
    await closed;
    clearTimeout(timer);
  };
  return { url: `http://${family === 'IPv6' ? `[${address}]` : address}:${bound}`, close };
}
