import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createInvestigationStore } from '../../../adapters/postgres/investigation-store.ts';
import { createPool } from '../../../adapters/postgres/pool.ts';
import type { InvestigationRef } from '../../../domain/investigation.ts';
import type { OpenInvestigation } from '../../../domain/api-ports.ts';
import { concluded, openBench } from './bench.ts';
import type { Bench } from './bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench[Symbol.asyncDispose]());
afterEach(() => bench.rows('truncate sessions cascade'));

type State = { queued?: true; ageSeconds?: number; overdue?: number; cancelledSeconds?: number };

async function investigation(state: State): Promise<InvestigationRef> {
  const ref = await bench.investigate(state.queued ? {} : { domains: ['cost'] });
  await bench.rows(
    `update investigations set
        created_at = clock_timestamp() - make_interval(secs => $2),
        deadline_at = date_trunc('milliseconds', clock_timestamp()) - make_interval(secs => $3),
        cancel_requested_at = clock_timestamp() - make_interval(secs => $4)
      where id = $1`,
    [ref.id, state.ageSeconds ?? 0, state.overdue ?? -120, state.cancelledSeconds ?? null],
  );
  return ref;
}

async function visits(store = bench.store): Promise<readonly OpenInvestigation[]> {
  const seen: OpenInvestigation[] = [];
  await store.sweep(async (open) => {
    seen.push(open);
  });
  return seen;
}

describe('the sweeper visits', () => {
  const table: readonly (readonly [string, State, boolean])[] = [
    ['one that is queued for 11 s', { queued: true, ageSeconds: 11 }, true],
    ['one that is queued for 8 s', { queued: true, ageSeconds: 8 }, false],
    ['one that runs for an hour within its time', { ageSeconds: 3_600 }, false],
    ['one that is 31 s past its deadline', { overdue: 31 }, true],
    ['one that is 28 s past its deadline', { overdue: 28 }, false],
    ['one that was cancelled 11 s ago', { cancelledSeconds: 11 }, true],
    ['one that was cancelled 8 s ago', { cancelledSeconds: 8 }, false],
  ];
  it.each(table)('%s, or not', async (_, state, visited) => {
    const ref = await investigation(state);
    expect((await visits()).map(({ id }) => id)).toEqual(visited ? [ref.id] : []);
  });

  it('none that has ended', async () => {
    const ref = await investigation({ overdue: 60, cancelledSeconds: 60 });
    await bench.work.conclude(ref, concluded);
    expect(await visits()).toEqual([]);
  });

  it('with what a run needs to be started, and what is known of it', async () => {
    const ref = await investigation({ queued: true, ageSeconds: 60, cancelledSeconds: 20 });
    const [open] = await visits();
    const row = await bench.store.find(ref);
    expect(open).toEqual({
      ...ref,
      cancelRequested: true,
      pastDeadlineMs: expect.any(Number),
      input: {
        ...ref,
        deadlineAtMs: row?.deadlineAtMs,
        budgetSeconds: 120,
        laneLimitMs: 100_000,
      },
    });
    expect(open?.pastDeadlineMs).toBeLessThan(0);
    await bench.rows(`update investigations set deadline_at = now() - interval '40 seconds'`);
    const late = (await visits())[0]?.pastDeadlineMs ?? 0;
    expect(Math.round(late / 1000)).toBe(40);
  });

  it('every one in turn, however many there are that cannot be helped', async () => {
    await investigation({ overdue: 60 });
    await bench.rows(
      `insert into investigations select i.* from investigations o, generate_series(1, 120) n,
        jsonb_populate_record(o, jsonb_build_object('id', 'inv_' || lpad(n::text, 32, '0'))) i`,
    );
    const young = await investigation({ queued: true, ageSeconds: 11 });
    const seen = [...(await visits()), ...(await visits())].map(({ id }) => id);
    expect(seen).toContain(young.id);
    expect(new Set(seen).size).toBe(122);
    // Then it is the turn of those who came first.
    expect((await visits()).map(({ id }) => id)).toContain(seen[0]);
  });

  it('the oldest first', async () => {
    const young = await investigation({ queued: true, ageSeconds: 20 });
    const old = await investigation({ queued: true, ageSeconds: 40 });
    expect((await visits()).map(({ id }) => id)).toEqual([old.id, young.id]);
  });
});

describe('one that has been silent', () => {
  const silentSince = (ref: InvestigationRef, seconds: number) =>
    bench.rows(
      `update events set at = clock_timestamp() - make_interval(secs => $2) where investigation_id = $1`,
      [ref.id, seconds],
    );

  it('is looked after once within that time', async () => {
    const [silent, queued] = [await investigation({}), await investigation({ queued: true })];
    await investigation({});
    for (const ref of [silent, queued]) await silentSince(ref, 61);
    expect(await bench.store.still(60_000)).toEqual([silent]);
    expect(await bench.store.still(60_000)).toEqual([]);
    await bench.rows(`update investigations set swept_at = swept_at - interval '61 seconds'`);
    expect(await bench.store.still(60_000)).toEqual([silent]);
  });
});

describe('of several processes', () => {
  it('one sweeps at a time, and the next may when it is done', async () => {
    const ref = await investigation({ overdue: 60 });
    const pool = createPool(bench.url, 2);
    const other = createInvestigationStore(pool, 100_000);
    const seen: string[] = [];
    await bench.store.sweep(async ({ id }) => {
      seen.push(id);
      expect(await visits(other)).toEqual([]);
    });
    expect(seen).toEqual([ref.id]);
    expect(await visits(other)).toHaveLength(1);
    await pool.end();
  });

  it('one that sweeps for days leaves nothing behind on its connections', async () => {
    const pool = createPool(bench.url, 1);
    const listeners = async (): Promise<number> => {
      const client = await pool.connect();
      client.release();
      return client.listenerCount('error');
    };
    const before = await listeners();
    const store = createInvestigationStore(pool, 100_000);
    for (let n = 0; n < 5; n += 1) await visits(store);
    expect(await listeners()).toBe(before);
    await pool.end();
  });

  it('one that fails in a visit lets the others sweep', async () => {
    await investigation({ overdue: 60 });
    const failed = bench.store.sweep(() => Promise.reject(new Error('no answer')));
    await expect(failed).rejects.toThrow('no answer');
    expect(await visits()).toHaveLength(1);
  });
});
