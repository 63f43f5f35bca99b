import { describe, expect, it } from 'vitest';
import { createTurns } from '../../../activities/explain/turns.ts';

describe('tasks in turn', () => {
  it('run so many at once, each later one as soon as one has ended, also by failing', async () => {
    const inTurn = createTurns(2);
    const gates = Array.from({ length: 4 }, () => Promise.withResolvers<number>());
    const begun: number[] = [];
    const all = gates.map(({ promise }, n) =>
      inTurn(() => {
        begun.push(n);
        return promise;
      }),
    );
    const ends = Promise.allSettled(all);
    expect(begun).toEqual([0, 1]);
    gates[1]?.reject(new Error('no'));
    await expect(all[1]).rejects.toThrow('no');
    expect(begun).toEqual([0, 1, 2]);
    gates[0]?.resolve(0);
    await all[0];
    expect(begun).toEqual([0, 1, 2, 3]);
    for (const { resolve } of gates) resolve(7);
    expect((await ends).map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
    ]);
  });
});
