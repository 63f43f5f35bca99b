import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createNearest } from '../../../worker/nearest.ts';
import { loadCatalogue } from '../../../sql/catalogue.ts';
import { openAnswerBench } from './answer-bench.ts';
import type { AnswerBench, Lanes } from './answer-bench.ts';

let world: AnswerBench;
beforeAll(async () => {
  world = await openAnswerBench();
});
afterAll(() => world[Symbol.asyncDispose]());

const sorry = 'Genie wrote no query: I cannot answer this with 3 tables.';

async function answered(lanes: Lanes, asked: string) {
  const ref = await world.investigated(lanes);
  await world.bench.rows('update investigations set question = $2 where id = $1', [ref.id, asked]);
  await world.bench.rows('update lanes set question = $2 where investigation_id = $1', [
    ref.id,
    asked,
  ]);
  const nearest = createNearest(loadCatalogue());
  await world.write({ ...world.depsWith(null), nearest }, ref);
  const answer = await world.answerOf(ref);
  expect(await world.shown(ref)).toBe(answer.markdown);
  return answer;
}

describe('a question that no domain answered', () => {
  it('begins with the question of Genie', async () => {
    const answer = await answered(
      {
        security: ['failed', sorry],
        cost: ['clarification', 'Genie asked back: Which workspace do you mean?'],
      },
      'What did jobs cost in prod-eu?',
    );
    expect(answer.markdown).toMatch(/^Genie asks about cost: Which workspace do you mean\?\n/);
    expect(answer.markdown).toContain('No certified question of security answers this.');
    expect(answer).toMatchObject({ confidence: 0, claims: [], citations: [], caveats: [] });
  });

  it('offers certified questions with the name and time of the question', async () => {
    const asked = 'What did jobs cost in prod-eu in the last 3 days?';
    const { followUps, markdown } = await answered({ cost: ['failed', sorry] }, asked);
    expect(markdown).toMatch(/^No certified question of cost answers this\. Genie says: I cannot/);
    expect(followUps).toHaveLength(3);
    expect(followUps[0]).toMatch(/prod-eu.*last 3 days/);
    for (const question of followUps) expect(markdown).toContain(question);
  });

  it('tells first which time cannot be read, and offers no question with it', async () => {
    const { followUps, markdown } = await answered(
      { cost: ['failed', sorry] },
      'What did jobs cost on 31 February?',
    );
    expect(markdown).toMatch(/^The time “31 february” cannot be read: /);
    expect(followUps.join()).not.toMatch(/february/i);
  });

  it('has a sentence for each domain that failed otherwise, with its remedy', async () => {
    const { markdown } = await answered(
      {
        cost: ['failed', sorry],
        quality: ['denied', 'GRANT SELECT ON t TO x; then ask again.'],
        security: ['throttled', null],
      },
      'What did jobs cost?',
    );
    expect(markdown).toContain('No answer about quality: GRANT SELECT ON t TO x; then ask again.');
    expect(markdown).toContain('No answer about security: it ended throttled.');
  });

  it('obeys no markup of Genie', async () => {
    const text = 'Genie asked back: <b>Which</b> ![x](https://evil.example/a.png) [cost:1]?';
    const { markdown } = await answered({ cost: ['clarification', text] }, 'What did jobs cost?');
    expect(markdown).not.toMatch(/(?<!\\)<b>|(?<!\\)!\[|\[cost:1\]/);
  });
});
