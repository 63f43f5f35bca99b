import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** A relay between a client and a server on this machine that can stop forwarding. */
export type TcpProxy = AsyncDisposable & {
  /** The given address with the relay's host and port in it. */
  readonly url: string;
  /** From now on nothing passes, on open and on new connections, and nothing is closed. */
  readonly freeze: () => void;
  /** New connections pass again; those that were frozen stay so, as after a lost route. */
  readonly thaw: () => void;
};

/**
 * Starts a relay to the host and port of an address.
 *
 * Effect: listens on a free port of the loopback address until disposed.
 */
export async function startTcpProxy(targetUrl: string): Promise<TcpProxy> {
  const target = new URL(targetUrl);
  const sockets = new Set<Socket>();
  let frozen = false;
  const server = createServer((near) => {
    sockets.add(near);
    near.on('error', () => {});
    if (frozen) return;
    const far = connect(Number(target.port), target.hostname);
    sockets.add(far);
    far.on('error', () => {});
    near.pipe(far).pipe(near);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(targetUrl);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    freeze: () => {
      frozen = true;
      for (const socket of sockets) socket.unpipe().pause();
    },
    thaw: () => {
      frozen = false;
    },
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
