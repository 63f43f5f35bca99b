import { describe, expect, it } from 'vitest';
import { createTurns } from '../../../adapters/postgres/in-turn.ts';
import { codeOf } from './bench.ts';

describe('works in turn', () => {
  it('run one after another in the order in which they came, also after one has failed', async () => {
    const inTurn = createTurns(60_000);
    const log: string[] = [];
    const work = (name: string) => async () => {
      log.push(`${name} begins`);
      await Promise.resolve();
      log.push(`${name} ends`);
      if (name === 'b') throw new Error('b fails');
      return name;
    };
    const ends = await Promise.allSettled(['a', 'b', 'c'].map((name) => inTurn(work(name))));
    expect(log).toEqual(['a', 'b', 'c'].flatMap((name) => [`${name} begins`, `${name} ends`]));
    expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('fail without running when their turn comes too late', async () => {
    const inTurn = createTurns(20);
    const slow = Promise.withResolvers<void>();
    const first = inTurn(() => slow.promise);
    let ran = false;
    const second = inTurn(async () => {
      ran = true;
    });
    setTimeout(slow.resolve, 60);
    await first;
    expect([await codeOf(second), ran]).toEqual(['dependency.down', false]);
    expect(await inTurn(async () => 'the next one runs')).toBe('the next one runs');
  });
});
