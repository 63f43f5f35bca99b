import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../../domain/errors.ts';
import { investigationId, sessionId } from '../../../domain/ids.ts';
import { codeOf, hex, openBench, someNeeds } from './bench.ts';
import type { Bench } from './bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

describe('admissions', () => {
  it('that come at once are decided one after another', async () => {
    const most = 4;
    const admit = () =>
      bench.store.admit(
        {
          id: investigationId(hex()),
          owner: 'ann',
          sessionId: sessionId(hex()),
          mode: 'standard',
          question: 'q',
          visibility: 'private',
          domains: ['cost'],
          retryOf: null,
          asUser: null,
          closedDomains: [],
          budgetSeconds: 120,
          createdAtMs: Date.now(),
          bodyHash: 'hash',
        },
        someNeeds,
        ({ open }) => {
          if (open >= most) throw new AppError('limit.exceeded', 'Too many are open.');
          const estimate = { seconds: 120, waitSeconds: 0, reason: 'free' };
          return { deadlineAtMs: Date.now() + 120_000, estimate };
        },
      );
    const codes = await Promise.all(Array.from({ length: 10 }, () => codeOf(admit())));
    expect(codes.filter((code) => code === null)).toHaveLength(most);
    expect(codes.filter((code) => code === 'limit.exceeded')).toHaveLength(10 - most);
  });

  it('to the session of another user are refused', async () => {
    const session = sessionId(hex());
    await bench.investigate({ owner: 'ann', session });
    expect(await codeOf(bench.investigate({ owner: 'bob', session }))).toBe('input.not_found');
    const own = await bench.rows('select owner from investigations where session_id = $1', [
      session,
    ]);
    expect(own).toEqual([{ owner: 'ann' }]);
  });

  it('with the id of another user are refused', async () => {
    const id = investigationId(hex());
    await bench.investigate({ id, owner: 'ann' });
    expect(await codeOf(bench.investigate({ id, owner: 'bob' }))).toBe('input.not_found');
  });
});
