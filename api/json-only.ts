import { isUtf8 } from 'node:buffer';
import type { MiddlewareHandler } from 'hono';
import { invalid } from './errors.ts';

const json = /^application\/([a-z.-]+\+)?json\s*(;|$)/i;
const otherCharset = /;\s*charset\s*=\s*(?!"?utf-?8"?\s*(;|$))/i;

/**
 * Refuses requests without a JSON content type, which the framework would read as an empty object, and
 * bodies that are not UTF-8 (RFC 8259, 8.1), which it would read with other characters.
 *
 * @throws {AppError} `input.invalid`.
 */
export const jsonOnly: MiddlewareHandler = async (c, next) => {
  const type = c.req.header('content-type');
  if (!json.test(type ?? '')) {
    throw invalid([
      { path: 'Content-Type', message: `must be application/json, not ${type ?? 'absent'}` },
    ]);
  }
  if (otherCharset.test(type ?? '') || !isUtf8(Buffer.from(await c.req.arrayBuffer()))) {
    throw invalid([{ path: 'body', message: 'must be JSON in UTF-8' }]);
  }
  await next();
};
