import type { MiddlewareHandler } from 'hono';
import { invalid } from './errors.ts';

const json = /^application\/([a-z.-]+\+)?json\s*(;|$)/i;

/**
 * Refuses bodies that do not say they are JSON, before they are taken for an empty object.
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
