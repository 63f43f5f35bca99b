import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { route } from '../../../activities/route.ts';
import { readPrompt } from '../../../adapters/model/prompt.ts';
import type { Evidence } from '../../../domain/evidence.ts';
import { loadCatalogue } from '../../../sql/catalogue.ts';
import { evidenceId } from '../../../domain/ids.ts';
import { aResult, legOf } from '../../adapters/postgres/bench.ts';
import { anEvidence, hex } from '../../support/evidence.ts';
import { createModelServer } from '../../support/model-server.ts';
import { createCertify } from '../../../worker/certify.ts';
import { jobs, openAnswerBench } from './answer-bench.ts';
import type { AnswerBench } from './answer-bench.ts';

let world: AnswerBench;
beforeAll(async () => {
  world = await openAnswerBench();
});
afterAll(() => world[Symbol.asyncDispose]());

describe('an answer by rule', () => {
  it('is streamed, and the streamed text equals the stored answer', async () => {
    const ref = await world.investigated({ cost: jobs('cost'), reliability: jobs('reliability') });
    await world.write(world.depsWith(null), ref);
    const events = await world.ofAnswer(ref);
    expect(events[0]).toMatchObject({ type: 'answer.started', pass: 1, attempt: 1 });
    expect(events.at(-1)?.type).toBe('answer.finished');
    const answer = await world.answerOf(ref);
    expect(await world.shown(ref)).toBe(answer.markdown);
    expect(answer.degraded).toEqual(['model']);
  });

  it('has no unsupported claim', async () => {
    const ref = await world.investigated({ cost: jobs('cost'), reliability: jobs('reliability') });
    await world.write(world.depsWith(null), ref);
    const { claims, citations, confidenceParts } = await world.answerOf(ref);
    expect(claims.length).toBeGreaterThan(8);
    expect(claims.filter(({ verdict }) => verdict === 'unsupported')).toEqual([]);
    expect(confidenceParts).toMatchObject({
      routing: 0.9,
      lanesAnswered: 1,
      claimsSupported: 1,
    });
    expect(citations.find(({ value }) => value === '12.500000')).toMatchObject({
      row: 0,
      column: 'cost',
    });
  });

  it('begins with what of the question no query took up', async () => {
    const ref = await world.investigated({ cost: jobs('cost') });
    const question = 'What did jobs cost, excluding prod-us, in EUR?';
    await world.bench.rows('update investigations set question = $2 where id = $1', [
      ref.id,
      question,
    ]);
    await world.write(world.depsWith(null), ref);
    const answer = await world.answerOf(ref);
    const [first = ''] = answer.markdown.split('\n');
    expect(first).toContain('excluding prod-us');
    expect(first).toContain('not in EUR');
    expect(answer.caveats[0]).toContain('excluding prod-us');
    expect(await world.shown(ref)).toBe(answer.markdown);
  });

  it('is finished once: no later attempt or pass changes it', async () => {
    const ref = await world.investigated({ cost: jobs('cost') });
    await world.write(world.depsWith(null), ref);
    const before = await world.bench.log(ref);
    await world.write(world.depsWith(null), ref, { attempt: 2 });
    await world.write(world.depsWith(null), ref, { pass: 2, byRule: 'Time was up.' });
    expect(await world.bench.log(ref)).toEqual(before);
  });

  it('says what can be asked when the question was about no domain', async () => {
    const ref = await world.bench.investigate({ domains: [] });
    await world.write(world.depsWith(null), ref);
    const answer = await world.answerOf(ref);
    expect(answer.markdown).toContain('Which jobs failed last night?');
    expect(answer).toMatchObject({ confidence: 1, caveats: [], claims: [] });
  });
});

