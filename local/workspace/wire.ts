import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { z } from 'zod';
import type { LoggedRequest } from './control/requests.ts';
import type { Principal } from './oauth/principals.ts';

/** The Hono environment of every route: log entry, principal and scopes of the request. */
export type Wire = {
  Bindings: HttpBindings;
  Variables: { entry: LoggedRequest; principal: Principal; scopes: ReadonlySet<string> };
};

/** Default `error_code` of each status. */
const codes: Readonly<Record<number, string>> = {
  400: 'INVALID_PARAMETER_VALUE',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'RESOURCE_DOES_NOT_EXIST',
  409: 'ABORTED',
  429: 'RESOURCE_EXHAUSTED',
  500: 'INTERNAL_ERROR',
  501: 'NOT_IMPLEMENTED',
  503: 'TEMPORARILY_UNAVAILABLE',
};

/** An HTTP error that routes throw and the application writes in the form of Databricks. */
export class WireError extends Error {
  readonly status: number;
  /** A number when the token is missing, wrong or lacks a scope. */
  readonly code: string | number;
  readonly retryAfterSeconds: number | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    message: string,
    options: {
      code?: string | number;
      retryAfterSeconds?: number | undefined;
      headers?: Readonly<Record<string, string>>;
    } = {},
  ) {
    super(message);
    this.name = 'WireError';
    this.status = status;
    this.code = options.code ?? codes[status] ?? 'INTERNAL_ERROR';
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.headers = options.headers ?? {};
  }
}

/** The error for a token without a required scope; its code is a number. */
export const scopeError = (scope: string, requestNumber: number): WireError =>
  new WireError(
    403,
    `Provided OAuth token does not have required scopes: ${scope} [ReqId: local-${requestNumber}]`,
    { code: 403 },
  );

/** The errors of a request without a token, with one that is none, and with one that has expired. */
export const credentialErrors = {
  missing: () =>
    new WireError(401, 'Credential was not sent or was of an unsupported type for this API.', {
      code: 401,
      headers: { 'WWW-Authenticate': 'Bearer realm="DatabricksRealm"' },
    }),
  wrong: () =>
    new WireError(403, 'Invalid access token.', {
      code: 403,
      headers: { 'X-Databricks-Reason-Phrase': 'Invalid access token.' },
    }),
  expired: () =>
    new WireError(401, 'Access token expired', {
      headers: { 'WWW-Authenticate': 'Bearer realm="DatabricksRealm"' },
    }),
} as const;

/** What the local workspace does not do, and a real one would. */
export const notHere = (what: string): WireError =>
  new WireError(501, `${what} is not possible in the local workspace.`, {
    code: 'NOT_IMPLEMENTED',
  });

/** The google.rpc object in `details` of an error. */
export type ErrorDetails = 'RequestInfo' | 'ErrorInfo' | 'none';

function detailsOf(
  kind: Exclude<ErrorDetails, 'none'>,
  c: Context<Wire>,
  error: WireError,
): object[] {
  const given =
    kind === 'RequestInfo'
      ? { request_id: `local-${c.get('entry').n}` }
      : { reason: String(error.code), domain: 'local.databricks.com', metadata: {} };
  return [{ '@type': `type.googleapis.com/google.rpc.${kind}`, ...given }];
}

/**
 * Writes an error as Databricks does: `error_code`, `message`, `details`, by default with the request's id.
 */
export function errorReply(
  c: Context<Wire>,
  error: WireError,
  details: ErrorDetails = 'RequestInfo',
): Response {
  for (const [name, value] of Object.entries(error.headers)) c.header(name, value);
  if (error.retryAfterSeconds !== undefined)
    c.header('Retry-After', String(error.retryAfterSeconds));
  return c.json(
    {
      error_code: error.code,
      message: error.message,
      ...(details === 'none' ? {} : { details: detailsOf(details, c, error) }),
    },
    error.status as ContentfulStatusCode,
  );
}

/**
 * @throws {WireError} 400 when the text is not JSON.
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new WireError(400, 'The request body is not valid JSON', { code: 'BAD_REQUEST' });
  }
}

/**
 * The JSON object in the body of a request; empty when there is no body.
 *
 * @throws {WireError} 400 when it is not a JSON object.
 */
export async function readObject(c: Context<Wire>): Promise<Record<string, unknown>> {
  const text = await c.req.text();
  const value = text === '' ? {} : parseJson(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new WireError(400, 'The request body must be a JSON object', { code: 'BAD_REQUEST' });
  }
  return { ...value };
}

/** The error for an invalid body; it names each invalid field. */
export function validationError(error: z.ZodError): WireError {
  return new WireError(
    400,
    error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`).join('; '),
  );
}

/**
 * The body of a request, parsed with a schema.
 *
 * @throws {WireError} 400 naming each invalid field.
 */
export async function readBody<T>(c: Context<Wire>, shape: z.ZodType<T>): Promise<T> {
  const body = shape.safeParse(await readObject(c));
  if (!body.success) throw validationError(body.error);
  return body.data;
}

/**
 * One page of a list, by `page_size` and an opaque `page_token`.
 *
 * @throws {WireError} 400 when either is out of range.
 */
export function paginate<T>(
  c: Context<Wire>,
  items: readonly T[],
  defaultSize = 20,
): { items: T[]; next: { next_page_token?: string } } {
  const size = Number(c.req.query('page_size') ?? defaultSize);
  const start = Number(c.req.query('page_token') || 0);
  if (!Number.isInteger(size) || size < 1 || size > 1000)
    throw new WireError(400, 'page_size must be between 1 and 1000');
  if (!Number.isInteger(start) || start < 0) throw new WireError(400, 'page_token is not valid');
  const end = start + size;
  return {
    items: items.slice(start, end),
    next: end < items.length ? { next_page_token: String(end) } : {},
  };
}
