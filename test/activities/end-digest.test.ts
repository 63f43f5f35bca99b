import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endDigest } from '../../activities/digest/index.ts';
import type { DigestDeps } from '../../activities/digest/index.ts';
import { createDigestStore, createDigestWork } from '../../adapters/postgres/digests.ts';
import { answerEvent, concluded, hex, openBench } from '../adapters/postgres/bench.ts';
import type { Bench } from '../adapters/postgres/bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

describe('the report of a digest', () => {
  it('waits for a question that runs elsewhere, but not for ever', async () => {
    const digests = createDigestWork(bench.pool);
    const owner = 'ann';
    const ref = { id: `dig_${hex()}`, owner };
    const schedule = { cron: null, everyMinutes: 60, timeZone: 'UTC' };
    const spec = { name: 'd', questions: ['a?', 'b?'], schedule, post: false };
    await createDigestStore(bench.pool).create({ ...ref, groups: [], spec });
    const [done, open] = [await bench.investigate({ owner }), await bench.investigate({ owner })];
    await bench.work.appendAnswer(done, [
      answerEvent('answer.started', 1, 1),
      answerEvent('answer.finished', 1, 1),
    ]);
    await bench.work.conclude(done, concluded);
    const part = { status: 'open', line: null } as const;
    await digests.begin(ref, 'k', [
      { ...part, question: 'a?', investigationId: done.id },
      { ...part, question: 'b?', investigationId: open.id },
    ]);
    const deps = {
      digests,
      investigations: bench.store,
      webhook: null,
      linkOf: String,
    } as unknown as DigestDeps;
    expect(await endDigest(deps, { ref, key: 'k', isLast: false })).toBe(false);
    expect((await digests.run(ref, 'k'))?.status).toBe('running');
    expect(await endDigest(deps, { ref, key: 'k', isLast: true })).toBe(true);
    const report = await digests.run(ref, 'k');
    expect(report).toMatchObject({ status: 'partial' });
    expect(report?.markdown).toContain('No answer: it did not end in time');
  });
});
