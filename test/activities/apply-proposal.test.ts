import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { applyProposal } from '../../activities/apply-proposal.ts';
import type { ApplyDeps } from '../../activities/apply-proposal.ts';
import { createProposalStore, createProposalWork } from '../../adapters/postgres/proposals.ts';
import type { ApprovedProposal } from '../../domain/proposals.ts';
import { proposalMark } from '../../domain/proposals.ts';
import { createWorkspace, type Workspace } from '../../local/workspace/workspace.ts';
import { openBench } from '../adapters/postgres/bench.ts';
import type { Bench } from '../adapters/postgres/bench.ts';
import { sharedCache } from '../local/data/cache.ts';
import { createClient } from '../local/workspace/client.ts';
import { alertsOf, anAlert } from '../support/alerts.ts';
import { hex } from '../support/evidence.ts';
import { createWorkspaceControl } from '../support/workspace-control.ts';

const nowMs = Date.parse('2026-11-18T00:00:00Z');
const signal = new AbortController().signal;

let bench: Bench;
let workspace: Workspace;
let control: ReturnType<typeof createWorkspaceControl>;
let client: ReturnType<typeof createClient>;
beforeAll(async () => {
  bench = await openBench();
  workspace = await createWorkspace({ cacheDir: await sharedCache(), nowMs, days: 3 });
  await workspace.ready;
  control = createWorkspaceControl(workspace.url);
  client = createClient(workspace);
}, 60_000);
afterEach(() => control.setFaults([]));
afterAll(async () => {
  await workspace.close();
  await bench[Symbol.asyncDispose]();
});

const deps = (name?: string): ApplyDeps => ({
  proposals: createProposalWork(bench.pool),
  ...alertsOf(workspace, name),
});

async function proposed(content = anAlert(), approve = true) {
  const investigation = await bench.investigate();
  const ref = { id: `prp_${hex()}`, owner: investigation.owner };
  const work = createProposalWork(bench.pool);
  const { hash } = await work.propose({ ...ref, investigation, kind: 'alert', content });
  if (approve) await createProposalStore(bench.pool).approve(ref, hash);
  return ref;
}
type Ref = Awaited<ReturnType<typeof proposed>>;

const marked = async ({ id }: Ref) => {
  const { body } = await client.get('/api/2.0/alerts?page_size=1000');
  return (body['alerts'] as { id: string; custom_description: string }[]).filter((one) =>
    one.custom_description.includes(proposalMark(id)),
  );
};
const posts = async (): Promise<number> =>
  (await control.requests()).filter(
    ({ method, path }) => method === 'POST' && path === '/api/2.0/alerts',
  ).length;
const stored = (ref: Ref) => createProposalWork(bench.pool).find(ref);
const onCreate = (fault: object) =>
  control.setFaults([
    { match: { method: 'POST', path: '/api/2.0/alerts' }, times: 1, fault: fault as never },
  ]);
/** As Temporal does: again after the time that the failure asks for. */
async function untilDone(ref: Ref, with_ = deps()) {
  for (let n = 0; n < 6; n += 1) {
    const end = await applyProposal(with_, ref, signal).catch((error: unknown) => {
      expect(error).toMatchObject({ code: 'upstream.down' });
      return null;
    });
    if (end !== null) return end;
    await bench.rows(
      'update proposals set lease_until = now() where id = $1 and lease_until > now()',
      [ref.id],
    );
  }
  throw new Error('it did not end');
}

