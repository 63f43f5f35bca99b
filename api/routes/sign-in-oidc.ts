import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { BrowserFlow } from '../../domain/access-ports.ts';
import type { Caller } from '../../domain/caller.ts';
import { AppError } from '../../domain/errors.ts';
import { notGood } from '../auth/authenticate.ts';
import { cookieIn, signInCookie } from '../auth/cookie.ts';
import type { AppDeps, AppEnv } from '../deps.ts';
import { note } from '../note.ts';
import { problemResponse } from '../errors.ts';

/** What the browser keeps between the two routes. */
const flowCookie = 'health-monitor-flow';

const begin = createRoute({
  method: 'get',
  path: '/v1/sign-in/oidc',
  summary: 'Send this browser to the issuer, to sign in there',
  request: {
    query: z.object({
      returnTo: z.string().max(500).optional().openapi({ description: 'Path of the page' }),
    }),
  },
  responses: { 302: { description: 'To the issuer' }, ...problemResponse },
});
const end = createRoute({
  method: 'get',
  path: '/v1/sign-in/oidc/callback',
  summary: 'Where the issuer sends a browser back to',
  request: { query: z.looseObject({}) },
  responses: { 302: { description: 'Back to the page' }, ...problemResponse },
});

/** The way over an issuer: null for one that is not set. */
export type OidcSignIn = {
  readonly flow: BrowserFlow;
  readonly isHttps: boolean;
  /** @returns The text of the cookie of whoever has signed in. */
  readonly keep: (caller: Caller) => Promise<string>;
};

/** GET /v1/sign-in/oidc and GET …/callback. */
export function addSignInOidc(app: OpenAPIHono<AppEnv>, deps: AppDeps): void {
  const { oidc } = deps.signIn;
  app.openapi(begin, async (c) => {
    if (oidc === null) throw closed();
    const returnTo = pathOf(c.req.valid('query').returnTo ?? '/');
    const { address, kept } = await oidc.flow.start(returnTo);
    c.header('set-cookie', signInCookie(kept, oidc.isHttps, flowCookie));
    return c.redirect(address, 302);
  });
  app.openapi(end, async (c) => {
    if (oidc === null) throw closed();
    const kept = cookieIn(c.req.raw, oidc.isHttps, flowCookie);
    if (kept === null) throw notGood();
    const { caller, returnTo } = await oidc.flow.finish(new URL(c.req.url).search, kept);
    await note(deps, caller, 'signed_in', 'browser');
    const text = await oidc.keep(caller);
    c.header('set-cookie', signInCookie('', oidc.isHttps, flowCookie), { append: true });
    c.header('set-cookie', signInCookie(text, oidc.isHttps), { append: true });
    return c.redirect(pathOf(returnTo), 302);
  });
}

const closed = (): AppError =>
  new AppError('input.not_found', 'Browsers do not sign in with an issuer here (OIDC_CLIENT_ID).');

const here = 'http://here.invalid';

/** A path of the page, or its beginning: whoever makes the link must not choose another site. */
function pathOf(text: string): string {
  if (!/^\/(?![/\\])[\x21-\x7e]*$/.test(text) || !URL.canParse(text, here)) return '/';
  const { origin, pathname, search } = new URL(text, here);
  return origin === here ? `${pathname}${search}` : '/';
}
