import type { CalledPath } from '../client/index.ts';
import type { Problem } from './resources.ts';
import { isOut } from './sign-in/access.ts';

/** The service understood the request and said no; the message is its own sentence. */
export class Refusal extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** No reply of the service: it is away, or something before it replied. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super('The service does not answer. The page tries again by itself.', { cause });
  }
}

type Options = { readonly signal?: AbortSignal };
type SendOptions = Options & {
  /** The same one makes sending again safe. */
  readonly idempotencyKey?: string;
  readonly method?: 'POST' | 'PUT' | 'DELETE';
};

/**
 * Reads a resource.
 *
 * @throws {Refusal} With the problem that the service told.
 * @throws {Unreachable} When there is no reply of the service.
 */
export async function read<Body>(path: CalledPath<'get'>, options: Options = {}): Promise<Body> {
  const reply = await request(path, { headers: { accept: 'application/json' } }, options.signal);
  return bodyOf<Body>(reply);
}

/** Sends a body and reads the reply; fails as `read` does. */
export async function send<Body>(
  path: CalledPath<'post'> | CalledPath<'put'> | CalledPath<'delete'>,
  body: unknown,
  { signal, idempotencyKey, method = 'POST' }: SendOptions = {},
): Promise<Body> {
  const headers = {
    accept: 'application/json',
    'content-type': 'application/json',
    ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
  };
  const init = { method, headers, body: JSON.stringify(body) };
  return bodyOf<Body>(await request(path, init, signal));
}

/** Reads a file, such as a table as CSV; fails as `read` does. */
export async function readFile(path: CalledPath<'get'>, accept: string): Promise<Blob> {
  return (await request(path, { headers: { accept } })).blob();
}

async function request(path: string, init: RequestInit, signal?: AbortSignal): Promise<Response> {
  const reply = await fetch(path, { ...init, signal: signal ?? null }).catch((error: unknown) => {
    if (signal?.aborted === true) throw error;
    throw new Unreachable(error);
  });
  if (reply.ok) return reply;
  if (reply.status === 401) isOut.value = true;
  const problem = await problemOf(reply);
  throw problem === null ? new Unreachable(`HTTP ${reply.status}`) : new Refusal(problem);
}

/** Null for a reply that is not of the service, as of a proxy before it. */
async function problemOf(reply: Response): Promise<Problem | null> {
  if (!reply.headers.get('content-type')?.includes('application/problem+json')) return null;
  return (await reply.json().catch(() => null)) as Problem | null;
}

/** The cast is safe: the service checks its replies against the schemas that the types come from. */
async function bodyOf<Body>(reply: Response): Promise<Body> {
  try {
    return (await reply.json()) as Body;
  } catch (error) {
    throw new Unreachable(error);
  }
}
