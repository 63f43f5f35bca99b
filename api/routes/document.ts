import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv } from '../deps.ts';
import { docsPage, docsStyle } from '../docs-page.ts';
import type { ShownDocument } from '../docs-page.ts';
import { documentOf } from '../document.ts';

const headers = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cache-control': 'no-cache',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const;

/** GET /openapi.json, the document of the routes that are added before; GET /docs: the same as a page. */
export function addDocument(app: OpenAPIHono<AppEnv>): void {
  let made: ReturnType<typeof documentOf> | null = null;
  // The routes do not change any more when the first request comes.
  const document = () => (made ??= documentOf(app));
  app.get('/openapi.json', (c) => c.json(document()));
  app.get('/docs', async (c) =>
    c.html(await docsPage(document() as unknown as ShownDocument), 200, headers),
  );
  app.get('/docs/style.css', (c) =>
    c.body(docsStyle, 200, { ...headers, 'content-type': 'text/css; charset=utf-8' }),
  );
}
