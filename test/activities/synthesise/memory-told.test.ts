import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { UsedMemory } from '../../../domain/preferences.ts';
import { createModelServer } from '../../support/model-server.ts';
import { jobs, openAnswerBench } from './answer-bench.ts';
import type { AnswerBench } from './answer-bench.ts';

let world: AnswerBench;
beforeAll(async () => {
  world = await openAnswerBench();
});
afterAll(() => world[Symbol.asyncDispose]());

const used = (over: Partial<UsedMemory>): UsedMemory => ({
  kind: 'preference',
  key: 'preferredWorkspace',
  value: 'prod-eu',
  unit: null,
  text: 'only workspace prod-eu',
  source: {
    investigationId: 'inv_x',
    said: 'I only care about prod-eu',
    at: '2026-11-20T08:00:00Z',
  },
  ...over,
});

async function answerWith(memory: object, table = jobs('cost'), modelUrl: string | null = null) {
  const ref = await world.investigated({ cost: table });
  await world.bench.rows(
    `update events set payload = jsonb_set(payload, '{routing,memory}', $2)
      where investigation_id = $1 and key = 'routed'`,
    [ref.id, JSON.stringify({ used: [], learned: [], ...memory })],
  );
  await world.write(world.depsWith(modelUrl), ref);
  return world.answerOf(ref);
}

const inWorkspace = jobs('cost', { parameters: [{ name: 'workspace', value: 'prod-eu' }] });

describe('an answer that memory narrowed', () => {
  it('says by what, and where it was said', async () => {
    const answer = await answerWith({ used: [used({})] }, inWorkspace);
    expect(answer.usedMemory).toEqual([used({})]);
    expect(answer.caveats).toContain(
      'From your preferences: only workspace prod-eu (you said “I only care about prod-eu” on 2026-11-20).',
    );
    expect(answer.markdown).toContain('From your preferences: only workspace prod-eu');
    expect(answer.claims.filter(({ verdict }) => verdict === 'unsupported')).toEqual([]);
  });

  it('does not claim a workspace that no query took up', async () => {
    const answer = await answerWith({ used: [used({})] });
    expect(answer.usedMemory).toEqual([]);
    expect(answer.caveats[0]).toBe(
      '“only workspace prod-eu”, as you prefer, could not be applied: no query and no row of this answer has it.',
    );
  });

  it('flags the rows above a threshold', async () => {
    const threshold = used({
      key: 'costThresholdUsd',
      value: 10,
      unit: 'USD',
      text: 'costs above 10 USD flagged',
      source: { investigationId: null, said: null, at: '2026-11-20T08:00:00Z' },
    });
    const { caveats } = await answerWith({ used: [threshold] });
    expect(caveats[0]).toContain('costs above 10 USD flagged (set on 2026-11-20)');
    expect(caveats[1]).toMatch(/^Above 10 USD in “.+”: 1 of 2 rows: etl\.$/);
  });

  it('tells what the question taught', async () => {
    const learned = [{ key: 'role', value: 'manager', said: 'I am a manager' }];
    const { caveats } = await answerWith({ learned });
    expect(caveats[0]).toBe('Remembered for your next questions: answers for a manager.');
  });

  it('is shorter for a manager than for an analyst', async () => {
    const rows = Array.from({ length: 20 }, (_, n) => [`job-${n}`, `${100 - n}.000000`]);
    const table = jobs('cost', { rows, rowCount: rows.length });
    const shown = async (role: string) => {
      const { markdown } = await answerWith({ used: [used({ key: 'role', value: role })] }, table);
      return markdown.match(/^- .*job-/gm)?.length ?? 0;
    };
    const nobody = (await answerWith({}, table)).markdown.match(/^- .*job-/gm)?.length ?? 0;
    expect(await shown('manager')).toBeLessThan(nobody);
    expect(await shown('analyst')).toBeGreaterThan(nobody);
  });

  it('is written by a model for the role of its reader', async () => {
    await using model = await createModelServer({});
    await answerWith({ used: [used({ key: 'role', value: 'manager' })] }, jobs('cost'), model.url);
    expect(JSON.stringify(model.requests[0])).toContain('The reader: a manager');
  });
});