describe('the follow-up questions of an answer', () => {
  it('are those of the certified questions, with the names just found', async () => {
    const spend = loadCatalogue().questions.find(({ id }) => id === 'cost/most_expensive_jobs');
    if (!spend) throw new Error('no such question');
    const table = anEvidence({
      sql: spend.sql,
      certified: spend.id,
      columns: ['workspace_id', 'workspace_name', 'job_id', 'job_name'].map((name) => ({
        name,
        type: 'STRING',
        is: 'key',
        unit: null,
      })),
      rows: [['41', 'prod-eu', '7', 'etl']],
    });
    const certify = createCertify(loadCatalogue());
    const deps = { ...world.depsWith(null), certify };
    const ref = await world.investigated({ cost: table });
    await world.write(deps, ref);
    const { followUps } = await world.answerOf(ref);
    expect(followUps[0]).toBe('What did the job `etl` cost per day in prod-eu?');
    expect(followUps).toHaveLength(3);
    expect(followUps[1]).toMatch(/^Which jobs failed, .* in prod-eu\?$/);

    const closed = await world.investigated({ cost: { ...table, id: evidenceId(hex()) } });
    await world.bench.rows(
      `update investigations set closed_domains = '{reliability}' where id = $1`,
      [closed.id],
    );
    await world.write(deps, closed);
    expect((await world.answerOf(closed)).followUps).toEqual([followUps[0]]);
  });
});

describe('the caveats of missing domains', () => {
  it('name the domains and their reasons, in the text and in `caveats`', async () => {
    const detail = 'Genie had not answered in its time.';
    const ref = await world.investigated({
      cost: jobs('cost'),
      security: ['no_data', null],
      performance: jobs('performance'),
      reliability: jobs('reliability'),
      quality: ['timed_out', detail],
    });
    await world.write(world.depsWith(null), ref);
    const answer = await world.answerOf(ref);
    const line =
      '4 of 5 domains answered. Missing: quality timed out: Genie had not answered in its time.';
    expect(answer.caveats[0]).toBe(line);
    expect(answer.markdown).toContain(`## Caveats\n\n- ${line}`);
    expect(answer.confidenceParts.lanesAnswered).toBe(0.8);
    expect(answer.confidence).toBe(0.72);
  });

  it('do not name a lane that the user skipped', async () => {
    const ref = await world.investigated({ cost: jobs('cost'), quality: ['skipped', null] });
    await world.write(world.depsWith(null), ref);
    const answer = await world.answerOf(ref);
    expect(answer.caveats).toEqual([]);
    expect(answer.confidenceParts.lanesAnswered).toBe(1);
  });

  it('are there also when no domain answered', async () => {
    const ref = await world.investigated({
      cost: ['denied', 'No grant.'],
      quality: ['failed', null],
    });
    await world.write(world.depsWith(null), ref);
    const answer = await world.answerOf(ref);
    expect(answer.caveats[0]).toBe(
      '0 of 2 domains answered. Missing: cost denied: No grant; quality failed.',
    );
    expect(answer).toMatchObject({ confidence: 0, charts: [], citations: [] });
  });

  const caveats: readonly (readonly [string, Partial<Evidence>, RegExp])[] = [
    ['a table that was cut', { truncated: true }, /“Spend by job” was cut at 2 rows/],
    ['a query that nobody certified', { certified: null }, /not certified: “Spend by job”/],
    [
      'a table that its source still fills',
      {
        completeUntil: '2026-11-17T00:00:00.000Z',
        parameters: [{ name: 'to_date', value: '2026-11-18' }],
      },
      /“Spend by job” covers to date 2026-11-18\. Its data is complete until 2026-11-17 00:00 UTC\./,
    ],
    [
      'a table that is complete to the end of its window',
      {
        completeUntil: '2026-11-18T00:00:00.000Z',
        parameters: [{ name: 'to_date', value: '2026-11-18' }],
      },
      /“Spend by job” covers to date 2026-11-18\.$/,
    ],
    ['a table of one region', { scope: 'region' }, /only the workspaces of their own region/],
  ];
  it.each(caveats)('of %s', async (_, over, says) => {
    const ref = await world.investigated({ cost: jobs('cost', over) });
    await world.write(world.depsWith(null), ref);
    expect((await world.answerOf(ref)).caveats.join(' ')).toMatch(says);
  });
});

