import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Deps } from '../../activities/deps.ts';
import { route, routeAtOnce } from '../../activities/route.ts';
import type { Domain } from '../../domain/domains.ts';
import type { InvestigationRef } from '../../domain/investigation.ts';
import { createScriptedHttp } from '../adapters/databricks/scripted-http.ts';
import { answerEvent, openBench } from '../adapters/postgres/bench.ts';
import type { Bench } from '../adapters/postgres/bench.ts';
import { createModelServer } from '../support/model-server.ts';
import { depsWithModel } from './synthesise/answer-bench.ts';
import { settings } from './bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

const answerByMs = Date.now() + 100_000;
const depsWith = (
  modelUrl: string | null,
  spaces: Partial<Deps['settings']['spaces']> = {},
): Deps => depsWithModel(bench, modelUrl, spaces);

const decide = (deps: Deps, ref: InvestigationRef, modelInMs = 20_000) =>
  route(
    deps,
    { ref, answerByMs, modelByMs: Date.now() + modelInMs },
    { attempt: 1, signal: new AbortController().signal },
  );

const named = (ref: InvestigationRef, domains: readonly Domain[]) =>
  bench.rows('update investigations set domains = $2 where id = $1', [ref.id, domains]);

describe('a question for a cause', () => {
  const question = 'Why did our spend jump yesterday?';
  const warehouse: Deps['warehouse'] = {
    id: 'w',
    run: () => Promise.reject(new Error('no statement is run to choose domains')),
  };

  it('waits for no answer to Genie where statements can answer it', async () => {
    const ref = await bench.investigate({ question });
    const end = await decide({ ...depsWith(null), warehouse }, ref);
    expect(end).toMatchObject({ intent: 'why', asksNobody: true });
    // A later attempt says the same.
    expect(await decide({ ...depsWith(null), warehouse }, ref)).toEqual(end);
  });

  it('waits where only Genie can', async () => {
    const ref = await bench.investigate({ question });
    expect(await decide({ ...depsWith(null), warehouse: null }, ref)).not.toHaveProperty(
      'asksNobody',
    );
  });
});

