import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type EchoServer = AsyncDisposable & {
  readonly url: string;
  /** Paths that were asked, with what was told who asks. */
  readonly asked: () => readonly { readonly path: string; readonly credential: string }[];
  /** Passes on what comes below a path from now on, or tells it back again. */
  readonly pass: (prefix: string, to: string | null) => void;
};

/** What a server that means no harm writes into its errors: whole requests. */
function tellBack(request: IncomingMessage, response: ServerResponse, n: number): void {
  const told = `${request.url ?? ''} ${JSON.stringify(request.headers)}`;
  const json = { 'content-type': 'application/json' };
  const error = { error: { message: told, code: told, type: told }, detail: { error: told } };
  const kinds = [
    () => response.writeHead(401, json).end(JSON.stringify({ ...error, message: told })),
    () => response.writeHead(200, json).end(`{"id": "${told}`),
    () => response.writeHead(500, { 'content-type': 'text/html' }).end(`<pre>${told}</pre>`),
    () =>
      response.writeHead(400, json).end(JSON.stringify({ ...error, title: told, errors: [told] })),
  ];
  kinds[n % kinds.length]?.();
}

/**
 * A server that tells everybody back what they sent, credentials and all, as refusals and as malformed replies.
 *
 * Effect: listens on loopback until disposed.
 */
export async function createEchoServer(): Promise<EchoServer> {
  const asked: { path: string; credential: string }[] = [];
  const targets = new Map<string, string>();
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const credential = request.headers.authorization ?? '';
      const n = asked.push({ path, credential });
      const [prefix, to] = [...targets].find(([one]) => path.startsWith(one)) ?? [];
      if (prefix === undefined || to === undefined) return tellBack(request, response, n);
      const sent = fetch(`${to}${path.slice(prefix.length)}`, {
        method: request.method ?? 'GET',
        headers: { 'content-type': 'application/json' },
        ...(request.method === 'POST' ? { body } : {}),
      });
      void sent.then(async (reply) => {
        response.writeHead(reply.status, {
          'content-type': reply.headers.get('content-type') ?? 'application/json',
        });
        response.end(await reply.bytes());
      });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: () => asked,
    pass: (prefix, to) => {
      if (to === null) targets.delete(prefix);
      else targets.set(prefix, to);
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
