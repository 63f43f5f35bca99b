import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { AppError } from '../../domain/errors.ts';
import type { AppDeps, AppEnv } from '../deps.ts';

/** Paths at which the page has a screen. */
const screens = /^\/(?:$|i\/[^/]+$|history$|evaluations(?:\/[^/]+)?$|health$)/;

const documentHeaders = {
  'content-security-policy': [
    "default-src 'self'",
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
    // Markup made of text passes DOMPurify, or the browser refuses it.
    "require-trusted-types-for 'script'",
    'trusted-types dompurify',
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-cache',
} as const;

/** Names of these files change with their content. */
const assetHeaders = { 'cache-control': 'public, max-age=31536000, immutable' } as const;

/** GET / and the paths of the page's screens: always the same document; GET /assets/…: its files. */
export function addPage(app: OpenAPIHono<AppEnv>, deps: AppDeps): void {
  app.get('/assets/*', (c) => reply(c, deps, c.req.path, 200, assetHeaders));
  app.get('*', async (c, next) => {
    const { path } = c.req;
    if (screens.test(path)) return reply(c, deps, '/', 200, documentHeaders);
    // Somebody at a browser reads the page that says so; a program reads the problem.
    const isRead = c.req.header('accept')?.includes('text/html') === true;
    return isRead && !path.startsWith('/v1/') ? reply(c, deps, '/', 404, documentHeaders) : next();
  });
}

async function reply(
  c: Context<AppEnv>,
  deps: AppDeps,
  path: string,
  status: 200 | 404,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  const page = await deps.page().catch((cause: unknown) => {
    throw new AppError('dependency.down', 'The page could not be bundled; the log says why.', {
      cause,
    });
  });
  const file = page.get(path);
  if (file === undefined) throw new AppError('input.not_found', `There is no GET ${path}.`);
  const zips = /\bgzip\b/.test(c.req.header('accept-encoding') ?? '');
  return c.body(zips ? file.gzip : file.body, status, {
    ...headers,
    'content-type': file.type,
    'x-content-type-options': 'nosniff',
    vary: 'accept-encoding',
    ...(zips ? { 'content-encoding': 'gzip' } : {}),
  });
}
