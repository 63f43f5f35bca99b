import { describe, expect, it } from 'vitest';
import { createSerialQueue } from '../../../adapters/postgres/serial-queue.ts';
import { codeOf } from './bench.ts';

describe('tasks of a serial queue', () => {
  it('run one after another in their order, also after one has failed', async () => {
    const serially = createSerialQueue(60_000);
    const log: string[] = [];
    const task = (name: string) => async () => {
      log.push(`${name} begins`);
      await Promise.resolve();
      log.push(`${name} ends`);
      if (name === 'b') throw new Error('b fails');
      return name;
    };
    const ends = await Promise.allSettled(['a', 'b', 'c'].map((name) => serially(task(name))));
    expect(log).toEqual(['a', 'b', 'c'].flatMap((name) => [`${name} begins`, `${name} ends`]));
    expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('fail without running when they have waited too long', async () => {
    const serially = createSerialQueue(20);
    const slow = Promise.withResolvers<void>();
    const first = serially(() => slow.promise);
    let ran = false;
    const second = serially(async () => {
      ran = true;
    });
    setTimeout(slow.resolve, 60);
    await first;
    expect([await codeOf(second), ran]).toEqual(['dependency.down', false]);
    expect(await serially(async () => 'the next one runs')).toBe('the next one runs');
  });
});