describe('without a model', () => {
  it('a question goes to the domains with similar examples, each with its own part', async () => {
    const question = 'Why did our spend jump yesterday, and are the expensive jobs failing too?';
    const ref = await bench.investigate({ question });
    const { lanes, intent } = await decide(depsWith(null), ref);
    expect(intent).toBe('why');
    expect(lanes).toHaveLength(2);
    expect(lanes).toEqual(
      expect.arrayContaining([
        { domain: 'cost', refused: null },
        { domain: 'reliability', refused: null },
      ]),
    );
    const stored = await bench.work.lanes(ref, 1);
    expect(stored.map(({ domain, question: asked, spaceId }) => [domain, asked, spaceId])).toEqual([
      ['cost', 'Why did our spend jump yesterday?', settings.spaces.cost],
      [
        'reliability',
        'Are the expensive jobs failing too yesterday? Include error messages and categories.',
        settings.spaces.reliability,
      ],
    ]);
    expect((await bench.log(ref)).slice(1)).toMatchObject([
      { type: 'started' },
      { type: 'routed', degraded: ['model'], routing: { source: 'examples', intent: 'why' } },
    ]);
  });

  it('tells Genie the time zone that days are meant in, unless the question names one', async () => {
    const asked = async (question: string, domains: Domain[] = ['reliability']) => {
      const ref = await bench.investigate({ question });
      await named(ref, domains);
      const { settings: usual, ...deps } = depsWith(null);
      await decide({ ...deps, settings: { ...usual, timeZone: 'America/New_York' } }, ref);
      const lanes = await bench.work.lanes(ref, 1);
      return lanes.find(({ domain }) => domain === 'reliability')?.question;
    };
    expect(await asked('Which jobs ran yesterday?')).toBe(
      'Which jobs ran yesterday? Use the time zone America/New_York for days and times.',
    );
    expect(await asked('Which jobs ran yesterday (Berlin time)?')).toBe(
      'Which jobs ran yesterday (Berlin time)?',
    );
    expect(await asked('Which jobs ran yesterday, Berlin time?')).toBe(
      'Which jobs ran yesterday, Berlin time?',
    );
    // The part of a question that goes to one of two domains may lose the words that name its zone.
    const both = 'Which jobs failed yesterday, Berlin time, and what did we spend?';
    expect(await asked(both, ['reliability', 'cost'])).toBe(
      'Which jobs failed yesterday? Include error messages and categories. Use the time zone Europe/Berlin for days and times.',
    );
  });

  it('names a window only for a question without a time, and only where nothing else decides one', async () => {
    const asked = async (question: string) => {
      const ref = await bench.investigate({ question });
      await named(ref, ['cost']);
      await decide(depsWith(null), ref);
      return (await bench.work.lanes(ref, 1))[0]?.question;
    };
    const question = 'Which jobs cost the most';
    expect(await asked(`${question}?`)).toBe(
      `${question}? Where neither the question nor an example query names a time, use the last 7 days.`,
    );
    for (const time of ['in Q3 2026', 'on Nov 5', 'before November 10', 'on 31 November'])
      expect(await asked(`${question} ${time}?`)).toBe(`${question} ${time}?`);
  });

  it('a question without a topic goes to the domains of its session', async () => {
    const before = await bench.investigate({ question: 'What did jobs cost?', domains: ['cost'] });
    await bench.work.appendAnswer(before, [
      answerEvent('answer.started', 1, 1),
      answerEvent('answer.finished', 1, 1),
    ]);
    await bench.work.remember(before, 24);
    const session = (await bench.store.find(before))?.sessionId;
    if (!session) throw new Error('no session');
    const ref = await bench.investigate({ session, question: 'And last week?' });
    expect((await decide(depsWith(null), ref)).lanes).toEqual([{ domain: 'cost', refused: null }]);
    expect((await bench.work.committedRouting(ref))?.routing.source).toBe('thread');
  });

  it('a question about the cause of something measured is asked, though no example is like it', async () => {
    const changed = await bench.investigate({ question: 'what changed on bi-main this week?' });
    expect(await decide(depsWith(null), changed)).toMatchObject({
      intent: 'whatChanged',
      lanes: [{ domain: 'unified' }],
    });
    const sky = await bench.investigate({ question: 'why is the sky blue?' });
    expect(await decide(depsWith(null), sky)).toMatchObject({ intent: null, lanes: [] });
  });

  it('a greeting gets no lane', async () => {
    const ref = await bench.investigate({ question: 'Hello there!' });
    expect(await decide(depsWith(null), ref)).toEqual({
      lanes: [],
      tools: [],
      intent: null,
      writesAtOnce: true,
    });
    expect(await bench.types(ref)).toEqual(['queued', 'started', 'routed']);
  });
});

describe('a routing at once', () => {
  const atOnce = (deps: Deps, ref: InvestigationRef) =>
    routeAtOnce(
      deps,
      { ref, answerByMs, modelByMs: Date.now() + 20_000 },
      { attempt: 1, signal: new AbortController().signal },
    );

  it('is done where no model is waited for', async () => {
    const ref = await bench.investigate({ question: 'What did jobs cost?' });
    expect((await atOnce(depsWith(null), ref))?.lanes).toMatchObject([{ domain: 'cost' }]);
    const byCaller = await bench.investigate();
    await named(byCaller, ['quality']);
    const deps = depsWith('http://127.0.0.1:1/v1');
    expect((await atOnce(deps, byCaller))?.lanes).toMatchObject([{ domain: 'quality' }]);
  });

  it('does nothing where a model has to be asked, and returns what was stored', async () => {
    const ref = await bench.investigate({ question: 'What did jobs cost?' });
    const deps = depsWith('http://127.0.0.1:1/v1');
    expect(await atOnce(deps, ref)).toBeNull();
    expect(await bench.types(ref)).toEqual(['queued']);
    const { writesAtOnce, ...stored } = await decide(depsWith(null), ref);
    expect(await atOnce(deps, ref)).toEqual(stored);
    // A model writes what the rules have routed.
    expect(writesAtOnce).toBe(true);
  });
});

describe('domains that the caller named', () => {
  it('are not changed, and each is asked once', async () => {
    const ref = await bench.investigate({ question: 'Is it slow, and what does it cost?' });
    await named(ref, ['performance', 'cost', 'performance']);
    const { lanes } = await decide(depsWith(null), ref);
    expect(lanes.map(({ domain }) => domain)).toEqual(['performance', 'cost']);
    const routing = (await bench.work.committedRouting(ref))?.routing;
    expect(routing).toMatchObject({ source: 'caller', domains: [{ score: 1 }, { score: 1 }] });
  });
});

