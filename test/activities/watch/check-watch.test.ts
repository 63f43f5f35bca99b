import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkWatch } from '../../../activities/watch/check-watch.ts';
import { AppError } from '../../../domain/errors.ts';
import type { Warehouse } from '../../../domain/warehouse.ts';
import { mostWatchAttempts } from '../../../domain/watch.ts';
import { openWatchBench } from '../../workflows/watch-bench.ts';
import type { WatchBench } from '../../workflows/watch-bench.ts';

let bench: WatchBench;
beforeAll(async () => {
  bench = await openWatchBench();
});
afterAll(() => bench?.[Symbol.asyncDispose]());

describe('one check of a watch', () => {
  const signal = new AbortController().signal;

  /** Checks a new watch by a key, as an attempt of its activity does. */
  async function attempts(over: Partial<typeof bench.deps> = {}) {
    const { id } = await bench.add({ investigate: false });
    const ref = (await bench.deps.watches.all()).find((one) => one.id === id);
    if (ref === undefined) throw new Error('there is no such watch');
    let ran = 0;
    const warehouse: Warehouse = {
      id: 'w',
      run: async (...args) => {
        ran += 1;
        const own = over.warehouse ?? bench.deps.warehouse;
        if (own === null) throw new Error('no warehouse');
        return own.run(...args);
      },
    };
    const deps = { ...bench.deps, ...over, warehouse };
    const check = (key: string, attempt = 1) =>
      checkWatch(deps, { ref: { id: ref.id, owner: ref.owner }, key }, { attempt, signal });
    return { id, check, ran: () => ran };
  }

  it('runs its statement once, also where its end is not heard and it comes again', async () => {
    const { check, ran } = await attempts();
    expect(await check('a')).toEqual(await check('a', 2));
    expect(ran()).toBe(1);
    await check('b');
    expect(ran()).toBe(2);
  });

  it('sees nothing in a domain that its owner may not ask any more', async () => {
    const { id, check, ran } = await attempts({ domainAccess: { reliability: ['nobody'] } });
    expect(await check('a')).toMatchObject({ state: 'unknown' });
    expect(ran()).toBe(0);
    expect(await bench.show(id)).toMatchObject({
      detail: { reason: expect.stringContaining('You may not ask reliability') as unknown },
    });
  });

  it('is tried again after a failure that may pass, until its last attempt', async () => {
    const run = () => Promise.reject(new AppError('upstream.down', 'no answer'));
    const { check } = await attempts({ warehouse: { id: 'w', run } });
    await expect(check('a')).rejects.toMatchObject({ code: 'upstream.down' });
    expect(await check('a', mostWatchAttempts)).toMatchObject({ state: 'unknown' });
  });
});
