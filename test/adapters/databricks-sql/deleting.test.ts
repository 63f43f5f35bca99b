import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createDeltaSummaries } from '../../../adapters/databricks-sql/summaries.ts';
import { createUnsaved } from '../../../adapters/postgres/unsaved.ts';
import { createClient } from '../../local/workspace/client.ts';
import { connectDriver } from '../../local/workspace/thrift/warehouse.ts';
import { answeredWith, end, left, unavailable } from './answered.ts';
import { openDeltaBench, tables } from './bench.ts';
import type { DeltaBench } from './bench.ts';

let bench: DeltaBench;
beforeAll(async () => {
  bench = await openDeltaBench();
}, 60_000);
afterEach(() => bench.faults());
afterAll(() => bench[Symbol.asyncDispose]());

describe('what its owner deletes', () => {
  const rowsOf = async (owner: string) => {
    const driver = await connectDriver(bench.workspace);
    const of = (table: string) =>
      driver.rows(`select user_id from ${table} where user_id = :owner`, { owner });
    const found = await Promise.all([of(tables.shortTerm), of(tables.longTerm)]);
    await driver.close();
    return found.flat();
  };

  it('is in no table, and what others have stays', async () => {
    for (const owner of ['leaver', 'stayer']) {
      const ref = await bench.asked(owner, 'q');
      await answeredWith(
        bench.work,
        ref,
        [{ key: 'role', value: 'manager', said: 'x' }],
        left('l'),
      );
      await bench.work.remember(ref, 1);
      await bench.work.conclude(ref, end, 1);
    }
    expect(await rowsOf('leaver')).toHaveLength(3);
    expect(await bench.memory.forget('leaver')).toBe(1);
    expect(await rowsOf('leaver')).toEqual([]);
    expect(await rowsOf('stayer')).toHaveLength(3);
  });

  it('with a session is what its questions left, too', async () => {
    const first = await bench.asked('cleaner', 'one');
    const other = await bench.asked('cleaner', 'two');
    for (const [ref, key] of [
      [first, 'a'],
      [other, 'b'],
    ] as const) {
      await answeredWith(bench.work, ref, [], left(key));
      await bench.work.remember(ref, 1);
      await bench.work.conclude(ref, end, 1);
    }
    await bench.memory.deleteSession('cleaner', first.session);
    expect(await bench.memory.insights('cleaner')).toMatchObject([{ text: 'found b' }]);
    const exported = await bench.memory.export('cleaner');
    expect(exported.messages.map(({ content }) => content)).toEqual(['two', 'found']);
    expect(await bench.memory.deleteInsight('cleaner', `${other.id}:1`)).toBe(true);
    expect(await bench.memory.insights('cleaner')).toEqual([]);
  });

  it('is nothing when the warehouse does not answer: both can be repeated', async () => {
    const ref = await bench.asked('stuck', 'q');
    await bench.saved(ref, 'a', 1);
    await bench.work.conclude(ref, end, 1);
    await bench.faults(unavailable);
    await expect(bench.memory.forget('stuck')).rejects.toMatchObject({ code: 'upstream.down' });
    await bench.faults();
    expect(await bench.memory.forget('stuck')).toBe(1);
    expect(await rowsOf('stuck')).toEqual([]);
  });
});

describe('a summary that is saved while its session is deleted', () => {
  it('is deleted after it', async () => {
    const { postgres, delta } = bench;
    const ref = await bench.asked('racer', 'q');
    await bench.saved(ref, 'a', 1);
    await bench.work.conclude(ref, end, 1);
    const unsaved = createUnsaved(postgres.pool);
    let looks = 0;
    const moment: typeof unsaved.moment = async (of) => {
      looks += 1;
      // The warehouse was cleared before the summary came, and PostgreSQL after it.
      if (looks === 2) await postgres.memory.deleteSession('racer', ref.session);
      return unsaved.moment(of);
    };
    const summaries = createDeltaSummaries(postgres.work.summaries, { ...unsaved, moment }, delta);
    const due = { before: null, messages: [], domains: [], upToUs: '0', expiresUs: String(4e15) };
    await summaries.save(ref, due, { text: 'summed up', usage: {} });
    const rows = await bench.driver.query(
      "select content from main.health_monitor.short_term where user_id = 'racer'",
    );
    expect([looks, rows]).toEqual([2, []]);
  });
});

describe('what has expired', () => {
  it('is deleted by the schedule', async () => {
    const ref = await bench.asked('old', 'q');
    await bench.saved(ref, 'a', 0);
    await bench.keeping.deleteExpired(100);
    const rows = await bench.driver.query(
      "select content from main.health_monitor.short_term where user_id = 'old'",
    );
    expect(rows).toEqual([]);
  });

  it('is expired by the clock of the warehouse, whatever ours shows', async () => {
    const ref = await bench.asked('skewed', 'q');
    await bench.saved(ref, 'a', 1);
    expect((await bench.memory.session('skewed', ref.session))?.messages).toHaveLength(2);
    const { control } = createClient(bench.workspace);
    await control('PUT', '/clock', { now: '2026-11-18T02:00:00Z' });
    expect((await bench.memory.session('skewed', ref.session))?.messages).toEqual([]);
  });
});
