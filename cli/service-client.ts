import { setTimeout as delay } from 'node:timers/promises';
import { bodyOf, createApiClient } from '../client/index.ts';
import type { ApiClient, components } from '../client/index.ts';
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

/** What a command asks; the service checks it. */
type NewInvestigation = components['schemas']['NewInvestigation'];

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
  const api = createApi(url, token);
  const of = (id: string) => ({ params: { path: { id } } });
  const one = '/v1/investigations/{id}';
  return {
    url,
    ask: (body) => ours(api.POST('/v1/investigations', { body: body as NewInvestigation })),
    retry: (id, body) => ours(api.POST(`${one}/retry`, { ...of(id), body })),
    get: (id) => ours(api.GET(one, of(id))),
    list: async (limit) => {
      const query = { limit };
      const call = api.GET('/v1/investigations', { params: { query } });
      return (await ours<{ investigations: readonly InvestigationSummary[] }>(call)).investigations;
    },
    evidence: async (id) =>
      (await ours<{ evidence: readonly Evidence[] }>(api.GET(`${one}/evidence`, of(id)))).evidence,
    proof: async (id) => {
      const found = await bodyOf(api.GET(`${one}/proof`, { ...of(id), parseAs: 'arrayBuffer' }));
      return new Uint8Array(found);
    },
    cancel: async (id) => {
      await api.POST(`${one}/cancel`, of(id));
    },
    steer: async (id, body) => {
      await api.POST(`${one}/steer`, { ...of(id), body });
    },
    follow: (id, signal, onLost) => {
      const events = `${url}/v1/investigations/${encodeURIComponent(id)}/events`;
      return follow(events, credentialOf(token), signal, onLost);
    },
  };
}

/**
 * A typed client of a running service.
 *
 * Effect: none until it is used; a reply that is a failure is thrown as a `ServiceRefusal`.
 *
 * @param token API key or access token; null for a service of this machine.
 */
export const createApi = (url: string, token: string | null): ApiClient =>
  createApiClient(url, async (request) => {
    for (const [name, value] of Object.entries(credentialOf(token)))
      request.headers.set(name, value);
    return accepted(await fetch(request));
  });

/** A reply as the type of the domain that the service made it of, whose ids are more than text. */
export const ours = async <Body>(call: Promise<{ readonly data?: unknown }>): Promise<Body> =>
  (await bodyOf(call)) as Body;

/** The headers that a request with a credential has; none for a service of this machine. Pure. */
export const credentialOf = (token: string | null): Record<string, string> =>
  token === null ? {} : { authorization: `Bearer ${token}` };

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
