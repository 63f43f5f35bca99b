import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';
import type { WorkspaceState } from '../state.ts';
import { credentialErrors, scopeError, type Wire, WireError, errorReply } from '../wire.ts';
import type { ConnectionFault } from './fault-kinds.ts';

type Exchange = {
  readonly state: WorkspaceState;
  readonly c: Context<Wire>;
  readonly next: () => Promise<void>;
};
type FaultHandlers = {
  readonly [K in ConnectionFault['kind']]: (
    fault: Extract<ConnectionFault, { kind: K }>,
    exchange: Exchange,
  ) => Response | Promise<Response>;
};

const defaultMessage = 'A fault rule of the local workspace rejected this request';
const loginHtml =
  '<!doctype html><html><head><title>Databricks - Sign In</title></head><body>Sign in</body></html>';

function reset({ c }: Exchange): Response {
  c.env.incoming.socket.resetAndDestroy();
  return RESPONSE_ALREADY_SENT;
}

/** Never answers: ends when the client disconnects or the workspace closes. */
async function hang({ state, c }: Exchange): Promise<Response> {
  await new Promise<void>((resolve) => {
    c.env.incoming.socket.once('close', () => resolve());
    state.closing.addEventListener('abort', () => resolve(), { once: true });
  });
  return RESPONSE_ALREADY_SENT;
}

/** The real response with another body. */
async function rewriteBody(
  { c, next }: Exchange,
  rewrite: (text: string) => string | ReadableStream<Uint8Array>,
): Promise<Response> {
  await next();
  const { status, headers } = c.res;
  return new Response(rewrite(await c.res.text()), { status, headers });
}

/** Sends one byte at a time; stops when the client stops reading. */
function streamSlowly(text: string, bytesPerSecond: number): ReadableStream<Uint8Array> {
  const bytes = Buffer.from(text);
  let sent = 0;
  let timer: NodeJS.Timeout | undefined;
  return new ReadableStream<Uint8Array>({
    start: (controller) => {
      timer = setInterval(() => {
        if (sent < bytes.length) controller.enqueue(bytes.subarray(sent, (sent += 1)));
        else {
          clearInterval(timer);
          controller.close();
        }
      }, 1000 / bytesPerSecond);
      timer.unref();
    },
    cancel: () => clearInterval(timer),
  });
}

/** The same JSON with wrong types: numbers become strings, arrays become objects, strings become arrays. */
function changeTypes(value: unknown): unknown {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return Object.fromEntries(value.map(changeTypes).entries());
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, changeTypes(inner)]));
}

const handlers: FaultHandlers = {
  status: (fault, { c }) =>
    errorReply(
      c,
      new WireError(fault.status, fault.message ?? defaultMessage, {
        retryAfterSeconds: fault.retryAfterSeconds,
        ...(fault.errorCode === undefined ? {} : { code: fault.errorCode }),
      }),
      fault.details,
    ),
  scope: ({ scope }, { c }) => errorReply(c, scopeError(scope, c.get('entry').n)),
  hidden: (_, { c }) => errorReply(c, new WireError(404, `${c.req.path} does not exist.`)),
  tokenExpired: (_, { state, c }) => {
    state.principals.revoke(c.req.header('Authorization'));
    return errorReply(c, credentialErrors.expired());
  },
  loginPage: ({ status }, { c }) => {
    if (status !== 200) c.header('Location', new URL('/login.html', c.req.url).href);
    return c.html(loginHtml, status);
  },
  hang: (_, exchange) => hang(exchange),
  reset: (_, exchange) => reset(exchange),
  doThenReset: async (_, exchange) => {
    await exchange.next();
    return reset(exchange);
  },
  drip: ({ bytesPerSecond }, exchange) =>
    rewriteBody(exchange, (text) => streamSlowly(text, bytesPerSecond)),
  truncatedJson: (_, exchange) =>
    rewriteBody(exchange, (text) => text.slice(0, Math.ceil(text.length / 2))),
  wrongTypes: (_, exchange) =>
    rewriteBody(exchange, (text) => JSON.stringify(changeTypes(JSON.parse(text)))),
};

/**
 * Answers a request with an injected fault.
 *
 * Effect: may execute the request, expire a token or break the connection.
 */
export async function injectFault<K extends ConnectionFault['kind']>(
  fault: Extract<ConnectionFault, { kind: K }>,
  exchange: Exchange,
): Promise<Response> {
  return handlers[fault.kind as K](fault, exchange);
}
