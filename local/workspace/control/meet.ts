import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';
import type { WorkspaceState } from '../state.ts';
import { scopeError, type Wire, WireError, wireReply } from '../wire.ts';
import type { ConnectionFault } from './fault-kinds.ts';

type Meeting = {
  readonly state: WorkspaceState;
  readonly c: Context<Wire>;
  readonly next: () => Promise<void>;
};
type Meets = {
  readonly [K in ConnectionFault['kind']]: (
    fault: Extract<ConnectionFault, { kind: K }>,
    meeting: Meeting,
  ) => Response | Promise<Response>;
};

const refused = 'A fault switch of the local workspace refused this request';
const loginHtml =
  '<!doctype html><html><head><title>Databricks - Sign In</title></head><body>Sign in</body></html>';

function reset({ c }: Meeting): Response {
  c.env.incoming.socket.resetAndDestroy();
  return RESPONSE_ALREADY_SENT;
}

/** Never answers: ends when the client or the workspace gives up. */
async function hang({ state, c }: Meeting): Promise<Response> {
  await new Promise<void>((resolve) => {
    c.env.incoming.socket.once('close', () => resolve());
    state.closing.addEventListener('abort', () => resolve(), { once: true });
  });
  return RESPONSE_ALREADY_SENT;
}

/** The true answer with another body. */
async function rewritten(
  { c, next }: Meeting,
  rewrite: (text: string) => string | ReadableStream<Uint8Array>,
): Promise<Response> {
  await next();
  const { status, headers } = c.res;
  return new Response(rewrite(await c.res.text()), { status, headers });
}

/** One byte at a time; stops when nobody reads any more. */
function drip(text: string, bytesPerSecond: number): ReadableStream<Uint8Array> {
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

/** The same JSON with numbers as text, lists as objects and texts as lists. */
function distort(value: unknown): unknown {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return Object.fromEntries(value.map(distort).entries());
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, distort(inner)]));
}

const meets: Meets = {
  status: (fault, { c }) =>
    wireReply(
      c,
      new WireError(fault.status, fault.message ?? refused, {
        retryAfterSeconds: fault.retryAfterSeconds,
        ...(fault.errorCode === undefined ? {} : { code: fault.errorCode }),
      }),
      fault.details,
    ),
  scope: ({ scope }, { c }) => wireReply(c, scopeError(scope, c.get('entry').n)),
  hidden: (_, { c }) => wireReply(c, new WireError(404, `${c.req.path} does not exist.`)),
  tokenExpired: (_, { state, c }) => {
    state.principals.expire(c.req.header('Authorization'));
    return wireReply(c, new WireError(401, 'Access token expired'));
  },
  loginPage: ({ status }, { c }) => {
    if (status !== 200) c.header('Location', new URL('/login.html', c.req.url).href);
    return c.html(loginHtml, status);
  },
  hang: (_, meeting) => hang(meeting),
  reset: (_, meeting) => reset(meeting),
  doThenReset: async (_, meeting) => {
    await meeting.next();
    return reset(meeting);
  },
  drip: ({ bytesPerSecond }, meeting) => rewritten(meeting, (text) => drip(text, bytesPerSecond)),
  truncatedJson: (_, meeting) =>
    rewritten(meeting, (text) => text.slice(0, Math.ceil(text.length / 2))),
  wrongTypes: (_, meeting) =>
    rewritten(meeting, (text) => JSON.stringify(distort(JSON.parse(text)))),
};

/**
 * Does to a request what its fault says.
 *
 * Effect: may do what the request asks, end a token or break the connection.
 */
export async function meet<K extends ConnectionFault['kind']>(
  fault: Extract<ConnectionFault, { kind: K }>,
  meeting: Meeting,
): Promise<Response> {
  return meets[fault.kind as K](fault, meeting);
}
