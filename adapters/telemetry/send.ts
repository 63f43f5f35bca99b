import { AppError } from '../../domain/errors.ts';
import { withoutSecrets } from '../../domain/without-secrets.ts';

const timeoutMs = 15_000;
/** Statuses after which the same request may work later, by the specification of OTLP over HTTP. */
const retried: readonly number[] = [408, 429, 502, 503, 504];
/** UTF-16 units of a refusal that are told. */
const longestReason = 300;

/** Sends a request and reads its reply; a list of bytes is protobuf, other bodies are JSON. */
export type Send = (
  method: 'GET' | 'POST' | 'PATCH',
  path: string,
  body: Uint8Array | object | null,
  headers?: Readonly<Record<string, string>>,
) => Promise<Response>;

function bodyOf(body: Uint8Array | object | null, headers: Readonly<Record<string, string>>) {
  if (body === null) return { headers };
  const isBytes = body instanceof Uint8Array;
  const type = isBytes ? 'application/x-protobuf' : 'application/json';
  return {
    headers: { 'content-type': type, ...headers },
    body: isBytes ? Buffer.from(body) : JSON.stringify(body),
  };
}

/**
 * Opens a way to a service that watches this one.
 *
 * Effect: HTTP to `base` alone; what leads elsewhere is not followed.
 *
 * @throws {AppError} From `Send`: `upstream.down` when it may work later, else `upstream.rejected` with
 *   `upstreamStatus`.
 */
export function createSend(
  base: string,
  fixed: Readonly<Record<string, string>>,
  stopping: AbortSignal,
): Send {
  const { host } = new URL(base);
  return async (method, path, body, headers = {}) => {
    let reply: Response;
    try {
      reply = await fetch(`${base}${path}`, {
        method,
        ...bodyOf(body, { ...fixed, ...headers }),
        redirect: 'error',
        signal: AbortSignal.any([stopping, AbortSignal.timeout(timeoutMs)]),
      });
    } catch (cause) {
      throw new AppError('upstream.down', `${host} does not answer.`, { cause });
    }
    if (reply.ok) return reply;
    const { status } = reply;
    const secrets = Object.values(fixed);
    const said = withoutSecrets(await reply.text().catch(() => ''), secrets).slice(
      0,
      longestReason,
    );
    const code = retried.includes(status) || status >= 500 ? 'upstream.down' : 'upstream.rejected';
    const message = `${host} answers ${method} ${path.split('?')[0]} with ${status}: ${said}`;
    throw new AppError(code, message, { upstreamStatus: status });
  };
}
