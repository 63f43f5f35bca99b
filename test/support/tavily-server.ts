import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TavilySearchResponse } from '@tavily/core';

type Result = Pick<TavilySearchResponse['results'][number], 'title' | 'url' | 'content'>;

/** What it does with a search. */
export type TavilyBehaviour = {
  readonly results: readonly Result[];
  readonly credits: number;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent instead of a reply of the API. */
  readonly raw: string | null;
  /** Nothing follows the request, or nothing follows the head of the reply. */
  readonly hangs: 'never' | 'at once' | 'in the body';
};

export type TavilyServer = AsyncDisposable & {
  readonly url: string;
  readonly requests: readonly {
    readonly path: string;
    readonly headers: IncomingHttpHeaders;
    readonly body: Readonly<Record<string, unknown>>;
  }[];
  /** Requests whose client went away before the reply ended. */
  readonly left: () => number;
  readonly behave: (behaviour: Partial<TavilyBehaviour>) => void;
};

const usual: TavilyBehaviour = {
  results: [],
  credits: 1,
  status: 200,
  headers: {},
  raw: null,
  hangs: 'never',
};

/**
 * The search of Tavily at the far side of the wire, scripted.
 *
 * Effect: listens on loopback until disposed.
 *
 * @see https://docs.tavily.com/documentation/api-reference/endpoint/search
 */
export async function createTavilyServer(): Promise<TavilyServer> {
  let now = usual;
  let left = 0;
  const requests: TavilyServer['requests'][number][] = [];
  const server = createServer((request, response) => {
    response.on('close', () => {
      if (!response.writableEnded) left += 1;
    });
    let text = '';
    request.on('data', (piece: Buffer) => (text += piece.toString()));
    request.on('end', () => {
      const body = JSON.parse(text) as Readonly<Record<string, unknown>>;
      requests.push({ path: request.url ?? '', headers: request.headers, body });
      reply(response, now, String(body['query']));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    left: () => left,
    behave: (behaviour) => {
      now = { ...usual, ...behaviour };
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Names of its fields are those that the package reads. */
function reply(response: ServerResponse, now: TavilyBehaviour, query: string): void {
  if (now.hangs === 'at once') return;
  const detail = { detail: { error: 'refused' } };
  const found = {
    query,
    response_time: 0.4,
    images: [],
    results: now.results.map((one) => ({ ...one, score: 0.9, raw_content: null, id: 'r' })),
    usage: { credits: now.credits },
    request_id: 'q',
  };
  response.writeHead(now.status, { 'content-type': 'application/json', ...now.headers });
  if (now.hangs === 'in the body') response.write('{"query":');
  else response.end(now.raw ?? JSON.stringify(now.status === 200 ? found : detail));
}
