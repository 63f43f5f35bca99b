import type { MiddlewareHandler } from 'hono';
import { invalid } from './errors.ts';

const json = /^application\/([a-z.-]+\+)?json\s*(;|$)/i;

/**
 * Refuses requests without a JSON content type, which the framework would read as an empty object.
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
  await next();
};
