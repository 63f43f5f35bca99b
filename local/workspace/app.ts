import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { type Fault, connectionKinds } from './control/faults.ts';
import { controlRoutes } from './control/routes.ts';
import { domainOfSpace, genieRoutes } from './genie/routes.ts';
import { oauthRoutes } from './oauth/routes.ts';
import { scimRoutes } from './scim/routes.ts';
import type { WorkspaceState } from './state.ts';
import { type Wire, WireError, wireReply } from './wire.ts';

/** The products that need a token, one folder each. A new product = one folder + one row. */
const products = { scim: scimRoutes, genie: genieRoutes } as const;

async function contentIn(c: Context<Wire>): Promise<string | null> {
  if (c.req.method !== 'POST' || !c.req.path.startsWith('/api/2.0/genie/')) return null;
  try {
    const value: unknown = JSON.parse(await c.req.text());
    return typeof value === 'object' &&
      value !== null &&
      'content' in value &&
      typeof value.content === 'string'
      ? value.content
      : null;
  } catch {
    return null;
  }
}

/** Writes every request down before anything can happen to it. */
function log(state: WorkspaceState): MiddlewareHandler<Wire> {
  return async (c, next) => {
    const entry = state.requests.add(c.req.method, c.req.path);
    entry.principal = state.principals.of(c.req.header('Authorization'))?.name ?? null;
    c.set('entry', entry);
    const content = await contentIn(c);
    if (content !== null) entry.body = { content };
    await next();
    if (c.res.headers.get('x-hono-already-sent') === null) entry.status = c.res.status;
  };
}

function reset(c: Context<Wire>): Response {
  c.env.incoming.socket.resetAndDestroy();
  return RESPONSE_ALREADY_SENT;
}

/** Never answers: ends when the client or the workspace gives up. */
async function hang(state: WorkspaceState, c: Context<Wire>): Promise<Response> {
  await new Promise<void>((resolve) => {
    c.env.incoming.socket.once('close', () => resolve());
    state.closing.addEventListener('abort', () => resolve(), { once: true });
  });
  return RESPONSE_ALREADY_SENT;
}

async function meet(
  state: WorkspaceState,
  c: Context<Wire>,
  fault: Extract<Fault, { kind: (typeof connectionKinds)[number] }>,
  next: () => Promise<void>,
): Promise<Response> {
  switch (fault.kind) {
    case 'status':
      return wireReply(
        c,
        new WireError(fault.status, 'A fault switch of the local workspace refused this request', {
          retryAfterSeconds: fault.retryAfterSeconds,
        }),
      );
    case 'hang':
      return hang(state, c);
    case 'reset':
      return reset(c);
    case 'doThenReset':
      await next();
      return reset(c);
  }
}

function faults(state: WorkspaceState): MiddlewareHandler<Wire> {
  return async (c, next) => {
    const spaceId = c.req.path.match(/\/genie\/spaces\/([^/]+)/)?.[1] ?? null;
    const content = c.get('entry').body?.content ?? null;
    const domain = spaceId === null ? null : domainOfSpace(spaceId);
    const fault = state.faults.take(connectionKinds, {
      method: c.req.method,
      path: c.req.path,
      content,
      spaceId,
      domain,
    });
    if (fault === null) return next();
    c.res = await meet(state, c, fault, next);
  };
}

function authenticate(state: WorkspaceState): MiddlewareHandler<Wire> {
  return async (c, next) => {
    const principal = state.principals.of(c.req.header('Authorization'));
    if (principal === null)
      throw new WireError(
        401,
        'Credential was not sent or was of an unsupported type for this API.',
      );
    c.set('principal', principal);
    await next();
  };
}

/** The workspace as an HTTP application. Control routes are not logged and meet no fault. */
export function createApp(state: WorkspaceState): Hono<Wire> {
  const app = new Hono<Wire>();
  app.use('/__local/*', async (c, next) => {
    c.set('entry', {
      n: 0,
      at: '',
      method: c.req.method,
      path: c.req.path,
      principal: null,
      status: null,
    });
    await next();
  });
  app.route('/', controlRoutes(state));
  app.use(log(state), faults(state));
  app.route('/', oauthRoutes(state));
  app.use('/api/*', authenticate(state));
  for (const routes of Object.values(products)) app.route('/', routes(state));
  app.notFound((c) =>
    wireReply(
      c,
      new WireError(404, `No API found for '${c.req.method} ${c.req.path}'`, {
        code: 'ENDPOINT_NOT_FOUND',
      }),
    ),
  );
  app.onError((error, c) =>
    wireReply(c, error instanceof WireError ? error : new WireError(500, error.message)),
  );
  return app;
}
