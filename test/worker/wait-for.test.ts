import { describe, expect, it } from 'vitest';
import { waitFor } from '../../worker/wait-for.ts';

const failingTimes = (times: number) => {
  let left = times;
  return async (): Promise<string> => {
    if (left-- > 0) throw new Error('not there yet');
    return 'there';
  };
};

describe('a worker that starts before what it needs', () => {
  it('waits until it is there, and says once what it waits for', async () => {
    const said: string[] = [];
    const onWaiting = (what: string): number => said.push(what);
    const waiting = { what: 'Temporal', withinMs: 10_000, onWaiting };
    expect(await waitFor(waiting, failingTimes(3))).toBe('there');
    expect(said).toEqual(['Temporal']);
  });

  it('gives up with the last reason when the time is up', async () => {
    const waiting = { what: 'Temporal', withinMs: 0, onWaiting: () => {} };
    await expect(waitFor(waiting, failingTimes(9))).rejects.toThrow('not there yet');
  });
});
