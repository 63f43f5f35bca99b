import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { alertRoutes } from './alerts/routes.ts';
import { connectionKinds } from './control/fault-kinds.ts';
import { injectFault } from './control/inject-fault.ts';
import { controlRoutes } from './control/routes.ts';
import { catalogRoutes } from './catalog/routes.ts';
import { genieExtraRoutes } from './genie/extra-routes.ts';
import { genieRoutes } from './genie/routes.ts';
import { spaceRoutes } from './genie/space-routes.ts';
import { dashboardRoutes } from './lakeview/routes.ts';
import { dashboardTagRoutes } from './lakeview/tag-routes.ts';
import { oauthRoutes } from './oauth/routes.ts';
import { allApis } from './oauth/principals.ts';
import { grantRoutes } from './permissions/grants.ts';
import { permissionRoutes } from './permissions/routes.ts';
import { systemSchemaRoutes } from './permissions/system-schemas.ts';
import { scimRoutes } from './scim/routes.ts';
import { servingRoutes } from './serving/routes.ts';
import type { WorkspaceState } from './state.ts';
import { historyRoutes } from './statements/history.ts';
import { statementRoutes, storageRoutes } from './statements/routes.ts';
import { thriftRoutes } from './thrift/routes.ts';
import { vectorSearchRoutes } from './vector-search/routes.ts';
import { warehouseRoutes } from './warehouses/routes.ts';
import { credentialErrors, scopeError, type Wire, WireError, errorReply } from './wire.ts';

type ProductApi = {
  readonly path: string;
  readonly routes: (state: WorkspaceState) => Hono<Wire>;
  /** The token needs one of these scopes; when empty, every token is accepted. */
  readonly scopes: readonly string[];
};

/** The Databricks APIs that need a token. Each has its own folder and one row here. */
const products: readonly ProductApi[] = [
  { path: '/api/2.0/preview/scim/*', routes: scimRoutes, scopes: [] },
  { path: '/api/2.0/genie/*', routes: spaceRoutes, scopes: ['genie', 'dashboards.genie'] },
  { path: '/api/2.0/genie/*', routes: genieRoutes, scopes: ['genie', 'dashboards.genie'] },
  { path: '/api/2.0/genie/*', routes: genieExtraRoutes, scopes: ['genie', 'dashboards.genie'] },
  { path: '/api/2.0/sql/statements/*', routes: statementRoutes, scopes: ['sql'] },
  { path: '/api/2.0/sql/history/*', routes: historyRoutes, scopes: ['sql'] },
  { path: '/api/2.0/sql/*', routes: warehouseRoutes, scopes: ['sql'] },
  { path: '/sql/1.0/warehouses/*', routes: thriftRoutes, scopes: ['sql'] },
  {
    path: '/api/2.0/serving-endpoints/*',
    routes: servingRoutes,
    scopes: ['model-serving', 'serving.serving-endpoints'],
  },
  { path: '/api/2.0/lakeview/*', routes: dashboardRoutes, scopes: ['dashboards'] },
  { path: '/api/2.0/entity-tag-assignments/*', routes: dashboardTagRoutes, scopes: ['dashboards'] },
  { path: '/api/2.0/alerts/*', routes: alertRoutes, scopes: ['alerts'] },
  {
    path: '/api/2.0/vector-search/*',
    routes: vectorSearchRoutes,
    scopes: ['vectorsearch.vector-search-indexes', 'vectorsearch.vector-search-endpoints'],
  },
  { path: '/api/2.0/permissions/*', routes: permissionRoutes, scopes: ['access-management'] },
  { path: '/api/2.1/unity-catalog/*', routes: grantRoutes, scopes: ['unity-catalog'] },
  { path: '/api/2.1/unity-catalog/*', routes: catalogRoutes, scopes: ['unity-catalog'] },
  { path: '/api/2.1/unity-catalog/*', routes: systemSchemaRoutes, scopes: ['unity-catalog'] },
];

async function genieQuestionIn(c: Context<Wire>): Promise<string | null> {
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

/** Logs every request before it is handled, so that failed requests are logged too. */
function logRequests(state: WorkspaceState): MiddlewareHandler<Wire> {
  return async (c, next) => {
    const entry = state.requests.add(c.req.method, c.req.path);
    const credential = state.principals.authenticate(c.req.header('Authorization'));
    entry.principal = typeof credential === 'string' ? null : credential.principal.name;
    c.set('entry', entry);
    const content = await genieQuestionIn(c);
    if (content !== null) entry.body = { content };
    await next();
    if (c.res.headers.get('x-hono-already-sent') === null) entry.status = c.res.status;
  };
}

function injectFaults(state: WorkspaceState): MiddlewareHandler<Wire> {
  return async (c, next) => {
    const spaceId = c.req.path.match(/\/genie\/spaces\/([^/]+)/)?.[1] ?? null;
    const content = c.get('entry').body?.content ?? null;
    const domain = spaceId === null ? null : state.spaces.domainOf(spaceId);
    const fault = state.faults.take(connectionKinds, {
      method: c.req.method,
      path: c.req.path,
      content,
      spaceId,
      domain,
      principal: c.get('entry').principal,
    });
    if (fault === null) return next();
    c.res = await injectFault(fault, { state, c, next });
  };
}

/**
 * Paths that need no token, each for its reason; all others do, also those that no API has. A real
 * workspace has the same ones public, and no `/__local`.
 */
const publicPaths: readonly (readonly [RegExp, string])[] = [
  [/^\/__local\//, 'controls for tests and developers'],
  [/^\/\.well-known\/databricks-config$/, 'discovery, before there is a token'],
  [/^\/oidc\/\.well-known\/oauth-authorization-server$/, 'discovery, before there is a token'],
  [/^\/oidc\/v1\/token$/, 'checks the client credentials itself'],
  [/^\/local-storage\/results\//, 'links are signed and refuse a token'],
];

function authenticate(state: WorkspaceState): MiddlewareHandler<Wire> {
  return async (c, next) => {
    if (publicPaths.some(([pattern]) => pattern.test(c.req.path))) return next();
    const credential = state.principals.authenticate(c.req.header('Authorization'));
    if (typeof credential === 'string') throw credentialErrors[credential]();
    c.set('principal', credential.principal);
    c.set('scopes', credential.scopes);
    return next();
  };
}

function requireScope(scopes: readonly string[]): MiddlewareHandler<Wire> {
  return async (c, next) => {
    const given = c.get('scopes');
    if (scopes.length > 0 && ![allApis, ...scopes].some((scope) => given.has(scope)))
      throw scopeError(scopes[0] ?? '', c.get('entry').n);
    await next();
  };
}

/** The workspace as an HTTP application. Control routes are not logged and get no injected faults. */
export function createApp(state: WorkspaceState): Hono<Wire> {
  const app = new Hono<Wire>({ strict: false });
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
  app.use(logRequests(state), injectFaults(state));
  app.use(authenticate(state));
  app.route('/', oauthRoutes(state));
  app.route('/', storageRoutes(state));
  for (const { path, scopes, routes } of products) {
    app.use(path, requireScope(scopes));
    app.route('/', routes(state));
  }
  app.notFound((c) =>
    errorReply(
      c,
      new WireError(
        404,
        `No API found for '${c.req.method} ${c.req.path.replace(/^\/api\/[\d.]+(?=\/)/, '')}'`,
        {
          code: 'ENDPOINT_NOT_FOUND',
        },
      ),
    ),
  );
  app.onError((error, c) =>
    errorReply(c, error instanceof WireError ? error : new WireError(500, error.message)),
  );
  return app;
}
