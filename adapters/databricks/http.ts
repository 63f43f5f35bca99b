import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import { cut } from '../../domain/text.ts';
import type { Authenticate } from './auth.ts';

/** A service that has not answered by then is away, milliseconds. */
const answerTimeoutMs = 10_000;

export type Request = {
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly path: string;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  /** Looked up when all is ready, right before the request is written. */
  readonly mayStillSend?: () => Promise<boolean>;
};

export type Http = <Reply>(request: Request, shape: z.ZodType<Reply>) => Promise<Reply | null>;

const ErrorBody = z.object({
  error_code: z.union([z.string(), z.number()]).optional(),
  message: z.string().optional(),
});

/**
 * Makes the one way to a workspace: authenticates, sends, checks the reply's shape, and turns every
 * refusal into a failure of the table. It follows no redirect and repeats nothing but a request whose
 * token was refused, once, with a new token: a 401 has no effect.
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
      const isOther = renewed['authorization'] !== headers['authorization'];
      if (isOther) reply = await send(request, renewed);
    }
    if (reply === null) return null;
    if (!reply.response.ok) throw refusal(reply.response, reply.text, request);
    return parsed(reply.text, shape, request);
  };
}

type Headers = Readonly<Record<string, string>>;

/** One request; null when it may no longer be sent. */
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
    throw lost(cause, host);
  }
}

function lost(cause: unknown, host: string): AppError {
  const code = connectionCode(cause);
  return new AppError('upstream.down', `Databricks at ${new URL(host).host} does not answer.`, {
    cause,
    // Nothing was sent when there was no connection.
    unknownEffect: code !== 'ECONNREFUSED' && code !== 'ENOTFOUND',
  });
}

function connectionCode(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return connectionCode(error.cause);
}

function parsed<Reply>(text: string, shape: z.ZodType<Reply>, request: Request): Reply {
  try {
    return shape.parse(JSON.parse(text));
  } catch (cause) {
    throw new AppError(
      'upstream.down',
      `Databricks answered ${request.method} ${request.path} in a form we do not know.`,
      { cause, unknownEffect: true },
    );
  }
}

function refusal(response: Response, text: string, request: Request): AppError {
  const { status } = response;
  const said = saidIn(text);
  const where = `${request.method} ${request.path}`;
  const details = { upstreamStatus: status, unknownEffect: status >= 500 };
  if (status === 429) {
    const wait = retryAfterOf(response);
    return new AppError(
      'upstream.limited',
      `Databricks asks us to wait: ${said}${wait?.cut ?? ''}`,
      {
        ...details,
        ...(wait === null ? {} : { retryAfterMs: wait.ms }),
      },
    );
  }
  if (status === 401)
    return new AppError('auth.denied', `Databricks refused our token: ${said}`, details);
  if (status === 403) {
    return new AppError('auth.denied', `Databricks refused ${where}: ${said}`, details);
  }
  if (status === 404) return new AppError('input.not_found', `${where}: ${said}`, details);
  if (status >= 500) {
    return new AppError('upstream.down', `Databricks failed on ${where}: ${said}`, details);
  }
  if (status >= 300 && status < 400) {
    return new AppError(
      'upstream.rejected',
      `Databricks redirected ${where}: check DATABRICKS_HOST, or the workspace is behind a private link.`,
      details,
    );
  }
  return new AppError('upstream.rejected', `Databricks refused ${where}: ${said}`, details);
}

/** A refusal's text goes into details of lanes, UTF-16 units. */
const longestReason = 2_000;

function saidIn(text: string): string {
  try {
    const { message } = ErrorBody.parse(JSON.parse(text));
    return message === undefined ? 'no reason given.' : cut(message, longestReason);
  } catch {
    return 'no reason given.';
  }
}

/** Never at once, whatever a service says; milliseconds. */
const minRetryAfterMs = 1_000;
/** One reply must not stop everybody for longer, milliseconds. */
const maxRetryAfterMs = 300_000;

/** The time that a service asks us to wait, within our limits; null when it names none. */
function retryAfterOf(response: Response): { ms: number; cut: string } | null {
  const header = response.headers.get('retry-after') ?? '';
  const asked = /^\d+(\.\d+)?$/.test(header)
    ? Number(header) * 1000
    : Date.parse(header) - Date.now();
  if (!Number.isFinite(asked)) return null;
  const ms = Math.min(maxRetryAfterMs, Math.max(minRetryAfterMs, asked));
  const cut = asked > maxRetryAfterMs ? ` (it asked for ${Math.round(asked / 1000)} s)` : '';
  return { ms, cut };
}
