import type { Context } from 'hono';
import { failures } from '../domain/errors.ts';
import type { AppEnv } from './deps.ts';
import { problemHeaders, problemReply, toAppError } from './errors.ts';
import { longestRetrySeconds, responsesError } from './responses/error-shape.ts';

const ofResponses = /^\/v1\/(responses|models)(\/|$)/;

/** Converts any failure to the reply of the protocol that the path speaks. Pure. */
export function errorReply(thrown: unknown, c: Context<AppEnv>): Response {
  if (!ofResponses.test(c.req.path)) return problemReply(thrown, c);
  const failure = toAppError(thrown);
  const { 'retry-after': retryAfter, ...headers } = problemHeaders(failure);
  return c.json(responsesError(failure, c.get('requestId')), failures[failure.code].http, {
    ...headers,
    ...(retryAfter === undefined
      ? {}
      : { 'retry-after': String(Math.min(Number(retryAfter), longestRetrySeconds)) }),
    'content-type': 'application/json',
  });
}
