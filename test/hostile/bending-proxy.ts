import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { applies, edited, headersNow } from './bend.ts';
import type { Bend, RawReply, Route } from './bend.ts';
import { sendWire } from './send-wire.ts';

/** A right reply of the workspace. */
type Reply = { readonly status: number; readonly body: unknown };

type Case = { readonly bend: Bend; readonly counts: Map<Route, number>; rest: readonly unknown[] };

export type BendingProxy = AsyncDisposable & {
  readonly url: string;
  /** The text to put into a question, so that the replies to it are changed by this bend. */
  readonly tagFor: (bend: Bend) => string;
  /** Changed replies that a case had so far, by route. */
  readonly repliesTo: (bend: Bend) => ReadonlyMap<Route, number>;
  /** From now on nothing is changed for a case. */
  readonly release: (bend: Bend) => void;
  /** Connections that are open now. */
  readonly connections: () => Promise<number>;
};

const routes: readonly (readonly [Route, RegExp])[] = [
  ['start', /^POST .*\/start-conversation$/],
  ['message', /^GET .*\/conversations\/([^/]+)\/messages\/[^/]+$/],
  ['result', /^GET .*\/conversations\/([^/]+)\/messages\/.*\/query-result$/],
  ['execute', /^POST .*\/conversations\/([^/]+)\/messages\/.*\/execute-query$/],
  ['statement', /^POST \/api\/2\.0\/sql\/statements$/],
  ['token', /^POST \/oidc\/v1\/token$/],
  ['chunk', /^GET \/api\/2\.0\/sql\/statements\/([^/]+)\/result\/chunks\/\w+$/],
];

/**
 * A proxy in front of a workspace that changes the replies to the questions of its cases, each by
 * its bend, and passes everything else through unchanged.
 *
 * Effect: listens on loopback until disposed.
 */
export async function createBendingProxy(workspace: string): Promise<BendingProxy> {
  let ownUrl = '';
  const byTag = new Map<string, Case>();
  /** Conversations and statements of the cases. */
  const byId = new Map<string, Case>();
  /** The cases whose requests say nothing of them: there is one of a route at a time. */
  const byRoute = new Map<Route, Case>();
  const server = createServer((request, response) => {
    void serve(request, response).catch(() => response.destroy());
  });
  const caseOf = (sent: string, { route, id }: Asked): Case | undefined => {
    const tag = route === 'start' ? (/bend-\d+/.exec(sent)?.[0] ?? '') : '';
    return byTag.get(tag) ?? byId.get(id) ?? (route && byRoute.get(route));
  };
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const sent = await bodyOf(request);
    const asked = routeOf(request);
    const one = caseOf(sent, asked);
    const passOn = () => forward(workspace, request, sent, ownUrl);
    if (one === undefined || asked.route === undefined) return sendJson(response, await passOn());
    const { route } = asked;
    const own = ownReply(one, route);
    if (own !== null) return bent(one, route, own, response);
    const reply = await passOn();
    if (isFirstOfRefused(one, route)) return sendJson(response, refusedToken);
    note(byId, one, route, reply.body);
    return bent(one, route, prepared(one, route, reply), response);
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  ownUrl = `http://127.0.0.1:${port}`;
  return {
    url: ownUrl,
    tagFor: (bend) => {
      const tag = `bend-${byTag.size + 1}`;
      const one: Case = { bend, counts: new Map(), rest: [] };
      byTag.set(tag, one);
      if (bend.route === 'statement' || bend.route === 'token') byRoute.set(bend.route, one);
      return tag;
    },
    release: (bend) => {
      if (byRoute.get(bend.route)?.bend === bend) byRoute.delete(bend.route);
    },
    connections: promisify(server.getConnections.bind(server)),
    repliesTo: (bend) =>
      [...byTag.values()].findLast((one) => one.bend === bend)?.counts ?? new Map<Route, number>(),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The route of a request, and the conversation or statement that its path names. */
type Asked = { readonly route?: Route; readonly id: string };

function routeOf({ method, url = '' }: IncomingMessage): Asked {
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

async function forward(
  to: string,
  request: IncomingMessage,
  sent: string,
  ownUrl: string,
): Promise<Reply> {
  const reply = await fetch(`${to}${request.url}`, {
    method: request.method ?? 'GET',
    headers: {
      authorization: request.headers.authorization ?? '',
      'content-type': request.headers['content-type'] ?? 'application/json',
    },
    ...(sent === '' ? {} : { body: sent }),
  });
  // What the workspace says of its own address leads here, too.
  const text = (await reply.text()).replaceAll(to, ownUrl);
  return { status: reply.status, body: JSON.parse(text) as unknown };
}

/** What is replied without asking the workspace; null when it is asked. */
function ownReply({ bend, counts, rest }: Case, route: Route): Reply | null {
  const isOpen = (counts.get(route) ?? 0) < (bend.times ?? Infinity);
  if (bend.unreceived === true && bend.route === route && isOpen) return { status: 200, body: {} };
  return route === 'chunk' ? { status: 200, body: chunk(rest) } : null;
}

const refusedToken = { status: 401, body: { error_code: 'UNAUTHENTICATED', message: 'expired' } };

/** The first look of a case that needs a new token. */
function isFirstOfRefused({ bend, counts }: Case, route: Route): boolean {
  if (bend.base !== 'token refused' || route !== 'message' || counts.has(route)) return false;
  counts.set(route, 1);
  return true;
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
  return sendBent(bend, reply, response);
}

async function sendBent(
  { edit, wire, cut, bytes, raw = {} }: Bend,
  reply: Reply,
  response: ServerResponse,
): Promise<void> {
  if (wire) return sendWire(response, wire, Buffer.from(JSON.stringify(reply.body)));
  if (edit) return sendJson(response, { ...reply, body: edited(reply.body, edit) });
  if (cut !== undefined) return sendCut(response, reply, cut);
  const { status = 200, headers = {}, ...content } = raw;
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
  response.writeHead(status, { 'content-type': 'application/json', ...headersNow(headers) });
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
