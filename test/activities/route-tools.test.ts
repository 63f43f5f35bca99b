import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Deps } from '../../activities/deps.ts';
import { route } from '../../activities/route.ts';
import type { Domain } from '../../domain/domains.ts';
import type { InvestigationRef } from '../../domain/investigation.ts';
import { openBench } from '../adapters/postgres/bench.ts';
import type { Bench } from '../adapters/postgres/bench.ts';
import { depsWithModel } from './synthesise/answer-bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

const depsWith = (modelUrl: string | null): Deps => depsWithModel(bench, modelUrl, {});
const decide = (deps: Deps, ref: InvestigationRef) =>
  route(
    deps,
    { ref, answerByMs: Date.now() + 100_000, modelByMs: Date.now() + 20_000 },
    { attempt: 1, signal: new AbortController().signal },
  );
const namedTools = (ref: InvestigationRef, tools: readonly string[]) =>
  bench.rows('update investigations set tools = $2 where id = $1', [ref.id, tools]);
const named = (ref: InvestigationRef, domains: readonly Domain[]) =>
  bench.rows('update investigations set domains = $2 where id = $1', [ref.id, domains]);

describe('tools that the caller named', () => {
  const card = { describes: '', effect: 'read', timeoutMs: 1, why: null } as const;
  const cards = [
    { ...card, tool: 'runbooks' },
    { ...card, tool: 'web_search', why: 'No key.' },
    { ...card, tool: 'dashboards' },
    { ...card, tool: 'hammer', effect: 'write' as const },
  ];
  const question = 'Why did the nightly job fail, and what should I do about it?';
  async function toolsOf(names: readonly string[] | null) {
    const ref = await bench.investigate({ question });
    if (names !== null) await namedTools(ref, names);
    const deps = depsWith(null);
    const { tools } = await decide({ ...deps, tools: { ...deps.tools, cards } }, ref);
    return (tools ?? []).map(({ tool }) => tool);
  }

  it('run, and no others, whatever the question needs or a cause would bring', async () => {
    expect(await toolsOf(null)).toEqual(['runbooks']);
    expect(await toolsOf(['dashboards'])).toEqual(['dashboards']);
    expect(await toolsOf([])).toEqual([]);
  });

  it('do not run where they cannot be used any more, or change something', async () => {
    expect(await toolsOf(['web_search', 'hammer', 'gone', 'runbooks'])).toEqual(['runbooks']);
  });
});

describe('a question that wants only a place to look at', () => {
  const routingOf = async (ref: InvestigationRef) =>
    (await bench.work.committedRouting(ref))?.routing;

  it('asks no domain, and the tool knows what it is about', async () => {
    const ref = await bench.investigate({ question: 'Is there a dashboard for our spend?' });
    const { lanes, tools } = await decide(depsWith(null), ref);
    expect([lanes, tools]).toEqual([[], [{ tool: 'dashboards', start: 'beside' }]]);
    expect(await routingOf(ref)).toMatchObject({ domains: [], about: ['cost'] });
  });

  it.each([
    'What did we spend yesterday, and is there a dashboard for it?',
    'Show me the spend by job and a dashboard.',
  ])('and more, as “%s”, asks for the rows too', async (question) => {
    const ref = await bench.investigate({ question });
    expect((await decide(depsWith(null), ref)).lanes).toContainEqual({
      domain: 'cost',
      refused: null,
    });
    expect((await routingOf(ref))?.about).toBeUndefined();
  });

  it('asks the domains that its caller named', async () => {
    const ref = await bench.investigate({ question: 'Is there a dashboard for our spend?' });
    await named(ref, ['quality']);
    expect((await decide(depsWith(null), ref)).lanes).toEqual([
      { domain: 'quality', refused: null },
    ]);
  });
});
