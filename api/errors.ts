import { HTTPException } from 'hono/http-exception';
import { z } from '@hono/zod-openapi';
import { AppError, asAppError, failures } from '../domain/errors.ts';
import type { FailureCode, InputProblem } from '../domain/errors.ts';

/** RFC 9457. `code` is a key of the failure table; `errors` lists what is wrong and where. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    errors: z
      .array(z.object({ path: z.string(), message: z.string() }))
      .readonly()
      .optional(),
    requestId: z.string(),
  })
  .openapi('Problem');
export type Problem = z.infer<typeof Problem>;

/** The failure response that every route declares. */
export const problemResponse = {
  default: {
    description: 'A failure',
    content: { 'application/problem+json': { schema: Problem } },
  },
} as const;

/** A body may have thousands of wrong fields; the reply lists the first ones. */
const maxProblems = 20;

/** Retry-After where the failure itself has none. */
const retryAfterSeconds = 5;

/** The body of a failure's reply, without a detail for a bug. */
export function problemOf({ code, message, details }: AppError, requestId: string): Problem {
  const { http, title } = failures[code];
  return {
    type: `urn:health-monitor:problem:${code}`,
    title,
    status: http,
    detail:
      code === 'bug'
        ? 'Something went wrong on our side. Quote the requestId when you report it.'
        : message,
    code,
    ...(details.problems ? { errors: details.problems.slice(0, maxProblems) } : {}),
    requestId,
  };
}

/** The headers of a failure's reply. */
export function problemHeaders({ code, details }: AppError): Record<string, string> {
  const { http } = failures[code];
  const ms = details.retryAfterMs ?? retryAfterSeconds * 1000;
  return {
    'content-type': 'application/problem+json',
    ...(http === 429 || http === 503
      ? { 'retry-after': String(Math.max(1, Math.ceil(ms / 1000))) }
      : {}),
    ...(http === 401 ? { 'www-authenticate': 'Bearer realm="health-monitor"' } : {}),
    // The body was not read: the connection would be cut within a later reply.
    ...(http === 413 ? { connection: 'close' } : {}),
    ...(details.location ? { location: details.location } : {}),
  };
}

const byStatus: Readonly<Record<number, FailureCode>> = {
  400: 'input.invalid',
  403: 'auth.denied',
  404: 'input.not_found',
  413: 'input.too_large',
};

/** Converts also the exceptions that the framework throws before our handlers run. */
export function toAppError(thrown: unknown): AppError {
  if (!(thrown instanceof HTTPException)) return asAppError(thrown);
  const code = byStatus[thrown.status] ?? 'bug';
  if (code === 'input.invalid') return invalid([{ path: 'body', message: 'must be valid JSON' }]);
  const message = thrown.message || `HTTP ${thrown.status}`;
  return new AppError(code, message, { cause: thrown });
}

/**
 * Converts zod's issues: paths are joined by dots, a problem of the whole value has the path `whole`.
 */
export function inputFailure(error: z.ZodError, whole: string): AppError {
  const problems = error.issues.flatMap((issue): InputProblem[] => {
    const path = issue.path.map(String);
    if (issue.code !== 'unrecognized_keys') {
      return [{ path: path.join('.') || whole, message: plainMessage(issue.message) }];
    }
    return issue.keys.map((key) => ({ path: [...path, key].join('.'), message: 'unknown field' }));
  });
  return invalid(problems);
}

/** What the schema library calls the types of JSON. */
const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  object: 'a JSON object',
  array: 'a list',
};

/** The library's own sentence about a missing or wrong type, as a client reads it; others as they are. */
function plainMessage(message: string): string {
  const [, expected, received] =
    /^Invalid input: expected (\w+), received (\w+)/.exec(message) ?? [];
  if (expected === undefined) return message;
  return `${received === 'undefined' ? 'is missing; ' : ''}must be ${typeNames[expected] ?? expected}`;
}

/** An `input.invalid` whose message names every problem. */
export function invalid(problems: readonly InputProblem[]): AppError {
  const told = problems.slice(0, maxProblems).map(({ path, message }) => `${path}: ${message}`);
  return new AppError('input.invalid', told.join('; '), { problems });
}
