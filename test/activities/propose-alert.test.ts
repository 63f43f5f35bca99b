import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { admissionIds } from '../../adapters/admission-ids.ts';
import { createAlertProposer } from '../../activities/propose-alert.ts';
import { createProposalStore, createProposalWork } from '../../adapters/postgres/proposals.ts';
import type { Evidence } from '../../domain/evidence.ts';
import { createWorkspace, type Workspace } from '../../local/workspace/workspace.ts';
import { loadCatalogue } from '../../sql/catalogue.ts';
import { createAlertQuery } from '../../worker/alert-query.ts';
import { openBench } from '../adapters/postgres/bench.ts';
import type { Bench } from '../adapters/postgres/bench.ts';
import { sharedCache } from '../local/data/cache.ts';
import { alertsOf, warehouseId } from '../support/alerts.ts';
import { anEvidence } from '../support/evidence.ts';
import { createWorkspaceControl } from '../support/workspace-control.ts';

const nowMs = Date.parse('2026-11-18T00:00:00Z');
const signal = new AbortController().signal;
const text = 'Alert me when a job fails more than 20 times.';

let bench: Bench;
let workspace: Workspace;
let control: ReturnType<typeof createWorkspaceControl>;
beforeAll(async () => {
  bench = await openBench();
  workspace = await createWorkspace({ cacheDir: await sharedCache(), nowMs, days: 3 });
  await workspace.ready;
  control = createWorkspaceControl(workspace.url);
}, 60_000);
afterEach(() => control.setFaults([]));
afterAll(async () => {
  await workspace.close();
  await bench[Symbol.asyncDispose]();
});

const failingJobs = anEvidence({
  domain: 'reliability',
  certified: 'reliability/failing_jobs',
  parameters: [
    { name: 'from_time', value: '2026-11-17T00:00:00Z' },
    { name: 'to_time', value: '2026-11-18T00:00:00Z' },
  ],
  columns: [
    { name: 'job_name', type: 'STRING', is: 'label', unit: null },
    { name: 'failed_runs', type: 'BIGINT', is: 'measure', unit: 'runs' },
  ],
  rows: [['etl', 7]],
});

const proposer = (evidence: readonly Evidence[], name?: string, subscribers: string[] = []) =>
  createAlertProposer({
    store: { evidence: async () => evidence },
    proposals: createProposalWork(bench.pool),
    ...alertsOf(workspace, name),
    alertQuery: createAlertQuery(loadCatalogue()),
    keyedHex: admissionIds.keyedHex,
    settings: { subscribers, cron: '0 0 * * * ?', timeZone: 'UTC' },
  });

const storedOf = (ref: { id: string; owner: string }) =>
  createProposalStore(bench.pool).of(ref as never);

describe('a proposal of an alert', () => {
  it('has all that is shown, from the first certified table of the answer', async () => {
    const ref = await bench.investigate({ owner: 'ann@example.com' });
    const from = proposer([anEvidence(), failingJobs], undefined, ['oncall@example.com', 'dest-1']);
    const proposed = await from.propose(ref, text, signal);
    expect(proposed).toMatchObject({
      proposed: true,
      content: {
        evidenceId: failingJobs.id,
        certified: 'reliability/failing_jobs',
        condition: { column: 'failed_runs', aggregation: 'MAX', threshold: 20, whenEmpty: 'OK' },
        reason: '20 is the bound that the question names (highest now: 7).',
        schedule: { cron: '0 0 * * * ?', timeZone: 'UTC' },
        notifies: ['ann@example.com', 'oncall@example.com', 'dest-1'],
        warehouseId,
      },
    });
    expect(await storedOf(ref)).toMatchObject([
      { status: 'proposed', hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
    ]);
  });

  it('is stored once, and stays what was shown when it is made again', async () => {
    const ref = await bench.investigate();
    await proposer([failingJobs]).propose(ref, text, signal);
    const [first] = await storedOf(ref);
    await proposer([failingJobs]).propose(ref, 'Alert me above 3', signal);
    expect(await storedOf(ref)).toEqual([first]);
  });

  it.each([
    ['of a table that is certified', [anEvidence()], text],
    ['of a number to compare', [{ ...failingJobs, rows: [] }], 'Alert me'],
    ['of any table', [], text],
  ])('is not made without one %s', async (_, evidence, question) => {
    const ref = await bench.investigate();
    const before = (await control.requests()).length;
    expect(await proposer(evidence).propose(ref, question, signal)).toEqual({
      proposed: false,
      why: expect.stringContaining('certified') as string,
    });
    expect([await storedOf(ref), (await control.requests()).length]).toEqual([[], before]);
  });

  it.each([
    ['may use no warehouse', 'no-warehouse', /warehouse/i],
    ['may read no table of it', 'outsider', /./],
  ])('is not offered where we %s', async (_, name, why) => {
    const ref = await bench.investigate();
    await expect(proposer([failingJobs], name).propose(ref, text, signal)).rejects.toMatchObject({
      code: 'auth.denied',
      message: expect.stringMatching(why) as string,
    });
    expect(await storedOf(ref)).toEqual([]);
  });

  it('is not offered where alerts are closed to our token, and the scope is named', async () => {
    await control.setFaults([
      {
        match: { path: '/api/2.0/alerts' },
        times: null,
        fault: { kind: 'scope', scope: 'alerts' },
      },
    ]);
    const ref = await bench.investigate();
    await expect(proposer([failingJobs]).propose(ref, text, signal)).rejects.toMatchObject({
      code: 'auth.denied',
      message: expect.stringContaining('scope "alerts"') as string,
    });
    expect(await storedOf(ref)).toEqual([]);
  });
});
