import { setTimeout as pause } from 'node:timers/promises';
import { WorldTruth } from '../../eval/causes/truth.ts';
import type { LoggedRequest } from '../../local/workspace/control/requests.ts';

/** What the local workspace was asked, over its deaths: its own log dies with it. */
export type WorkspaceLog = {
  /** Keeps what it was asked so far; called before it is killed. */
  readonly keep: () => Promise<void>;
  /** The questions that Genie was asked, as they were worded, oldest first. */
  readonly questions: () => Promise<readonly string[]>;
  readonly setFaults: (faults: readonly object[]) => Promise<void>;
  readonly truth: () => Promise<WorldTruth>;
};

const againMs = 200;
/** Whether Genie was asked. What was refused is no question: a conversation that died with its workspace is not found. */
export const isQuestion = ({ method, path, status }: LoggedRequest): boolean =>
  method === 'POST' &&
  /\/(start-conversation|conversations\/[^/]+\/messages)$/.test(path) &&
  (status === null || status < 400);

/**
 * Creates the log of a local workspace that was just started.
 *
 * Effect: HTTP to the routes under `/__local`.
 */
export function createWorkspaceLog(url: string): WorkspaceLog {
  const kept: LoggedRequest[] = [];
  const control = async (path: string, init?: RequestInit): Promise<Response> => {
    for (;;) {
      const reply = await fetch(`${url}/__local${path}`, init).catch(() => null);
      if (reply?.ok === true) return reply;
      await pause(againMs);
    }
  };
  const now = async (): Promise<readonly LoggedRequest[]> => {
    const reply = await control('/requests?after=0');
    return ((await reply.json()) as { readonly requests: readonly LoggedRequest[] }).requests;
  };
  return {
    keep: async () => {
      kept.push(...(await now()));
    },
    questions: async () =>
      [...kept, ...(await now())].filter(isQuestion).map(({ at, path }) => `${at} ${path}`),
    setFaults: async (faults) => {
      const headers = { 'content-type': 'application/json' };
      await control('/faults', { method: 'PUT', headers, body: JSON.stringify({ faults }) });
    },
    truth: async () => WorldTruth.parse(await (await control('/truth')).json()),
  };
}