describe('a lane that cannot be asked', () => {
  it('is refused, naming the setting, when its domain has no space', async () => {
    const ref = await bench.investigate({ question: 'Which tables are stale?' });
    const { lanes } = await decide(depsWith(null, { quality: null }), ref);
    expect(lanes).toEqual([
      {
        domain: 'quality',
        refused: {
          outcome: 'failed',
          detail: 'No Genie space is configured for quality: set QUALITY_GENIE_SPACE_ID.',
        },
      },
    ]);
  });

  it('is denied when the asker may not ask its domain', async () => {
    const ref = await bench.investigate({ question: 'Who accessed the customers table?' });
    await bench.rows(`update investigations set closed_domains = '{security}' where id = $1`, [
      ref.id,
    ]);
    const { lanes } = await decide(depsWith(null), ref);
    expect(lanes.find(({ domain }) => domain === 'security')?.refused).toMatchObject({
      outcome: 'denied',
    });
  });
});

describe('a model', () => {
  it('decides, and its questions get the sentences of the rules', async () => {
    await using model = await createModelServer({ domains: ['cost', 'quality'] });
    const ref = await bench.investigate({ question: 'What is going on?' });
    await decide(depsWith(model.url), ref);
    const lanes = await bench.work.lanes(ref, 1);
    expect(lanes.map(({ domain }) => domain)).toEqual(['cost', 'quality']);
    expect(lanes[0]?.question).toBe('About cost: what happened in the last 7 days?');
    expect((await bench.log(ref)).at(-1)).toMatchObject({
      routing: { source: 'model' },
      degraded: [],
      usage: { modelCalls: 1, inputTokens: 100 },
    });
    expect(JSON.stringify(model.requests[0])).toContain('Where does spend go');
  });

  it('that names a domain twice has it asked once', async () => {
    await using model = await createModelServer({ domains: ['cost', 'quality', 'cost'] });
    const ref = await bench.investigate();
    const { lanes } = await decide(depsWith(model.url), ref);
    expect(lanes.map(({ domain }) => domain)).toEqual(['cost', 'quality']);
    expect(await bench.work.lanes(ref, 1)).toHaveLength(2);
  });

  it('is asked once: a later attempt gets the stored routing', async () => {
    await using model = await createModelServer({ domains: ['cost'] });
    const ref = await bench.investigate();
    const first = await decide(depsWith(model.url), ref);
    model.behave({ domains: ['security'] });
    expect(await decide(depsWith(model.url), ref)).toEqual(first);
    expect(model.requests).toHaveLength(1);
  });

  it('that does not answer is replaced by the rules, with the reason', async () => {
    await using model = await createModelServer({ status: 503 });
    const ref = await bench.investigate({ question: 'Which jobs failed last night?' });
    expect((await decide(depsWith(model.url), ref)).lanes[0]?.domain).toBe('reliability');
    expect((await bench.work.committedRouting(ref))?.degraded).toMatchObject([{ part: 'model' }]);
    expect(model.requests).toHaveLength(2);
  });

  it('that does not answer is replaced by the rules when its share of the time is used up', async () => {
    await using model = await createScriptedHttp(() => 'hang');
    const ref = await bench.investigate({ question: 'Which jobs failed last night?' });
    const startedMs = performance.now();
    expect((await decide(depsWith(`${model.url}/v1`), ref, 400)).lanes[0]?.domain).toBe(
      'reliability',
    );
    expect(performance.now() - startedMs).toBeLessThan(5_000);
    expect((await bench.work.committedRouting(ref))?.degraded).toMatchObject([{ part: 'model' }]);
    expect(model.received).toHaveLength(1);
  });

  it('is not asked when its share of the time is used up', async () => {
    await using model = await createModelServer({ domains: ['cost'] });
    const ref = await bench.investigate({ question: 'Which jobs failed last night?' });
    expect((await decide(depsWith(model.url), ref, -1)).lanes[0]?.domain).toBe('reliability');
    expect(model.requests).toEqual([]);
  });
});
