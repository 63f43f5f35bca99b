import { Hono } from 'hono';
import type { WorkspaceState } from '../state.ts';
import type { Wire } from '../wire.ts';
import { allApis, tokenSeconds } from './principals.ts';

const tokenPath = '/oidc/v1/token';

function basicCredentials(header: string | undefined): readonly [string, string] {
  const encoded = header?.match(/^Basic (\S+)$/i)?.[1] ?? '';
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0
    ? ['', '']
    : [decodeURIComponent(text.slice(0, colon)), decodeURIComponent(text.slice(colon + 1))];
}

/** OAuth discovery, and access tokens for client credentials. */
export function oauthRoutes(state: WorkspaceState): Hono<Wire> {
  const routes = new Hono<Wire>();
  routes.get('/.well-known/databricks-config', (c) => {
    const { origin } = new URL(c.req.url);
    return c.json({ oidc_endpoint: `${origin}/oidc`, workspace_id: state.settings.orgId });
  });
  routes.get('/oidc/.well-known/oauth-authorization-server', (c) => {
    const { origin } = new URL(c.req.url);
    return c.json({
      issuer: `${origin}/oidc`,
      authorization_endpoint: `${origin}/oidc/v1/authorize`,
      token_endpoint: `${origin}${tokenPath}`,
    });
  });
  routes.post(tokenPath, async (c) => {
    const form = new URLSearchParams(await c.req.text());
    if (form.get('grant_type') !== 'client_credentials') {
      return c.json(
        { error: 'unsupported_grant_type', error_description: 'Expected client_credentials' },
        400,
      );
    }
    const scope = form.get('scope') ?? allApis;
    const token = state.principals.issueToken(
      ...basicCredentials(c.req.header('Authorization')),
      scope,
    );
    if (token === null)
      return c.json(
        { error: 'invalid_client', error_description: 'Client authentication failed' },
        401,
      );
    return c.json({
      access_token: token,
      token_type: 'Bearer',
      expires_in: tokenSeconds,
      scope,
    });
  });
  return routes;
}
