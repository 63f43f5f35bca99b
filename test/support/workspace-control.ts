import type { FaultRule } from '../../local/workspace/control/faults.ts';
import type { LoggedRequest } from '../../local/workspace/control/requests.ts';
import type { Truth } from '../../local/data/truth.ts';

/** What a test may look at and switch in a local workspace. */
export type WorkspaceControl = {
  readonly requests: (after?: number) => Promise<readonly LoggedRequest[]>;
  /** Questions that Genie was asked: start-conversation and follow-up POSTs. */
  readonly questions: (after?: number) => Promise<readonly LoggedRequest[]>;
  readonly setFaults: (faults: readonly Partial<FaultRule>[]) => Promise<void>;
  readonly truth: () => Promise<Truth>;
  /** A token of a user, as the proxy of an app hands it over. */
  readonly userToken: (user: string, seconds?: number) => Promise<string>;
  /** Ends a token before its time. */
  readonly revoke: (token: string) => Promise<void>;
};

/**
 * Makes the control of a local workspace.
 */
export function createWorkspaceControl(url: string): WorkspaceControl {
  const requests = async (after = 0): Promise<readonly LoggedRequest[]> => {
    const response = await fetch(`${url}/__local/requests?after=${after}`);
    return ((await response.json()) as { requests: LoggedRequest[] }).requests;
  };
  return {
    requests,
    questions: async (after) =>
      (await requests(after)).filter(
        ({ method, path }) =>
          method === 'POST' && /\/(start-conversation|conversations\/[^/]+\/messages)$/.test(path),
      ),
    setFaults: async (faults) => {
      const response = await fetch(`${url}/__local/faults`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ faults }),
      });
      if (!response.ok) throw new Error(await response.text());
    },
    userToken: async (user, seconds = 3_600) => {
      const response = await fetch(`${url}/__local/user-tokens`, {
        method: 'POST',
        body: JSON.stringify({ user, seconds }),
      });
      return ((await response.json()) as { token: string }).token;
    },
    revoke: async (token) => {
      await fetch(`${url}/__local/user-tokens`, {
        method: 'DELETE',
        body: JSON.stringify({ token }),
      });
    },
    truth: async () => (await (await fetch(`${url}/__local/truth`)).json()) as Truth,
  };
}
