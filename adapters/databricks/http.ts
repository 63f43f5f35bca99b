import type { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import { withoutSecrets } from '../../domain/without-secrets.ts';
import type { Authenticate } from './auth.ts';
import { nameOf, readReply } from './read-reply.ts';
import { refusalOf, refusesToken } from './refusal.ts';
import { readRetryAfter } from './retry-after.ts';
import type { RetryAfter } from './retry-after.ts';

/** Timeout of a request, milliseconds. */
export const answerTimeoutMs = 10_000;

/**
 * Longer replies are not read, bytes. Genie's results have at most 5,000 rows; reading 50 MB of small rows would
 * take this process 2.6 GB and its only thread ten seconds, in which all others wait.
 */
const longestReply = 16_000_000;

export type Request = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  /** Gets the headers of a success. */
  readonly onHeaders?: (headers: globalThis.Headers) => void;
  /** Called right before the request is sent; when it returns false, the request is not sent. */
  readonly mayStillSend?: () => Promise<boolean>;
};

export type Http = <Reply>(request: Request, shape: z.ZodType<Reply>) => Promise<Reply | null>;

export type Warn = (facts: object, message: string) => void;

/**
 * Creates the HTTP client of a workspace: it authenticates, sends, reads the reply, and converts
 * every refusal into a failure of the table. It follows no redirect. It repeats a request
 * only when its token was refused, once and with a new one, because such a request had no effect.
 *
 * Effect: HTTP to `host` only.
 *
 * @param warn Tells the operator about a wait that was shortened.
 */
export function createHttp(
  host: string,
  authenticate: Authenticate,
  timeoutMs = answerTimeoutMs,
  warn: Warn = () => {},
): Http {
  const send = (request: Request, headers: Headers) => sendTo(host, request, headers, timeoutMs);
  return async (request, shape) => {
    let headers = await authenticate();
    let reply = await send(request, headers);
    if (reply && refusesToken({ status: reply.response.status, text: reply.text })) {
      const { authorization: refused } = headers;
      const renewed = await authenticate({ renew: true, refused });
      const isNewToken = renewed['authorization'] !== refused;
      headers = renewed;
      if (isNewToken) reply = await send(request, renewed);
    }
    if (reply === null) return null;
    const { response, text } = reply;
    if (response.ok) {
      request.onHeaders?.(response.headers);
      return readReply(text, shape, request);
    }
    const wait = askedToWait(response);
    if (wait?.shortenedFrom) {
      const { shortenedFrom: asked, ms } = wait;
      warn({ host, asked, waitsMs: ms }, 'Databricks asked for a longer wait than we make');
    }
    // A gateway on the way may repeat the request in its error.
    const told = withoutSecrets(text, Object.values(headers));
    throw refusalOf({ status: response.status, wait, text: told }, request);
  };
}

/** A limit and a failure of the workspace may say when to come back. */
function askedToWait({ status, headers }: Response): RetryAfter | null {
  if (status !== 429 && status < 500) return null;
  return readRetryAfter(headers.get('retry-after'), Date.now());
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
    return { response, text: await textOf(response, request) };
  } catch (cause) {
    throw cause instanceof AppError ? cause : noReply(cause, host);
  }
}

/** @throws {AppError} `upstream.rejected` for a reply that is too long, as for one that cannot be understood. */
async function textOf({ body }: Response, request: Request): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Leaving the loop ends the connection.
  for await (const chunk of body ?? []) {
    length += chunk.length;
    if (length > longestReply) throw tooLong(request);
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

function tooLong(request: Request): AppError {
  return new AppError(
    'upstream.rejected',
    `Databricks answered ${nameOf(request)} with more than ${longestReply / 1e6} MB: ask for less.`,
    { unknownEffect: request.method !== 'GET', unreadable: true },
  );
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
