import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import { cut } from '../../domain/text.ts';
import type { Authenticate } from './auth.ts';

/** Timeout of a request, milliseconds. */
const answerTimeoutMs = 10_000;

export type Request = {
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly path: string;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  /** Called right before the request is sent; when it returns false, the request is not sent. */
  readonly mayStillSend?: () => Promise<boolean>;
};

export type Http = <Reply>(request: Request, shape: z.ZodType<Reply>) => Promise<Reply | null>;

const ErrorBody = z.object({
  error_code: z.union([z.string(), z.number()]).optional(),
  message: z.string().optional(),
});

/**
 * Creates the HTTP client of a workspace: it authenticates, sends, checks the reply's shape, and
 * converts every refusal into a failure of the table. It follows no redirect. It repeats a request
 * only after a 401, once and with a new token, because a request with a 401 had no effect.
 *
 * Effect: HTTP to `host` only.
 */
export function createHttp(
  host: string,
  authenticate: Authenticate,
  timeoutMs = answerTimeoutMs,
): Http {
  const send = (request: Request, headers: Headers) => sendTo(host, request, headers, timeoutMs);
  return async (request, shape) => {
    const headers = await authenticate();
    let reply = await send(request, headers);
    if (reply?.response.status === 401) {
      const renewed = await authenticate({ renew: true });
      const isNewToken = renewed['authorization'] !== headers['authorization'];
      if (isNewToken) reply = await send(request, renewed);
    }
    if (reply === null) return null;
    if (!reply.response.ok) throw refusalOf(reply.response, reply.text, request);
    return parseReply(reply.text, shape, request);
  };
}

type Headers = Readonly<Record<string, string>>;

/** Sends one request; null when it may no longer be sent. */
async function sendTo(
  host: string,
  request: Request,
  headers: Headers,
  timeoutMs: number,
): Promise<{ response: Response; text: string } | null> {
  const timeout = AbortSignal.timeout(timeoutMs);
  if (request.mayStillSend && !(await request.mayStillSend())) return null;
  try {
    const response = await fetch(new URL(request.path, host), {
      method: request.method,
      headers: { ...headers, accept: 'application/json', 'content-type': 'application/json' },
      redirect: 'manual',
      signal: request.signal ? AbortSignal.any([request.signal, timeout]) : timeout,
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
    });
    return { response, text: await response.text() };
  } catch (cause) {
    throw noReply(cause, host);
  }
}

function noReply(cause: unknown, host: string): AppError {
  const code = connectionCode(cause);
  return new AppError('upstream.down', `Databricks at ${new URL(host).host} does not answer.`, {
    cause,
    // Without a connection nothing was sent.
    unknownEffect: code !== 'ECONNREFUSED' && code !== 'ENOTFOUND',
  });
}

function connectionCode(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return connectionCode(error.cause);
}

function parseReply<Reply>(text: string, shape: z.ZodType<Reply>, request: Request): Reply {
  try {
    return shape.parse(JSON.parse(text));
  } catch (cause) {
    throw new AppError(
      'upstream.down',
      `Databricks answered ${request.method} ${request.path} in an unknown form.`,
      { cause, unknownEffect: true },
    );
  }
}

function refusalOf(response: Response, text: string, request: Request): AppError {
  const { status } = response;
  const message = messageIn(text);
  const where = `${request.method} ${request.path}`;
  const details = { upstreamStatus: status, unknownEffect: status >= 500 };
  if (status === 429) {
    const wait = retryAfterOf(response);
    return new AppError(
      'upstream.limited',
      `Databricks asks us to wait: ${message}${wait?.note ?? ''}`,
      {
        ...details,
        ...(wait === null ? {} : { retryAfterMs: wait.ms }),
      },
    );
  }
  if (status === 401)
    return new AppError('auth.denied', `Databricks refused our token: ${message}`, details);
  if (status === 403) {
    return new AppError('auth.denied', `Databricks refused ${where}: ${message}`, details);
  }
  if (status === 404) return new AppError('input.not_found', `${where}: ${message}`, details);
  if (status >= 500) {
    return new AppError('upstream.down', `Databricks failed on ${where}: ${message}`, details);
  }
  if (status >= 300 && status < 400) {
    return new AppError(
      'upstream.rejected',
      `Databricks redirected ${where}: check DATABRICKS_HOST, or the workspace is behind a private link.`,
      details,
    );
  }
  return new AppError('upstream.rejected', `Databricks refused ${where}: ${message}`, details);
}

/** UTF-16 units. The message becomes part of a lane's detail. */
const maxMessageLength = 2_000;

function messageIn(text: string): string {
  try {
    const { message } = ErrorBody.parse(JSON.parse(text));
    return message === undefined ? 'no reason given.' : cut(message, maxMessageLength);
  } catch {
    return 'no reason given.';
  }
}

/** Shorter times of a service are raised to this, milliseconds. */
const minRetryAfterMs = 1_000;
/** Longer times are lowered to this, because one reply pauses all questions, milliseconds. */
const maxRetryAfterMs = 300_000;

/**
 * The time of Retry-After within our limits, and a note when it was cut; null without a valid one.
 */
function retryAfterOf(response: Response): { ms: number; note: string } | null {
  const header = response.headers.get('retry-after') ?? '';
  const requestedMs = /^\d+(\.\d+)?$/.test(header)
    ? Number(header) * 1000
    : Date.parse(header) - Date.now();
  if (!Number.isFinite(requestedMs)) return null;
  const ms = Math.min(maxRetryAfterMs, Math.max(minRetryAfterMs, requestedMs));
  const note =
    requestedMs > maxRetryAfterMs ? ` (it asked for ${Math.round(requestedMs / 1000)} s)` : '';
  return { ms, note };
}