describe('an approved proposal', () => {
  it('becomes the alert that was shown, and is done then', async () => {
    const ref = await proposed();
    expect(await applyProposal(deps(), ref, signal)).toEqual({ status: 'applied', detail: null });
    const [alert, ...more] = await marked(ref);
    expect([more, alert]).toEqual([
      [],
      expect.objectContaining({
        display_name: 'Hour of the day',
        query_text: 'select hour(current_timestamp()) as n',
        evaluation: expect.objectContaining({
          source: { name: 'n' },
          threshold: { value: { double_value: 5 } },
          empty_result_state: 'OK',
          notification: {
            notify_on_ok: true,
            subscriptions: [{ user_email: 'oncall@example.com' }],
          },
        }) as unknown,
      }),
    ]);
    expect(await stored(ref)).toMatchObject({ status: 'applied', alertId: alert?.id });
    const count = await posts();
    expect(await applyProposal(deps(), ref, signal)).toMatchObject({ status: 'applied' });
    expect(await posts()).toBe(count);
  });

  it.each([
    ['whose reply is lost', { kind: 'doThenReset' }, 1],
    ['whose reply is cut off', { kind: 'truncatedJson' }, 1],
    ['whose reply is no alert', { kind: 'wrongTypes' }, 1],
    ['whose reply does not come in time', { kind: 'drip', bytesPerSecond: 1 }, 1],
    ['that never arrives', { kind: 'reset' }, 2],
    ['that fails on the other side', { kind: 'status', status: 500 }, 2],
    ['that has to wait', { kind: 'status', status: 429, retryAfterSeconds: 1 }, 2],
  ])(
    'makes one alert of a request %s',
    async (_, fault, sent) => {
      const ref = await proposed();
      const before = await posts();
      await onCreate(fault);
      await expect(applyProposal(deps(), ref, signal)).rejects.toMatchObject({
        code: expect.stringMatching(/^upstream\.(down|limited)$/) as string,
      });
      expect(await untilDone(ref)).toMatchObject({ status: 'applied' });
      expect([(await marked(ref)).length, (await posts()) - before]).toEqual([1, sent]);
    },
    20_000,
  );

  it('is not asked for again while an earlier request may be under way', async () => {
    const ref = await proposed();
    const before = await posts();
    await onCreate({ kind: 'reset' });
    await expect(applyProposal(deps(), ref, signal)).rejects.toMatchObject({
      code: 'upstream.down',
    });
    await expect(applyProposal(deps(), ref, signal)).rejects.toMatchObject({
      details: { retryAfterMs: expect.any(Number) as number },
    });
    expect((await posts()) - before).toBe(1);
  });

  it('is asked for again at once after a request that certainly did nothing', async () => {
    const ref = await proposed();
    await onCreate({ kind: 'status', status: 429, retryAfterSeconds: 1 });
    await expect(applyProposal(deps(), ref, signal)).rejects.toMatchObject({
      code: 'upstream.limited',
    });
    expect(await applyProposal(deps(), ref, signal)).toMatchObject({ status: 'applied' });
  });

  it('whose query has a fault by now fails, but not while an alert of it may be there', async () => {
    const other = anAlert({ sql: 'select hour(current_timestamp()) as other' });
    const [begun, fresh] = [await proposed(other), await proposed(other)];
    const work = createProposalWork(bench.pool);
    const approved = await work.approved(begun);
    if (approved === null) throw new Error('it is not approved');
    await work.begin(approved, 60_000);
    await expect(applyProposal(deps(), begun, signal)).rejects.toMatchObject({
      code: 'upstream.down',
    });
    expect(await stored(begun)).toMatchObject({ status: 'approved' });
    expect(await applyProposal(deps(), fresh, signal)).toMatchObject({ status: 'failed' });
  });

  it('makes one alert where two workers have it at once', async () => {
    const ref = await proposed();
    await Promise.allSettled([1, 2, 3].map(() => applyProposal(deps(), ref, signal)));
    expect(await untilDone(ref)).toMatchObject({ status: 'applied' });
    expect(await marked(ref)).toHaveLength(1);
  });

  it('keeps the oldest of several that a frozen process left', async () => {
    const ref = await proposed();
    const approved = (await createProposalWork(bench.pool).approved(ref)) as ApprovedProposal;
    const first = await deps().alerts?.create(approved);
    await deps().alerts?.create(approved);
    expect(await applyProposal(deps(), ref, signal)).toMatchObject({ status: 'applied' });
    expect((await marked(ref)).map(({ id }) => id)).toEqual([first]);
    expect((await stored(ref))?.alertId).toBe(first);
  });

  it.each([
    ['the workspace refuses', anAlert({ warehouseId: 'gone' }), /SQL warehouse gone/],
    [
      'has a column that the query lacks by now',
      anAlert({ sql: 'select 1 as other' }),
      /no column n/,
    ],
    ['has a query that does not run', anAlert({ sql: 'select nothing' }), /nothing/],
    [
      'has a schedule that is none',
      anAlert({ schedule: { cron: '* * *', timeZone: 'UTC' } }),
      /schedule/,
    ],
  ])('that %s fails once, with the reason', async (_, content, reason) => {
    const ref = await proposed(content);
    expect(await applyProposal(deps(), ref, signal)).toEqual({
      status: 'failed',
      detail: expect.stringMatching(reason) as string,
    });
    expect([await marked(ref), (await stored(ref))?.status]).toEqual([[], 'failed']);
  });

  it('that we may not make fails, with what to do', async () => {
    const ref = await proposed();
    expect(await applyProposal(deps('no-warehouse'), ref, signal)).toMatchObject({
      status: 'failed',
    });
    expect(await marked(ref)).toEqual([]);
  });
});

describe('without approval', () => {
  it.each([
    ['nobody has decided', async () => proposed(anAlert(), false)],
    [
      'its owner rejected it',
      async () => {
        const ref = await proposed(anAlert(), false);
        await createProposalStore(bench.pool).reject(ref);
        return ref;
      },
    ],
    ['it is of somebody else', async () => ({ ...(await proposed()), owner: 'bob' })],
  ])('nothing is sent: %s', async (_, make) => {
    const ref = await make();
    const before = (await control.requests()).length;
    await expect(applyProposal(deps(), ref, signal)).rejects.toMatchObject({
      code: expect.stringMatching(/^(tool\.refused|input\.not_found)$/) as string,
    });
    expect((await control.requests()).length).toBe(before);
  });
});
