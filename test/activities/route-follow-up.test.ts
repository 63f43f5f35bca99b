import { afterAll, beforeAll, expect, it } from 'vitest';
import { route } from '../../activities/route.ts';
import type { SessionId } from '../../domain/ids.ts';
import type { InvestigationRef } from '../../domain/investigation.ts';
import { answerEvent, openBench } from '../adapters/postgres/bench.ts';
import type { Bench } from '../adapters/postgres/bench.ts';
import { depsWithModel } from './synthesise/answer-bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

const decide = (ref: InvestigationRef) =>
  route(
    depsWithModel(bench, null),
    { ref, answerByMs: Date.now() + 100_000, modelByMs: Date.now() + 20_000 },
    { attempt: 1, signal: new AbortController().signal },
  );

const why = 'Why did spend of bi-main drop on Monday?';

/** A session in which a cause was asked for and told. */
async function sessionOfCause(): Promise<SessionId> {
  const before = await bench.investigate({ question: why, domains: ['cost'] });
  await bench.work.appendAnswer(before, [
    answerEvent('answer.started', 1, 1),
    answerEvent('answer.finished', 1, 1),
  ]);
  await bench.work.remember(before, 24);
  const session = (await bench.store.find(before))?.sessionId;
  if (!session) throw new Error('no session');
  return session;
}

it.each(['And who did that?', 'How do I fix it?', 'since when?', 'is it still going on?'])(
  'after a cause was told, %s is about that cause',
  async (question) => {
    const ref = await bench.investigate({ session: await sessionOfCause(), question });
    expect((await decide(ref)).intent).toBe('why');
    const { source, domains = [] } = (await bench.work.committedRouting(ref))?.routing ?? {};
    expect(source).toBe('thread');
    expect(domains.map(({ domain }) => domain)).toEqual(['cost']);
    expect(domains[0]?.question.startsWith(why)).toBe(true);
  },
);

it.each(['Which jobs failed last night?', 'who failed to log in on Monday?'])(
  'after a cause was told, %s is about something else',
  async (question) => {
    const ref = await bench.investigate({ session: await sessionOfCause(), question });
    expect((await decide(ref)).intent).toBeNull();
    const { source, domains = [] } = (await bench.work.committedRouting(ref))?.routing ?? {};
    expect(source).toBe('examples');
    expect(domains[0]?.question.startsWith(question)).toBe(true);
  },
);

it('a follow-up asks the domains that the caller names about itself', async () => {
  const question = 'who did that?';
  const session = await sessionOfCause();
  const ref = await bench.investigate({ session, question, domains: ['security'] });
  expect((await decide(ref)).intent).toBeNull();
});
