import type { Investigation } from '../../domain/investigation.ts';
import { createServiceClient } from '../../cli/service-client.ts';
import { question, questionDomains } from '../steps.ts';

/** How an investigation ended, or `refused` when it was not admitted. */
export type Ending = {
  readonly status: Investigation['status'] | 'refused';
  readonly tookMs: number;
  /** What a lane or the service said about the first thing that went wrong; null for nothing. */
  readonly why: string | null;
};

/** Asks of one load; the paths are those of the API. */
export type LoadClient = {
  /** Admits the question of five domains and returns its id. */
  readonly post: () => Promise<string>;
  /** Resolves when the investigation has ended. */
  readonly end: (id: string) => Promise<Investigation>;
};

const hasEnded = ({ finishedAt }: Investigation): boolean => finishedAt !== null;

/**
 * A client of the service that waits for ends with long polls, so that it costs little itself.
 *
 * Effect: HTTP to the service.
 */
export function createLoadClient(url: string): LoadClient {
  const service = createServiceClient(url);
  return {
    post: async () => (await service.ask({ question, domains: questionDomains })).id,
    end: async (id) => {
      for (;;) {
        const reply = await fetch(`${url}/v1/investigations/${id}?waitSeconds=60`);
        // The service is trusted to send what its schema says.
        const investigation = (await reply.json()) as Investigation;
        if (hasEnded(investigation)) return investigation;
      }
    },
  };
}
