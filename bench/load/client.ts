import { setTimeout as pause } from 'node:timers/promises';
import type { Investigation } from '../../domain/investigation.ts';
import { question, questionDomains } from '../steps.ts';

/** A client of the service that comes again when it is told to. */
export type LoadClient = {
  /** Admits the question of five domains and returns its id; the budget is the usual one. */
  readonly post: (budgetSeconds?: number) => Promise<string>;
  /** Resolves when the investigation has ended. */
  readonly end: (id: string) => Promise<Investigation>;
  /** How often a POST was told to come again later since the last call. */
  readonly takeRefusals: () => number;
};

const later = [429, 503];

/**
 * Creates a client that waits for ends with long polls, so that it costs little itself.
 *
 * Effect: HTTP to the service. Replies are ours, so their shape is trusted.
 */
export function createLoadClient(url: string): LoadClient {
  let refusals = 0;
  const investigations = `${url}/v1/investigations`;
  const headers = { 'content-type': 'application/json' };
  return {
    post: async (budgetSeconds) => {
      const body = JSON.stringify({ question, domains: questionDomains, budgetSeconds });
      for (;;) {
        const reply = await fetch(investigations, { method: 'POST', headers, body });
        if (reply.ok) return ((await reply.json()) as Investigation).id;
        const problem = await reply.text();
        if (!later.includes(reply.status)) throw new Error(problem);
        refusals += 1;
        await pause(Number(reply.headers.get('retry-after')) * 1_000);
      }
    },
    end: async (id) => {
      for (;;) {
        const reply = await fetch(`${investigations}/${id}?waitSeconds=60`);
        const investigation = (await reply.json()) as Investigation;
        if (investigation.finishedAt !== null) return investigation;
      }
    },
    takeRefusals: () => {
      const taken = refusals;
      refusals = 0;
      return taken;
    },
  };
}
