import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { questionsOf } from '../../../activities/ask-genie/two-times.ts';
import type { FaultRule } from '../../../local/workspace/control/faults.ts';
import type { LegEnd } from '../../../domain/steps.ts';
import { openWorld } from '../bench.ts';
import type { Case, World } from '../bench.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const sorry = 'I cannot answer this with the data of this space.';
const kept = { outcome: 'answered', detail: null } as const;

/** A comparison; its first questions are declined. */
function aComparison(tag: string, declined = 0, asked = 'How much'): Promise<Case> {
  const fault: Partial<FaultRule> = {
    match: { method: 'POST' },
    times: declined,
    fault: { kind: 'textOnly', text: sorry },
  };
  const question = `${asked} did we spend in ${tag} yesterday vs the day before?`;
  return world.aCase({ tag, question, faults: declined === 0 ? [] : [fault] });
}

const nextOf = (end: LegEnd) => (end.kind === 'another' || end.kind === 'rephrase' ? end : null);

describe('a question that compares two times', () => {
  it('is asked about each, and both tables are of the lane', async () => {
    const it = await aComparison('prod-eu');
    const first = await it.ask();
    expect(first).toMatchObject({ kind: 'another', following: null, otherwise: kept });
    const say = nextOf(first)?.question ?? null;
    const end = await it.ask({ epoch: 2, ask: 2, say, kept });
    expect(end).toEqual({ kind: 'finished', outcome: 'answered', detail: null });
    const contents = (await it.questions()).map(({ body }) => body?.content);
    expect(contents).toEqual([
      expect.stringContaining('spend in prod-eu yesterday'),
      expect.stringContaining('spend in prod-eu the day before yesterday'),
    ]);
    const evidence = await world.bench.work.evidence(it.ref);
    expect(evidence.map(({ certified }) => certified)).toEqual([
      'cost/spend_by_day',
      'cost/spend_by_day',
    ]);
    const { evidenceIds, usage } = await it.finished();
    expect(evidenceIds).toEqual(evidence.map(({ id }) => id));
    expect(usage.genieQuestions).toBe(2);
    const types = (await it.log()).map(({ type }) => type);
    expect(types.filter((type) => type === 'lane.started')).toHaveLength(2);
    expect(types.filter((type) => type === 'lane.finished')).toHaveLength(1);
  });

  it('is asked about both in the same other words where the first is declined', async () => {
    const it = await aComparison('test-us', 1, 'How much per day');
    expect(await it.ask()).toMatchObject({
      kind: 'rephrase',
      question: 'How much do we spend per day in test-us yesterday?',
      following: 'How much do we spend per day in test-us the day before yesterday?',
    });
  });

  it('has the dates of the clock of the data', () => {
    const nowMs = Date.parse('2025-03-18T10:00:00Z');
    const question = 'How much did we spend last week vs the same week last month?';
    const { following } = questionsOf({ ...world.deps, now: () => nowMs }, 'cost', question);
    expect(following).toContain('from 2025-02-10 to 2025-02-16');
  });

  it('is asked nothing twice by second attempts of either leg', async () => {
    const it = await aComparison('prod-us');
    const first = await it.ask();
    expect(await it.ask({ attempt: 2 })).toMatchObject({ kind: 'another' });
    expect(await it.questions()).toHaveLength(1);
    expect(await world.bench.work.evidence(it.ref)).toHaveLength(1);
    const leg = { epoch: 2, ask: 2, say: nextOf(first)?.question ?? null, kept };
    const stopped = new AbortController();
    const dying = it.ask({ ...leg, signal: stopped.signal }).catch(() => null);
    while ((await it.questions()).length < 2) await new Promise(setImmediate);
    stopped.abort();
    await dying;
    expect(await it.ask({ ...leg, attempt: 2 })).toMatchObject({ outcome: 'answered' });
    // A late attempt of the first leg changes nothing.
    expect(await it.ask({ attempt: 3 })).toMatchObject({ kind: 'finished' });
    expect(await it.questions()).toHaveLength(2);
    expect((await it.finished()).evidenceIds).toHaveLength(2);
  });

  it('keeps the later time where the earlier one is declined, in other words too', async () => {
    const it = await aComparison('dev-us', 2);
    const say = 'How much did we spend in dev-us the day before yesterday?';
    const second = await it.ask({ epoch: 2, ask: 2, say, kept });
    expect(second).toMatchObject({ kind: 'rephrase', otherwise: { outcome: 'answered' } });
    const again = { epoch: 3, ask: 3, say: nextOf(second)?.question ?? null, kept };
    expect(await it.ask(again)).toMatchObject({ kind: 'finished', outcome: 'answered' });
    expect((await it.finished()).detail).toBe(
      `The time to compare with could not be had: Genie wrote no query: ${sorry}`,
    );
    expect(await it.questions()).toHaveLength(2);
  });
});