describe('an answer by a model', () => {
  const cited = [
    '`etl` [cost:1] cost 12.50 USD [cost:2], ',
    'together with ingest 19.75 USD [cost:4].',
  ];

  it('is streamed, and each of its numbers is traced to a row', async () => {
    await using model = await createModelServer({ pieces: cited });
    const ref = await world.investigated({ cost: jobs('cost') });
    await world.write(world.depsWith(model.url), ref);
    const answer = await world.answerOf(ref);
    expect(answer.markdown).toBe(cited.join(''));
    expect(answer.claims.map(({ text, verdict }) => [text, verdict])).toEqual([
      ['`etl`', 'supported'],
      ['12.50', 'supported'],
      ['19.75', 'derived'],
    ]);
    expect(answer.citations.map(({ marker }) => marker)).toEqual(['cost:1', 'cost:2', 'cost:4']);
    expect(answer).toMatchObject({ confidence: 0.9, degraded: [] });
    const finished = (await world.ofAnswer(ref)).at(-1);
    expect(finished).toMatchObject({
      usage: { modelCalls: 1, inputTokens: 100, outputTokens: 20 },
      prompt: readPrompt('answer').used,
    });
    expect(JSON.stringify(model.requests[0])).toContain('12.500000 [cost:2]');
  });

  it('with a number of no row has a caveat and less confidence', async () => {
    const pieces = ['Jobs cost 12.50 USD [cost:2], in all 999.99 USD [cost:2].'];
    await using model = await createModelServer({ pieces });
    const ref = await world.investigated({ cost: jobs('cost') });
    await world.write(world.depsWith(model.url), ref);
    const answer = await world.answerOf(ref);
    expect(answer.claims).toMatchObject([
      { text: '12.50', verdict: 'supported' },
      { text: '999.99', verdict: 'unsupported', markers: ['cost:2'] },
    ]);
    expect(answer.confidenceParts.claimsSupported).toBe(0.5);
    expect(answer.confidence).toBe(0.45);
    expect(answer.caveats).toEqual(['Not traced to any row: 999.99.']);
  });

  it('always has our caveats of missing domains', async () => {
    await using model = await createModelServer({ pieces: ['`etl` [cost:1] is well.'] });
    const ref = await world.investigated({ cost: jobs('cost'), quality: ['throttled', 'Full.'] });
    await world.write(world.depsWith(model.url), ref);
    const answer = await world.answerOf(ref);
    expect(answer.markdown).toContain(
      '`etl` [cost:1] is well.\n\n## Caveats\n\n- 1 of 2 domains answered.',
    );
    expect(await world.shown(ref)).toBe(answer.markdown);
  });

  it('is not requested after the deadline', async () => {
    await using model = await createModelServer({ pieces: cited });
    const ref = await world.investigated({ cost: jobs('cost') });
    await world.write(world.depsWith(model.url), ref, { byRule: 'Time was up.' });
    expect(model.requests).toEqual([]);
    expect(await world.answerOf(ref)).toMatchObject({
      degraded: ['model'],
      degradedDetail: [{ part: 'model', reason: 'Time was up.' }],
    });
  });

  it('is by rule when the model refuses, twice', async () => {
    await using model = await createModelServer({ status: 500 });
    const ref = await world.investigated({ cost: jobs('cost') });
    await world.write(world.depsWith(model.url), ref);
    const answer = await world.answerOf(ref);
    expect(answer.degraded).toEqual(['model']);
    expect(answer.degradedDetail).toEqual([
      {
        part: 'model',
        reason: 'The model did not write the answer: it answered with status 500: refused.',
      },
    ]);
    expect(answer.claims.every(({ verdict }) => verdict === 'supported')).toBe(true);
    expect(model.requests).toHaveLength(2);
  });

  it('is by rule when the model returns no text', async () => {
    await using model = await createModelServer({ pieces: [] });
    const ref = await world.investigated({ cost: jobs('cost') });
    await world.write(world.depsWith(model.url), ref);
    const answer = await world.answerOf(ref);
    expect(answer.degraded).toEqual(['model']);
    expect(answer.markdown).toContain('etl');
  });

  it('has the reason of each step without the model, each once', async () => {
    await using model = await createModelServer({ status: 503 });
    const deps = world.depsWith(model.url);
    const ref = await world.bench.investigate({ question: 'Which jobs failed last night?' });
    const byMs = Date.now() + 45_000;
    const args = { ref, answerByMs: byMs, modelByMs: byMs };
    await route(deps, args, { attempt: 1, signal: new AbortController().signal });
    const leg = legOf(ref, { domain: 'reliability' });
    await world.bench.work.takeLane(leg);
    await world.bench.work.finishLane(leg, aResult({ evidence: [jobs('reliability')] }));
    await world.write(deps, ref);
    const { degraded, degradedDetail } = await world.answerOf(ref);
    expect(degraded).toEqual(['model']);
    expect(degradedDetail.map(({ reason }) => reason)).toEqual([
      'The model did not choose the domains: it answered with status 503: refused.',
      'The model did not write the answer: it answered with status 503: refused.',
    ]);
  });
});
