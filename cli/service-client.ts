import { setTimeout as delay } from 'node:timers/promises';
import type { Evidence } from '../domain/evidence.ts';
import type { LogEvent, SteerAction } from '../domain/events.ts';
import type { Investigation } from '../domain/investigation.ts';
import type { InvestigationSummary } from '../domain/resource.ts';
import type { InputProblem } from '../domain/errors.ts';
import { readEvents } from './event-stream.ts';

/** The service refused a request; the message says why. */
export class ServiceRefusal extends Error {
  readonly status: number;
  /** The fields that are wrong; none for most refusals. */
  readonly problems: readonly InputProblem[];

  constructor(status: number, message: string, problems: readonly InputProblem[] = []) {
    super(message);
    this.name = 'ServiceRefusal';
    this.status = status;
    this.problems = problems;
  }
}

export type ServiceClient = {
  readonly url: string;
  readonly ask: (body: object) => Promise<Investigation>;
  /** Tries an investigation again; without domains, all that have no answer. */
  readonly retry: (id: string, body: object) => Promise<Investigation>;
  readonly get: (id: string) => Promise<Investigation>;
  /** The caller's newest investigations. */
  readonly list: (limit: number) => Promise<readonly InvestigationSummary[]>;
  readonly evidence: (id: string) => Promise<readonly Evidence[]>;
  /** The bundle that `npm run verify` reads. */
  readonly proof: (id: string) => Promise<Uint8Array>;
  readonly cancel: (id: string) => Promise<void>;
  readonly steer: (id: string, action: SteerAction) => Promise<void>;
  /**
   * The log from its beginning until `finished`; after a lost connection it goes on behind the last
   * event.
   *
   * @param onLost Called at every attempt to connect again.
   */
  readonly follow: (
    id: string,
    signal: AbortSignal,
    onLost: () => void,
  ) => AsyncGenerator<LogEvent>;
};

/** Attempts in a row to open the log again: about two minutes. */
const mostAttempts = 30;

/**
 * A client of a running service.
 *
 * Effect: HTTP to `url`. Replies are ours, so their shape is trusted.
 *
 * @param token API key or access token; null for a service of this machine.
 */
export function createServiceClient(url: string, token: string | null = null): ServiceClient {
  const headers = credentialOf(token);
  const self = (id: string): string => `${url}/v1/investigations/${encodeURIComponent(id)}`;
  return {
    url,
    ask: (body) => send<Investigation>(`${url}/v1/investigations`, body, { token }),
    retry: (id, body) => send<Investigation>(`${self(id)}/retry`, body, { token }),
    get: (id) => read<Investigation>(self(id), token),
    list: async (limit) =>
      (
        await read<{ investigations: readonly InvestigationSummary[] }>(
          `${url}/v1/investigations?limit=${limit}`,
          token,
        )
      ).investigations,
    evidence: async (id) =>
      (await read<{ evidence: readonly Evidence[] }>(`${self(id)}/evidence`, token)).evidence,
    proof: async (id) => (await accepted(await fetch(`${self(id)}/proof`, { headers }))).bytes(),
    cancel: async (id) => {
      await accepted(await fetch(`${self(id)}/cancel`, { method: 'POST', headers }));
    },
    steer: async (id, action) => {
      await send(`${self(id)}/steer`, action, { token });
    },
    follow: (id, signal, onLost) => follow(`${self(id)}/events`, headers, signal, onLost),
  };
}

/** The header that says who asks; none where the service is for its own machine. */
/** The headers that a request with a credential has; none for a service of this machine. Pure. */
export const credentialOf = (token: string | null): Record<string, string> =>
  token === null ? {} : { authorization: `Bearer ${token}` };

/**
 * Sends a body as JSON and reads the reply.
 *
 * @throws {ServiceRefusal}
 */
export async function send<Body>(
  url: string,
  body: object,
  {
    method = 'POST',
    token = null,
  }: { readonly method?: string; readonly token?: string | null } = {},
): Promise<Body> {
  const headers = { 'content-type': 'application/json', ...credentialOf(token) };
  const request = { method, headers, body: JSON.stringify(body) };
  return (await (await accepted(await fetch(url, request))).json()) as Body;
}

/** Deletes what an address names. @throws {ServiceRefusal} */
export async function deleteResource(url: string, token: string | null): Promise<void> {
  await accepted(await fetch(url, { method: 'DELETE', headers: credentialOf(token) }));
}

/** @throws {ServiceRefusal} */
export async function read<Body>(url: string, token: string | null = null): Promise<Body> {
  const headers = credentialOf(token);
  return (await (await accepted(await fetch(url, { headers }))).json()) as Body;
}

async function accepted(reply: Response): Promise<Response> {
  if (reply.ok) return reply;
  const problem: { detail?: string; requestId?: string; errors?: InputProblem[] } = await reply
    .json()
    .then(
      (body) => body as object,
      () => ({}),
    );
  const detail = problem.detail ?? `HTTP ${reply.status}`;
  const requestId = reply.status === 500 && problem.requestId ? ` (${problem.requestId})` : '';
  throw new ServiceRefusal(reply.status, `${detail}${requestId}`, problem.errors);
}

async function* follow(
  url: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
  onLost: () => void,
): AsyncGenerator<LogEvent> {
  let after: number | null = null;
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    if (attempt > 0) {
      onLost();
      await delay(Math.min(5_000, 250 * 2 ** attempt), undefined, { signal });
    }
    try {
      for await (const event of readEvents({ url, headers }, after, signal, accepted)) {
        attempt = 0;
        after = event.seq;
        yield event;
        if (event.type === 'finished') return;
      }
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof ServiceRefusal && error.status < 500) throw error;
    }
  }
  throw new Error(`The service at ${new URL(url).origin} does not answer any more.`);
}
