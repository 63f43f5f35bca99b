import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { permissions, roles, ways } from '../../domain/caller.ts';
import type { Caller } from '../../domain/caller.ts';
import { AppError } from '../../domain/errors.ts';
import { notGood, refuseForeign } from '../auth/authenticate.ts';
import { cookieIn, signInCookie } from '../auth/cookie.ts';
import type { AppDeps, AppEnv } from '../deps.ts';
import { problemResponse } from '../errors.ts';
import { note } from '../note.ts';
import { jsonOnly } from '../json-only.ts';

export const SignedIn = z
  .object({
    ways: z.array(z.enum(ways)).readonly().openapi({ description: 'Empty on one machine' }),
    browser: z
      .object({ key: z.boolean(), oidc: z.boolean() })
      .openapi({ description: 'How a browser can sign in' }),
    caller: z
      .object({
        id: z.string(),
        role: z.enum(roles),
        groups: z.array(z.string()).readonly(),
        permissions: z.array(z.enum(permissions)).readonly(),
        expiresAt: z.string().nullable(),
      })
      .nullable()
      .openapi({ description: 'Who you are; null when you are not signed in' }),
  })
  .openapi('SignedIn');
type SignedIn = z.infer<typeof SignedIn>;

const reply = (description: string) => ({
  200: { description, content: { 'application/json': { schema: SignedIn } } },
  ...problemResponse,
});
const show = createRoute({
  method: 'get',
  path: '/v1/sign-in',
  summary: 'Who you are, and how a browser can sign in',
  responses: reply('It'),
});
const signIn = createRoute({
  method: 'post',
  path: '/v1/sign-in',
  summary: 'Sign this browser in with an API key',
  middleware: jsonOnly,
  request: {
    body: {
      required: true,
      content: { 'application/json': { schema: z.strictObject({ key: z.string().max(200) }) } },
    },
  },
  responses: reply('It is signed in; its cookie is in the reply'),
});
const signOut = createRoute({
  method: 'delete',
  path: '/v1/sign-in',
  summary: 'Sign this browser out',
  responses: reply('It is signed out'),
});

/** The way of a key into a browser, and out again. */
export type BrowserSignIn = {
  readonly isHttps: boolean;
  /** @throws {AppError} `auth.required` when it lets nobody in. */
  readonly withKey: (key: string) => Promise<{ caller: Caller; text: string }>;
  readonly signOut: (text: string) => Promise<void>;
};

/** GET, POST and DELETE /v1/sign-in. */
export function addSignIn(app: OpenAPIHono<AppEnv>, deps: AppDeps): void {
  app.openapi(show, async (c) => {
    const caller = await callerNow(c, deps);
    return c.json(bodyOf(deps, caller), 200);
  });
  app.openapi(signIn, async (c) => {
    const { browser } = deps.signIn;
    if (browser === null) throw notGood();
    refuseForeign(c.req.raw, c.get('arrival'));
    await deps.rateLimits?.take('sign-in', c.get('arrival').address ?? '');
    const { key } = c.req.valid('json');
    const { caller, text } = await browser.withKey(key.trim());
    await note(deps, caller, 'signed_in', 'browser');
    c.header('set-cookie', signInCookie(text, browser.isHttps));
    return c.json(bodyOf(deps, caller), 200);
  });
  app.openapi(signOut, async (c) => {
    const { browser } = deps.signIn;
    if (browser === null) throw new AppError('input.conflict', 'Nobody signs in or out here.');
    refuseForeign(c.req.raw, c.get('arrival'));
    const text = cookieIn(c.req.raw, browser.isHttps);
    if (text !== null) await browser.signOut(text);
    c.header('set-cookie', signInCookie('', browser.isHttps));
    return c.json(bodyOf(deps, null), 200);
  });
}

/** Null for whoever is not signed in; other failures are told. */
async function callerNow(c: Context<AppEnv>, deps: AppDeps): Promise<Caller | null> {
  try {
    const { caller, setCookie } = await deps.authenticate(c.req.raw, c.get('arrival'));
    if (setCookie !== null) c.header('set-cookie', setCookie);
    return caller;
  } catch (error) {
    if (error instanceof AppError && error.code === 'auth.required') return null;
    throw error;
  }
}

function bodyOf(
  { signIn: { ways: open, browser, oidc } }: AppDeps,
  caller: Caller | null,
): SignedIn {
  return {
    ways: open,
    browser: { key: browser !== null && open.includes('api-keys'), oidc: oidc !== null },
    caller:
      caller === null
        ? null
        : {
            id: caller.id,
            role: caller.role,
            groups: caller.groups,
            permissions: caller.permissions,
            expiresAt:
              caller.expiresAtMs === null ? null : new Date(caller.expiresAtMs).toISOString(),
          },
  };
}
