import { isUtf8 } from 'node:buffer';
import type { MiddlewareHandler } from 'hono';
import { invalid } from './errors.ts';

const json = /^application\/([a-z.-]+\+)?json\s*(;|$)/i;
const otherCharset = /;\s*charset\s*=\s*(?!"?utf-?8"?\s*(;|$))/i;

/** No body of ours is deeper than a few levels; what reads a value calls itself once a level. */
const deepest = 20;

/** How many lists and objects lie in each other, at most; brackets within text do not count. */
function depthOf(bytes: Buffer): number {
  let [depth, most, inText] = [0, 0, false];
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (inText && byte === 0x5c) at += 1;
    else if (byte === 0x22) inText = !inText;
    else if (!inText && (byte === 0x5b || byte === 0x7b)) most = Math.max(most, (depth += 1));
    else if (!inText && (byte === 0x5d || byte === 0x7d)) depth -= 1;
  }
  return most;
}

/**
 * Refuses requests without a JSON content type, which the framework would read as an empty object, and
 * bodies that are not UTF-8 (RFC 8259, 8.1), which it would read with other characters, or nested deeper than
 * 20 levels.
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
  const body = Buffer.from(await c.req.arrayBuffer());
  if (otherCharset.test(type ?? '') || !isUtf8(body)) {
    throw invalid([{ path: 'body', message: 'must be JSON in UTF-8' }]);
  }
  if (depthOf(body) > deepest) {
    throw invalid([{ path: 'body', message: `must be nested at most ${deepest} levels deep` }]);
  }
  await next();
};
