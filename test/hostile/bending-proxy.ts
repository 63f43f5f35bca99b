import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { applies, edited } from './bend.ts';
import type { Bend, RawReply, Route } from './bend.ts';

/** A right reply of the workspace. */
type Reply = { readonly status: number; readonly body: unknown };

type Case = { readonly bend: Bend; readonly counts: Map<Route, number>; rest: readonly unknown[] };

export type BendingProxy = AsyncDisposable & {
  readonly url: string;
  /** The text to put into a question, so that the replies to it are changed by this bend. */
  readonly tagFor: (bend: Bend) => string;
  /** Right replies that a case had so far, by route. */
  readonly repliesTo: (bend: Bend) => ReadonlyMap<Route, number>;
};

const routes: readonly (readonly [Route, RegExp])[] = [
  ['start', /^POST .*\/start-conversation$/],
  ['message', /^GET .*\/conversations\/([^/]+)\/messages\/[^/]+$/],
  ['result', /^GET .*\/conversations\/([^/]+)\/messages\/.*\/query-result$/],
  ['execute', /^POST .*\/conversations\/([^/]+)\/messages\/.*\/execute-query$/],
  ['chunk', /^GET \/api\/2\.0\/sql\/statements\/([^/]+)\/result\/chunks\/\w+$/],
];

/**
 * A proxy in front of a workspace that changes the replies to the questions of its cases, each by
 * its bend, and passes everything else through unchanged.
 *
 * Effect: listens on loopback until disposed.
 */
export async function createBendingProxy(workspace: string): Promise<BendingProxy> {
  const byTag = new Map<string, Case>();
  /** Conversations and statements of the cases. */
  const byId = new Map<string, Case>();
  const server = createServer((request, response) => {
    void serve(request, response).catch(() => response.destroy());
  });
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const sent = await bodyOf(request);
    const { route, id } = routeOf(request);
    const one = route === 'start' ? byTag.get(/bend-\d+/.exec(sent)?.[0] ?? '') : byId.get(id);
    if (route === 'chunk' && one !== undefined) {
      await bent(one, route, { status: 200, body: chunk(one.rest) }, response);
      return;
    }
    const reply = await forward(workspace, request, sent);
    if (one === undefined || route === undefined) {
      sendJson(response, reply);
      return;
    }
    note(byId, one, route, reply.body);
    await bent(one, route, prepared(one, route, reply), response);
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    tagFor: (bend) => {
      const tag = `bend-${byTag.size + 1}`;
      byTag.set(tag, { bend, counts: new Map(), rest: [] });
      return tag;
    },
    repliesTo: (bend) =>
      [...byTag.values()].find((one) => one.bend === bend)?.counts ?? new Map<Route, number>(),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The route of a request, and the conversation or statement that its path names. */
function routeOf({ method, url = '' }: IncomingMessage): { route?: Route; id: string } {
  const line = `${method} ${url.split('?')[0]}`;
  for (const [route, pattern] of routes) {
    const match = pattern.exec(line);
    if (match !== null) return { route, id: match[1] ?? '' };
  }
  return { id: '' };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const part of request) chunks.push(part as Buffer);
  return Buffer.concat(chunks).toString();
}

async function forward(to: string, request: IncomingMessage, sent: string): Promise<Reply> {
  const reply = await fetch(`${to}${request.url}`, {
    method: request.method ?? 'GET',
    headers: {
      authorization: request.headers.authorization ?? '',
      'content-type': 'application/json',
    },
    ...(sent === '' ? {} : { body: sent }),
  });
  return { status: reply.status, body: await reply.json() };
}

type Fields = Readonly<Record<string, unknown>>;

function note(byId: Map<string, Case>, one: Case, route: Route, body: unknown): void {
  const fields = body as Fields;
  if (route === 'start') byId.set(String(fields['conversation_id']), one);
  const statement = fields['statement_response'] as Fields | undefined;
  if (statement !== undefined) byId.set(String(statement['statement_id']), one);
}

/** The reply that the bend starts from: a bend of a chunk or a second execution needs one to happen. */
function prepared(one: Case, route: Route, reply: Reply): Reply {
  if (one.bend.base === 'expired' && route === 'message') {
    const isDone = (reply.body as Fields)['status'] === 'COMPLETED';
    return isDone
      ? { ...reply, body: edited(reply.body, [['set', 'status', 'QUERY_RESULT_EXPIRED']]) }
      : reply;
  }
  if (one.bend.base !== 'chunked' || route !== 'result') return reply;
  const { result } = (reply.body as { statement_response: { result: { data_array: unknown[] } } })
    .statement_response;
  one.rest = result.data_array.slice(2);
  const first = result.data_array.slice(0, 2);
  return {
    ...reply,
    body: edited(reply.body, [
      ['set', 'statement_response.result.data_array', first],
      ['set', 'statement_response.result.row_count', 2],
      ['set', 'statement_response.result.next_chunk_index', 1],
    ]),
  };
}

const chunk = (rows: readonly unknown[]): object => ({
  chunk_index: 1,
  row_offset: 2,
  row_count: rows.length,
  data_array: rows,
});

async function bent(
  { bend, counts }: Case,
  route: Route,
  reply: Reply,
  response: ServerResponse,
): Promise<void> {
  const count = counts.get(route) ?? 0;
  const isBent =
    bend.route === route && applies(bend, reply.body) && count < (bend.times ?? Infinity);
  if (!isBent) return sendJson(response, reply);
  counts.set(route, count + 1);
  const { edit, cut, bytes } = bend;
  if (edit) return sendJson(response, { ...reply, body: edited(reply.body, edit) });
  if (cut !== undefined) return sendCut(response, reply, cut);
  const { status = 200, headers = {}, ...content } = bend.raw ?? {};
  return send(response, status, headers, bytes ? Buffer.from(bytes, 'base64') : bodyFrom(content));
}

function bodyFrom({ body = '', json }: RawReply): Buffer {
  return Buffer.from(json === undefined ? body : JSON.stringify(json));
}

function sendJson(response: ServerResponse, { status, body }: Reply): void {
  send(response, status, {}, Buffer.from(JSON.stringify(body)));
}

function send(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: Buffer,
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(body);
}

/** Promises the whole body and closes the connection after its first bytes. */
async function sendCut(response: ServerResponse, { body }: Reply, bytes: number): Promise<void> {
  const whole = Buffer.from(JSON.stringify(body));
  response.writeHead(200, {
    'content-type': 'application/json',
    'content-length': String(whole.length),
  });
  await new Promise((resolve) => response.write(whole.subarray(0, bytes), resolve));
  response.destroy();
}
