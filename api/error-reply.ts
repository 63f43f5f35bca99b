import type { Context } from 'hono';
import type { AppError, FailureCode } from '../domain/errors.ts';
import { failures } from '../domain/errors.ts';
import type { AppEnv } from './deps.ts';
import { problemHeaders, problemOf, toAppError } from './errors.ts';
import { agentServerError, servingError } from './invocations/error-shape.ts';
import { jsonRpcError } from './mcp/error-shape.ts';
import { longestRetrySeconds, responsesError } from './responses/error-shape.ts';

type Shape = {
  readonly of: RegExp;
  readonly body: (failure: AppError, requestId: string) => object;
  /** Where the protocol has another status than ours. */
  readonly status?: Readonly<Partial<Record<FailureCode, 409>>>;
};

/** The forms of failures in other protocols, by the paths that speak them. */
const shapes: readonly Shape[] = [
  { of: /^\/v1\/(responses|models)(\/|$)/, body: responsesError },
  { of: /^\/mcp$/, body: jsonRpcError },
  { of: /^\/(invocations|responses|serving-endpoints)(\/|$)/, body: servingError },
  {
    of: /^\/api\/invocations(\/|$)/,
    body: agentServerError,
    // The same id with another request is a conflict there.
    status: { 'input.key_reused': 409 },
  },
];

/** Converts any failure to the reply of the protocol that the path speaks. Pure. */
export function errorReply(thrown: unknown, c: Context<AppEnv>): Response {
  const failure = toAppError(thrown);
  const { http } = failures[failure.code];
  const headers = problemHeaders(failure);
  const shape = shapes.find(({ of }) => of.test(c.req.path));
  if (shape === undefined) return c.json(problemOf(failure, c.get('requestId')), http, headers);
  const { 'retry-after': retryAfter } = headers;
  return c.json(shape.body(failure, c.get('requestId')), shape.status?.[failure.code] ?? http, {
    ...headers,
    ...(retryAfter === undefined
      ? {}
      : { 'retry-after': String(Math.min(Number(retryAfter), longestRetrySeconds)) }),
    'content-type': 'application/json',
  });
}
