import { createServer } from 'node:http';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Received = {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly atMs: number;
};

/** How a target replies to the request with this number at a path, from 1. */
export type Reply = (response: ServerResponse, n: number) => void;

export type WebhookTarget = AsyncDisposable & {
  readonly url: string;
  readonly received: readonly Received[];
  /** What came to a path. */
  readonly at: (path: string) => readonly Received[];
};

/** A target of webhooks on a socket of this machine; a path without a reply takes everything. */
export async function openWebhookTarget(
  replies: Readonly<Record<string, Reply>> = {},
): Promise<WebhookTarget> {
  const received: Received[] = [];
  const at = (path: string) => received.filter((one) => one.path === path);
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const path = request.url ?? '';
      received.push({ path, headers: request.headers, body, atMs: Date.now() });
      const reply = replies[path] ?? ((to: ServerResponse) => to.writeHead(204).end());
      reply(response, at(path).length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    at,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
