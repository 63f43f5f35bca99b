import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { proposalMark } from '../../domain/proposals.ts';
import type { ProposalView } from '../../domain/proposals.ts';
import { createService } from '../support/service.ts';
import type { Service } from '../support/service.ts';
import { createStackBench } from '../support/stack.ts';
import type { StackBench } from '../support/stack.ts';
import { createWorkspaceControl } from '../support/workspace-control.ts';
import type { WorkspaceControl } from '../support/workspace-control.ts';

const question =
  'Which jobs failed in the last 24 hours? Alert me when a job has more than 20 failed runs.';
const soon = { timeout: 60_000, interval: 100 };

let bench: StackBench;
let service: Service;
let workspace: WorkspaceControl;
let ready: readonly Proposed[];

/** An investigation that proposes an alert. */
type Proposed = { readonly id: string; readonly proposal: ProposalView };

beforeAll(async () => {
  bench = await createStackBench();
  // Of the retries of the 16th only the last hour is within 24 hours; those of the 17th all come later.
  const env = { LOCAL_NOW: '2026-11-17T20:00:00Z', LOCAL_INCIDENTS: 'retry-loop' };
  await bench.start([], env).ready;
  service = createService(bench.file().api.url);
  workspace = createWorkspaceControl(bench.file().workspace.url);
  ready = await Promise.all([proposed(), proposed(), proposed()]);
});
afterEach(() => workspace.setFaults([]));
afterAll(() => bench?.[Symbol.asyncDispose]());

const pathOf = (id: string, { id: pid }: ProposalView) =>
  `/v1/investigations/${id}/proposals/${pid}`;

/** A question whose answer proposes an alert. */
async function proposed(): Promise<Proposed> {
  const { id } = await service.ask({ question });
  const { proposals, answer, tools } = await service.ended(id, 60_000);
  const [proposal] = proposals;
  if (proposal === undefined) throw new Error(JSON.stringify(tools));
  expect(answer?.sources?.map(({ marker }) => marker)).toContain('alert:1');
  return { id, proposal };
}
const approve = (id: string, proposal: ProposalView) =>
  service.post(`${pathOf(id, proposal)}/approve`, { hash: proposal.hash });
/** Each test has one of its own. */
const next = (n: number): Proposed => {
  const one = ready[n];
  if (one === undefined) throw new Error('no proposal');
  return one;
};
const statusOf = async (id: string) => (await service.get(id)).proposals[0]?.status;

type Alert = { readonly id: string; readonly state: string };
const alerts = async (): Promise<readonly Alert[]> => {
  const response = await fetch(`${bench.file().api.url}/v1/alerts`);
  return ((await response.json()) as { alerts: Alert[] }).alerts;
};
const stateOf = async ({ id }: ProposalView) =>
  (await alerts()).find((one) => one.id === id)?.state;

/** Alerts of the workspace that carry the mark of a proposal. */
async function made({ id }: ProposalView): Promise<number> {
  const { url, token } = bench.file().workspace;
  const headers = { authorization: `Bearer ${token ?? ''}` };
  const response = await fetch(`${url}/api/2.0/alerts?page_size=1000`, { headers });
  const { alerts: all } = (await response.json()) as { alerts: { custom_description: string }[] };
  return all.filter((one) => one.custom_description.includes(proposalMark(id))).length;
}
const posts = async () =>
  (await workspace.requests()).filter(
    ({ method, path }) => method === 'POST' && path === '/api/2.0/alerts',
  ).length;
const clock = (now: string) =>
  fetch(`${bench.file().workspace.url}/__local/clock`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ now }),
  });
const killWorker = (): void => {
  process.kill(bench.file().worker.pid ?? 0, 'SIGKILL');
};

describe('an alert', () => {
  it('goes from a question over its approval to a fall of the data, and is deleted', async () => {
    const { id, proposal } = next(0);
    expect(proposal).toMatchObject({
      status: 'proposed',
      content: { condition: { column: 'failed_runs', operator: 'GREATER_THAN', threshold: 20 } },
    });
    expect([await made(proposal), await alerts()]).toEqual([0, []]);
    expect((await approve(id, proposal)).status).toBe(202);
    await expect.poll(() => statusOf(id), soon).toBe('applied');
    expect([await made(proposal), await stateOf(proposal)]).toEqual([1, 'UNKNOWN']);
    await clock('2026-11-17T21:30:00Z');
    expect(await stateOf(proposal)).toBe('OK');
    await clock('2026-11-18T00:30:00Z');
    expect(await stateOf(proposal)).toBe('TRIGGERED');
    const url = `${bench.file().api.url}/v1/alerts/${proposal.id}`;
    expect((await fetch(url, { method: 'DELETE' })).status).toBe(204);
    expect([await made(proposal), await alerts()]).toEqual([0, []]);
    await clock('2026-11-17T20:00:00Z');
  }, 120_000);

  it('is made once when the worker is killed between approval and creation', async () => {
    const { id, proposal } = next(1);
    const before = await posts();
    killWorker();
    expect((await approve(id, proposal)).status).toBe(202);
    await expect.poll(() => statusOf(id), soon).toBe('applied');
    expect([await made(proposal), (await posts()) - before]).toEqual([1, 1]);
  }, 120_000);

  it('is made once when the worker is killed between creation and its reply', async () => {
    const { id, proposal } = next(2);
    const before = await posts();
    const fault = { kind: 'drip', bytesPerSecond: 1 } as const;
    await workspace.setFaults([
      { match: { method: 'POST', path: '/api/2.0/alerts' }, times: 1, fault },
    ]);
    await approve(id, proposal);
    await expect.poll(() => made(proposal), soon).toBe(1);
    expect(await statusOf(id)).toBe('approved');
    killWorker();
    await expect.poll(() => statusOf(id), soon).toBe('applied');
    expect([await made(proposal), (await posts()) - before]).toEqual([1, 1]);
    expect(await stateOf(proposal)).toBe('UNKNOWN');
  }, 120_000);
});
