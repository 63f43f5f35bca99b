import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Domain } from '../../domain/domains.ts';

export type ModelServer = AsyncDisposable & {
  readonly url: string;
  /** Bodies that it was sent, oldest first. */
  readonly requests: readonly { readonly messages: readonly { role: string; content: string }[] }[];
  /** What it does from now on. */
  readonly behave: (behaviour: Partial<Behaviour>) => void;
};

export type Behaviour = {
  /** Domains that a routing call decides for. */
  readonly domains: readonly Domain[];
  /** What it has each of them asked; null for words that Genie does not understand. */
  readonly question: string | null;
  /** Pieces of the answer, sent `gapMs` apart. */
  readonly pieces: readonly string[];
  readonly gapMs: number;
  /** Names that it lists. */
  readonly models: readonly string[];
  /** Status to refuse with, instead of answering. */
  readonly status: number;
  /** Parameters of a call that it refuses by name. */
  readonly refuses: readonly string[];
};

/**
 * A model service at the far side of the wire: speaks the OpenAI chat protocol, scripted.
 *
 * Effect: listens on loopback until disposed.
 */
export async function createModelServer(first: Partial<Behaviour>): Promise<ModelServer> {
  let now: Behaviour = {
    domains: [],
    question: null,
    pieces: [],
    gapMs: 0,
    models: [],
    status: 200,
    refuses: [],
    ...first,
  };
  const requests: ModelServer['requests'][number][] = [];
  const server = createServer((request, response) => {
    if (request.method === 'GET') {
      const data = now.models.map((id) => ({ id, object: 'model' }));
      response.writeHead(now.status, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ object: 'list', data }));
      return;
    }
    void readBody(request).then(async (body) => {
      requests.push(body);
      const refused = now.refuses.find((name) => name in body);
      if (refused !== undefined) {
        response.writeHead(400, { 'content-type': 'application/json' });
        const message = `Unsupported parameter: '${refused}'.`;
        response.end(JSON.stringify({ error: { message, param: refused } }));
      } else if (now.status !== 200) {
        response.writeHead(now.status, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ error: { message: 'refused', type: 'server_error' } }));
      } else if (body.stream) {
        await stream(response, () => now);
      } else {
        decide(response, now);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    requests,
    behave: (behaviour) => {
      now = { ...now, ...behaviour };
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type Body = ModelServer['requests'][number] & { readonly stream?: boolean };

async function readBody(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString()) as Body;
}

const usage = { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 };

function decide(response: ServerResponse, { domains, question }: Behaviour): void {
  const chosen = domains.map((domain) => ({
    domain,
    question: question ?? `About ${domain}: what happened in the last 7 days?`,
    score: 0.9,
    reason: 'scripted',
  }));
  const call = {
    id: 'call_1',
    type: 'function',
    function: { name: 'route', arguments: JSON.stringify({ domains: chosen }) },
  };
  const message = { role: 'assistant', content: null, tool_calls: [call] };
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(
    JSON.stringify({
      id: 'c1',
      object: 'chat.completion',
      created: 1,
      model: 'scripted',
      choices: [{ index: 0, message, finish_reason: 'tool_calls' }],
      usage,
    }),
  );
}

async function stream(response: ServerResponse, now: () => Behaviour): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const send = (chunk: object): void => {
    response.write(
      `data: ${JSON.stringify({ id: 'c1', object: 'chat.completion.chunk', created: 1, model: 'scripted', ...chunk })}\n\n`,
    );
  };
  for (const content of now().pieces) {
    if (response.destroyed) return;
    send({ choices: [{ index: 0, delta: { role: 'assistant', content }, finish_reason: null }] });
    await sleep(now().gapMs);
  }
  send({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });
  send({ choices: [], usage });
  response.end('data: [DONE]\n\n');
}
