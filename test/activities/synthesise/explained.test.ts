import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Explanation } from '../../../domain/explanation.ts';
import { createModelServer } from '../../support/model-server.ts';
import { anEvidence } from '../../support/evidence.ts';
import { anExplanation } from '../../support/explanation.ts';
import { jobs, openAnswerBench } from './answer-bench.ts';
import type { AnswerBench, Lanes } from './answer-bench.ts';

let world: AnswerBench;
beforeAll(async () => {
  world = await openAnswerBench();
});
afterAll(() => world[Symbol.asyncDispose]());

const check = anEvidence({ title: 'Cost by day', rows: [['etl', '40.500000']] });
const settled = '`etl` [cost:1] cost 40.50 USD [cost:2] more because it retried.';
const explanation = anExplanation({
  lines: [settled],
  missing: [{ what: 'The audit log <b>x</b>', remedy: 'GRANT it.' }],
  citations: ['etl', '40.500000'].map((value, n) => ({
    marker: `cost:${n + 1}`,
    evidenceId: check.id,
    row: 0,
    column: n === 0 ? 'job' : 'cost',
    columnIndex: n,
    value,
  })),
});

async function answered(lanes: Lanes, given: Explanation, modelUrl: string | null = null) {
  const ref = await world.investigated(lanes);
  const ending = { kind: 'rows', evidence: { ...check, truncated: true } } as const;
  await world.bench.work.checks.end(ref, { key: 'k', question: 'cost/x', ending });
  const other = { kind: 'rows', evidence: anEvidence({ title: 'Of no use' }) } as const;
  await world.bench.work.checks.end(ref, { key: 'l', question: 'cost/y', ending: other });
  await world.bench.work.checks.explain(ref, given);
  await world.write(world.depsWith(modelUrl), ref);
  const answer = await world.answerOf(ref);
  expect(await world.shown(ref)).toBe(answer.markdown);
  return answer;
}

describe('an answer with a settled cause', () => {
  it('has its first line first, and its claims are checked against the tables it cites', async () => {
    const { markdown, claims, citations, caveats } = await answered(
      { cost: jobs('cost') },
      explanation,
    );
    expect(markdown.split('\n')[0]).toBe(settled);
    expect(markdown).not.toMatch(/(?<!\\)<b>/);
    expect(claims.filter(({ text }) => /40\.50/.test(text))).toMatchObject([
      { verdict: 'supported', markers: ['cost:1', 'cost:2'] },
    ]);
    expect(citations.find(({ marker }) => marker === 'cost:2')?.evidenceId).toBe(check.id);
    expect(caveats).toContain('“Cost by day” was cut at 1 rows; the rest is not in the answer.');
    expect(caveats.join()).not.toContain('Of no use');
  });

  it('answers where no domain did, and tells that as a caveat', async () => {
    const declined = 'Genie wrote no query: I cannot answer this. Ask for the 7 slowest jobs.';
    const answer = await answered({ cost: ['failed', declined] }, explanation);
    expect(answer.markdown.split('\n')[0]).toBe(settled);
    expect(answer.caveats).toContain(
      'Genie added no rows to this: no certified question of cost answers this.',
    );
    expect(answer.markdown).not.toContain('Genie says');
    expect(answer.caveats.join()).not.toContain('Not traced to any row');
    expect(answer.citations).toHaveLength(2);
    expect(answer.confidence).toBeGreaterThan(0);
    const failed = await answered({ cost: ['denied', 'No grant.'] }, explanation);
    expect(failed.markdown).not.toContain('No rows came back');
    expect(failed.markdown).toContain('No grant.');
  });

  it('keeps it as it is where a model writes, and marks only what the model says', async () => {
    const odd = anExplanation({ ...explanation, lines: ['`etl` [cost:1] cost 77.00 USD more.'] });
    const pieces = ['Jobs cost 999.00 USD [cost:3].'];
    await using model = await createModelServer({ domains: ['cost'], pieces });
    const { markdown } = await answered({ cost: jobs('cost') }, odd, model.url);
    expect(markdown.split('\n')[0]).toBe(odd.lines[0]);
    expect(markdown).toContain('999.00 USD [cost:3]. *(not supported by the data)*');
  });

  it('says when nothing was searched, and why', async () => {
    const skipped = anExplanation({
      verdict: 'skipped',
      lines: ['No cause was looked for: it failed: <img src=x> down.'],
      citations: [],
    });
    const { caveats, markdown } = await answered({ cost: jobs('cost') }, skipped);
    expect(caveats[0]).toMatch(/^No cause was looked for: it failed: .*down\.$/);
    expect(markdown).not.toMatch(/(?<!\\)<img/);
    expect(markdown.split('\n')[0]).not.toContain('No cause');
  });
});
