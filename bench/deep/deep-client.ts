import { setTimeout as pause } from 'node:timers/promises';
import type { LogEvent } from '../../domain/events.ts';
import type { Investigation } from '../../domain/investigation.ts';

/** A client that goes on when the service is away for a while. */
export type DeepClient = {
  readonly ask: (question: string, budgetSeconds: number) => Promise<Investigation>;
  readonly get: (id: string) => Promise<Investigation>;
  /** Asks for the answer from what there is. */
  readonly answerNow: (id: string) => Promise<void>;
  readonly events: (id: string) => Promise<readonly LogEvent[]>;
};

const againMs = 200;

/**
 * Creates a client of the service at an address.
 *
 * Effect: HTTP. Replies are ours, so their shape is trusted.
 */
export function createDeepClient(url: string): DeepClient {
  const investigations = `${url}/v1/investigations`;
  const post = async <Body>(path: string, body: object): Promise<Body> => {
    const reply = await fetch(`${investigations}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!reply.ok) throw new Error(await reply.text());
    return (await reply.json()) as Body;
  };
  const read = async <Body>(address: string): Promise<Body> => {
    for (;;) {
      const reply = await fetch(address, { headers: { accept: 'application/json' } }).catch(
        () => null,
      );
      if (reply?.ok === true) return (await reply.json()) as Body;
      const status = reply?.status ?? 503;
      if (status < 500) throw new Error(`${address}: ${status} ${await reply?.text()}`);
      await pause(againMs);
    }
  };
  return {
    ask: (question, budgetSeconds) => post('', { question, mode: 'deep', budgetSeconds }),
    get: (id) => read(`${investigations}/${id}`),
    answerNow: (id) => post(`/${id}/steer`, { action: 'answerNow' }),
    events: async (id) => {
      const { events } = await read<{ readonly events: readonly LogEvent[] }>(
        `${investigations}/${id}/events?limit=1000`,
      );
      return events;
    },
  };
}
