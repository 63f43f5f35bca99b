import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { route } from '../../activities/route.ts';
import { preferencesIn, sharpen, unsharpened } from '../../activities/sharpen.ts';
import { sessionId } from '../../domain/ids.ts';
import { agents } from '../../agents/index.ts';
import { domains } from '../../domain/domains.ts';
import type { InvestigationRef } from '../../domain/investigation.ts';
import type { Preferences } from '../../domain/preferences.ts';
import { openBench } from '../adapters/postgres/bench.ts';
import type { Bench, Given } from '../adapters/postgres/bench.ts';
import { hex } from '../support/evidence.ts';
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

/** What is asked of each domain, and what the routing tells of memory. */
async function asked(given: Given) {
  const ref = await bench.investigate(given);
  await decide(ref);
  const lanes = await bench.work.lanes(ref, 1);
  const memory = (await bench.work.committedRouting(ref))?.routing.memory;
  return { ref, questions: lanes.map(({ question }) => question), memory };
}

describe('a preference that was said in one session', () => {
  it('narrows the questions of another, with its source, and of nobody else', async () => {
    const owner = 'nora';
    const said = await asked({ owner, question: 'I only care about prod-eu.' });
    expect(said.questions).toEqual([]);
    expect(said.memory).toEqual({
      used: [],
      learned: [{ key: 'preferredWorkspace', value: 'prod-eu', said: 'I only care about prod-eu' }],
    });
    const question = 'Which jobs failed yesterday?';
    const later = await asked({ owner, question });
    expect(later.questions).toEqual([
      `${question} Only for workspace prod-eu. Include error messages and categories.`,
    ]);
    expect(later.memory?.used).toMatchObject([
      {
        key: 'preferredWorkspace',
        text: 'only workspace prod-eu',
        source: { investigationId: said.ref.id, said: 'I only care about prod-eu' },
      },
    ]);
    expect((await asked({ owner: 'otto', question })).questions).toEqual([
      `${question} Include error messages and categories.`,
    ]);
    await bench.memory.setPreferences(owner, { preferredWorkspace: null });
    const after = await asked({ owner, question });
    expect(after.questions).toEqual([`${question} Include error messages and categories.`]);
    expect(after.memory).toBeUndefined();
  });

  it('is used in the question that says it, and not where a question names another', async () => {
    const owner = 'piet';
    const first = await asked({
      owner,
      question: 'I only care about prod-eu. Which jobs failed yesterday?',
    });
    expect(first.questions[0]).toMatch(
      /^Which jobs failed yesterday\? Only for workspace prod-eu\./,
    );
    for (const question of [
      'Which jobs failed in prod-us yesterday?',
      'Which jobs failed yesterday in all workspaces?',
    ]) {
      expect((await asked({ owner, question })).questions[0]).not.toContain('prod-eu');
    }
    await asked({ owner, question: 'I no longer care only about prod-eu' });
    expect(await bench.memory.preferences(owner)).toEqual([]);
  });

  it('fills a threshold that a question leaves open, and the time zone of its days', async () => {
    const owner = 'quin';
    await asked({
      owner,
      question: 'Slow means more than 2 minutes. My time zone is Europe/Paris.',
    });
    expect(
      (await asked({ owner, question: 'Which queries were slow yesterday?' })).questions,
    ).toEqual([
      'Which queries were slow yesterday? Slow means longer than 120 seconds. Use the time zone Europe/Paris for days and times.',
    ]);
    const named = await asked({
      owner,
      question: 'Which queries took longer than 10 s yesterday, UTC?',
    });
    expect(named.questions[0]).not.toContain('120');
    expect(named.questions[0]).not.toContain('Paris');
  });

  it('is stored once: a later attempt changes nothing', async () => {
    const owner = 'rita';
    const { ref } = await asked({ owner, question: 'I am a manager' });
    await bench.memory.setPreferences(owner, { role: 'analyst' });
    await decide(ref);
    expect(await bench.memory.preferences(owner)).toMatchObject([
      { key: 'role', value: 'analyst' },
    ]);
  });

  it('expires', async () => {
    const owner = 'sven';
    await asked({ owner, question: 'I am a manager' });
    await bench.rows(
      `update preferences set expires_at = clock_timestamp() - interval '1 millisecond' where owner = 'sven'`,
    );
    expect(await bench.memory.preferences(owner)).toEqual([]);
    expect((await asked({ owner, question: 'What did jobs cost?' })).memory).toBeUndefined();
  });
});

describe('the history of a session', () => {
  it('has the newest ten messages, and a summary of the questions before them', async () => {
    const session = sessionId(hex());
    for (let n = 1; n <= 7; n += 1) {
      const ref = await bench.investigate({
        session,
        question: `What did job ${n} cost?`,
        domains: ['cost'],
      });
      await bench.rows('update investigations set created_at = $2 where id = $1', [
        ref.id,
        new Date(Date.now() - 60_000 + n * 1_000),
      ]);
      await bench.work.appendAnswer(ref, []);
      await bench.work.remember(ref, 1);
    }
    await bench.rows(
      `insert into messages (id, session_id, owner, role, content, domains, at, expires_at)
        select id || 'a', session_id, owner, 'assistant', 'An answer.', domains, at, expires_at from messages
          where session_id = $1`,
      [session],
    );
    const next = await bench.investigate({ session });
    const { messages, earlier } = await bench.work.history(next);
    expect(messages.map(({ role, content }) => [role, content])).toEqual(
      [3, 4, 5, 6, 7].flatMap((n) => [
        ['user', `What did job ${n} cost?`],
        ['assistant', 'An answer.'],
      ]),
    );
    expect(earlier).toBe(
      'Asked before in this session: “What did job 1 cost?” (cost); “What did job 2 cost?” (cost).',
    );
  });
});

describe('a sharpened question', () => {
  const preferences: Preferences = {
    role: 'analyst',
    preferredWorkspace: 'Data Science EU',
    preferredWarehouse: 'bi-main',
    preferredCluster: 'etl large',
    costThresholdUsd: 1500.5,
    latencyThresholdSeconds: 0.5,
    slaThresholdPercent: 99.9,
    freshnessThresholdHours: 6,
    criticalJobs: ['nightly_etl', 'load_sales'],
    criticalTables: ['prod.sales.orders'],
    complianceFramework: 'SOC 2',
    timeZone: 'Europe/Berlin',
  };
  const questions = ['What happened yesterday', 'Slow and stale pipelines: did they fail our SLA'];
  it.each(domains)('of %s tells again what it was made of', (domain) => {
    for (const question of questions) {
      const text = sharpen(domain, question, 'Europe/Berlin', preferences);
      expect(text).not.toBe(question);
      expect(unsharpened(domain, text, 'UTC')).toBe(question);
      expect(agents[domain].sharpen(question, preferencesIn(text))).toBe(
        agents[domain].sharpen(question, preferences),
      );
    }
  });
});
