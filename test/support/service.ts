import type { LogEvent } from '../../domain/events.ts';
import type { Evidence } from '../../domain/evidence.ts';
import type { Investigation } from '../../domain/investigation.ts';

/** A client of a running service, as thin as a test can be. */
export type Service = {
  readonly ask: (body: object) => Promise<Investigation>;
  readonly get: (id: string, waitSeconds?: number) => Promise<Investigation>;
  /** Reads until the investigation has ended; survives a service that is away meanwhile. */
  readonly ended: (id: string, withinMs: number) => Promise<Investigation>;
  readonly events: (id: string) => Promise<readonly LogEvent[]>;
  /** Follows over SSE from `after` until the stream closes or `stop` says so. */
  readonly follow: (
    id: string,
    after: number | null,
    stop?: (event: LogEvent) => boolean,
  ) => Promise<readonly LogEvent[]>;
  readonly evidence: (id: string) => Promise<readonly Evidence[]>;
  readonly post: (path: string, body?: object, headers?: Headers) => Promise<Response>;
};

type Headers = Readonly<Record<string, string>>;

/**
 * Makes a client for a base address.
 *
 * @param token Sent with each request, where somebody must sign in.
 */
export function createService(url: string, token: string | null = null): Service {
  const signedIn = token === null ? {} : { authorization: `Bearer ${token}` };
  const read = async <Body>(path: string): Promise<Body> => {
    const response = await fetch(`${url}${path}`, { headers: signedIn });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Body;
  };
  const post = (path: string, body: object = {}, headers: Headers = {}): Promise<Response> =>
    fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...signedIn, ...headers },
      body: JSON.stringify(body),
    });
  const get = (id: string, waitSeconds = 0): Promise<Investigation> =>
    read(`/v1/investigations/${id}?waitSeconds=${waitSeconds}`);
  return {
    ask: async (body) => {
      const response = await post('/v1/investigations', body);
      if (response.status !== 202) throw new Error(`${response.status} ${await response.text()}`);
      return (await response.json()) as Investigation;
    },
    get,
    ended: async (id, withinMs) => {
      const until = Date.now() + withinMs;
      for (;;) {
        const found = await get(id, 5).catch(() => null);
        if (found?.finishedAt) return found;
        if (Date.now() > until) throw new Error(`${id} is ${found?.status} after ${withinMs} ms`);
        // A refused connection answers at once.
        if (!found) await new Promise((resolve) => setTimeout(resolve, 100));
      }
    },
    events: async (id) => {
      const path = `/v1/investigations/${id}/events?limit=1000`;
      const response = await fetch(`${url}${path}`, {
        headers: { accept: 'application/json', ...signedIn },
      });
      return ((await response.json()) as { events: LogEvent[] }).events;
    },
    follow: (id, after, stop) =>
      follow(`${url}/v1/investigations/${id}/events`, signedIn, after, stop),
    evidence: async (id) => {
      const { evidence } = await read<{ evidence: readonly { id: string }[] }>(
        `/v1/investigations/${id}/evidence`,
      );
      return Promise.all(
        evidence.map((one) => read<Evidence>(`/v1/investigations/${id}/evidence/${one.id}`)),
      );
    },
    post,
  };
}

async function follow(
  url: string,
  headers: Headers,
  after: number | null,
  stop: (event: LogEvent) => boolean = () => false,
): Promise<readonly LogEvent[]> {
  const response = await fetch(url, {
    headers: {
      accept: 'text/event-stream',
      ...headers,
      ...(after === null ? {} : { 'last-event-id': String(after) }),
    },
  });
  const seen: LogEvent[] = [];
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const data = /^data: (.*)$/m.exec(block)?.[1];
      if (data === undefined) continue;
      const event = JSON.parse(data) as LogEvent;
      seen.push(event);
      if (stop(event)) return seen;
    }
  }
  return seen;
}
