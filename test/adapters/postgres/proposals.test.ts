import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createProposalStore, createProposalWork } from '../../../adapters/postgres/proposals.ts';
import type { ProposalStore, ProposalWork } from '../../../domain/proposal-ports.ts';
import type { ApprovedProposal } from '../../../domain/proposals.ts';
import { anAlert } from '../../support/alerts.ts';
import { hex, openBench } from './bench.ts';
import type { Bench } from './bench.ts';

let bench: Bench;
let store: ProposalStore;
let work: ProposalWork;
beforeAll(async () => {
  bench = await openBench();
  store = createProposalStore(bench.pool);
  work = createProposalWork(bench.pool);
});
afterAll(() => bench[Symbol.asyncDispose]());

async function proposed() {
  const investigation = await bench.investigate({ owner: 'ann' });
  const content = anAlert({ title: `Alert ${hex()}` });
  return work.propose({ id: `prp_${hex()}`, owner: 'ann', investigation, kind: 'alert', content });
}
async function approved(): Promise<ApprovedProposal> {
  const one = await proposed();
  await store.approve(one, one.hash);
  const found = await work.approved(one);
  if (found === null) throw new Error('it is not approved');
  return found;
}
const rows = () => bench.rows('select * from proposals order by id');

type Given = { readonly open: ApprovedProposal; readonly done: ApprovedProposal };
type Calls<Port> = Readonly<Record<keyof Port, ((it: Given) => Promise<unknown>) | string>>;

/** A call of each method with the ids of Ann, and what somebody else gets. */
const ofStore: Calls<ProposalStore> = {
  of: ({ open }) => store.of({ ...open.investigation, owner: open.owner }),
  find: ({ open }) => store.find(open),
  applied: ({ done }) => store.applied(done.owner),
  approve: ({ open }) => store.approve(open, open.hash),
  reject: ({ open }) => store.reject(open),
  change: ({ open }) => store.change(open, anAlert(), open.hash),
  forget: ({ done }) => store.forget(done),
  unapplied: 'of the service itself: it starts whatever was approved',
};
const ofWork: Calls<ProposalWork> = {
  propose: 'stores under an id that only its owner’s name gives',
  find: ({ open }) => work.find(open),
  approved: ({ done }) => work.approved(done),
  begin: async ({ done }) => (await work.begin(done, 1_000)) > 0,
  withdraw: ({ done }) => work.withdraw(done),
  end: ({ done }) => work.end(done, { alertId: 'other' }),
};
const calls = Object.entries({ ...ofWork, ...ofStore }).flatMap(([name, call]) =>
  typeof call === 'string' ? [] : [[name, call] as const],
);

describe('another principal, with Ann’s ids in hand,', () => {
  it.each(calls)('reads and changes nothing by %s', async (_, call) => {
    const [open, done] = [await approved(), await approved()];
    await work.end(done, { alertId: 'a' });
    const before = await rows();
    const asBob = { open: { ...open, owner: 'bob' }, done: { ...done, owner: 'bob' } };
    expect([null, undefined, 'absent', true, '[]']).toContainEqual(
      await call(asBob).then((said) => (Array.isArray(said) ? JSON.stringify(said) : said)),
    );
    expect(await rows()).toEqual(before);
  });

  it('is met by every method', () => {
    expect(Object.keys(ofStore).toSorted()).toEqual(Object.keys(store).toSorted());
    expect(Object.keys(ofWork).toSorted()).toEqual(Object.keys(work).toSorted());
  });
});

describe('a proposal', () => {
  it('has a hash of its content, whatever the order of its fields', async () => {
    const one = await proposed();
    const turned = Object.fromEntries(Object.entries(one.content).toReversed());
    const [row] = await bench.rows('select proposal_hash($1::jsonb) as hash', [
      JSON.stringify(turned),
    ]);
    expect([one.hash, row?.['hash']]).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/), one.hash]);
    expect((await proposed()).hash).not.toBe(one.hash);
  });

  it('is approved as it was shown, and not once it has changed', async () => {
    const one = await proposed();
    await store.change(one, anAlert({ title: 'Another' }), one.hash);
    expect(await store.approve(one, one.hash)).toBe('changed');
    expect(await work.approved(one)).toBeNull();
    const now = await store.find(one);
    expect(await store.approve(one, now?.hash ?? '')).toBe('done');
  });

  it('is started by somebody else where it was approved a while ago and not applied', async () => {
    const [done, left, fresh, open] = [
      await approved(),
      await approved(),
      await approved(),
      await proposed(),
    ];
    await work.end(done, { alertId: 'a' });
    await bench.rows(
      `update proposals set decided_at = now() - interval '1 hour' where id <> $1 and decided_at is not null`,
      [fresh.id],
    );
    const ids = (await store.unapplied()).map(({ id }) => id);
    expect(ids).toContain(left.id);
    for (const { id } of [done, fresh, open]) expect(ids).not.toContain(id);
  });

  it('is decided once, whoever is first', async () => {
    const one = await proposed();
    const both = await Promise.all([store.approve(one, one.hash), store.reject(one)]);
    expect(both.toSorted()).toEqual(['decided', 'done']);
  });

  it('is begun by one at a time, and again when its lease is over or it was withdrawn', async () => {
    const one = await approved();
    expect(await work.begin(one, 60_000)).toBe(0);
    expect(await work.begin(one, 60_000)).toBeGreaterThan(50_000);
    expect((await work.approved(one))?.wasBegun).toBe(true);
    await work.withdraw(one);
    expect([(await work.approved(one))?.wasBegun, await work.begin(one, 1)]).toEqual([false, 0]);
    await bench.rows('select pg_sleep(0.01)');
    expect(await work.begin(one, 60_000)).toBe(0);
  });

  it('that has ended is approved no more, and ends in no other way', async () => {
    const one = await approved();
    await work.end(one, { alertId: 'first' });
    await work.end(one, { failure: 'later' });
    expect(await work.approved(one)).toBeNull();
    expect(await store.find(one)).toMatchObject({ status: 'applied', alertId: 'first' });
  });
});
