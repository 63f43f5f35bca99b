import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { termsOf } from '../../../activities/synthesise/leaves.ts';
import type { Leaves } from '../../../domain/memory-port.ts';
import { sessionId } from '../../../domain/ids.ts';
import { loadCatalogue } from '../../../sql/catalogue.ts';
import { createNearest } from '../../../worker/nearest.ts';
import { readParaphrases } from '../../local/workspace/genie/understanding/read-paraphrases.ts';
import { anAnswer, hex, openBench } from './bench.ts';
import type { Bench } from './bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

/** A question that was answered and is remembered, with what it leaves. */
async function remembered(
  owner: string,
  question: string,
  leaves: Partial<Leaves> = {},
  daysAgo = 0,
) {
  const ref = await bench.investigate({ owner, question, domains: ['cost'] });
  const left: Leaves = {
    key: question.toLowerCase(),
    terms: termsOf(question, []).join(' '),
    insights: [{ domain: 'cost', text: `About: ${question}`, evidenceIds: [] }],
    ...leaves,
  };
  await bench.rows(
    `update investigations set created_at = clock_timestamp() - make_interval(days => $2) - interval '1 s' where id = $1`,
    [ref.id, daysAgo],
  );
  await bench.work.appendAnswer(ref, [
    { key: 'answer.started:1:1', type: 'answer.started', payload: { pass: 1, attempt: 1 } },
    {
      key: 'answer.finished:1:1',
      type: 'answer.finished',
      payload: { answer: anAnswer(), usage: {}, leaves: left },
    },
  ]);
  await bench.work.remember(ref, 24);
  return ref;
}

/** What the next question of an owner, in another session, finds. */
async function found(owner: string, question: string, certified: readonly string[] = []) {
  const ref = await bench.investigate({ owner, question });
  return (await bench.work.history(ref, termsOf(question, certified))).recalled ?? [];
}

const texts = (all: Awaited<ReturnType<typeof found>>, kind: string) =>
  all.flatMap((one) => (one.kind === kind ? [one.text] : []));

describe('what was found before', () => {
  it('comes back for a question in similar words, of its owner and other sessions only', async () => {
    const ref = await remembered('ann-r', 'What did the jobs in prod-eu cost?');
    await remembered('bob-r', 'What did the jobs in prod-eu cost?');
    await remembered('ann-r', 'Which tables are stale?');
    const all = await found('ann-r', 'How much do we spend on jobs?');
    expect(texts(all, 'question')).toEqual(['What did the jobs in prod-eu cost?']);
    expect(texts(all, 'insight')).toEqual(['About: What did the jobs in prod-eu cost?']);
    expect(all[0]).toMatchObject({ investigationId: ref.id, at: expect.stringMatching(/Z$/) });
    const session = (await bench.store.find(ref))?.sessionId ?? sessionId(hex());
    const same = await bench.investigate({ owner: 'ann-r', session });
    const terms = termsOf('How much do we spend on jobs?', []);
    expect((await bench.work.history(same, terms)).recalled).toBeUndefined();
  });

  it('is the newer of two alike, and none that has expired', async () => {
    const words = { terms: 'cost job c_money' };
    await remembered('cleo-r', 'old', { ...words, key: 'a' }, 200);
    await remembered('cleo-r', 'new', { ...words, key: 'b' }, 1);
    await remembered('cleo-r', 'gone', { ...words, key: 'c' }, 366);
    expect(texts(await found('cleo-r', 'What did jobs cost?'), 'question')).toEqual(['new', 'old']);
  });

  it('counts equal questions once a question, however often it is saved', async () => {
    for (let n = 0; n < 3; n += 1) {
      const ref = await remembered('dora-r', 'What did jobs cost?', { key: 'cost job' });
      await bench.work.remember(ref, 24);
    }
    expect(await bench.memory.questions('dora-r')).toMatchObject([
      { question: 'What did jobs cost?', count: 3, domains: ['cost'] },
    ]);
  });

  it('is sought among the newest 2,000 questions', async () => {
    const words = { terms: 'cost job c_money' };
    const old = await remembered('hana-r', 'oldest', { ...words, key: 'oldest' }, 3);
    await remembered('hana-r', 'older', { ...words, key: 'older' }, 2);
    await bench.rows(
      `insert into questions (owner, key, question, domains, investigation_id, at, expires_at, words)
        select owner, 'n' || n, 'n' || n, domains, $1, at + interval '36 h', expires_at, 'stale table'
          from questions, generate_series(1, 1999) n where owner = 'hana-r' and key = 'oldest'`,
      [old.id],
    );
    expect(texts(await found('hana-r', 'What did jobs cost?'), 'question')).toEqual(['older']);
  });

  it('is at most 200 insights: the oldest and least used go first', async () => {
    const many = Array.from({ length: 199 }, (_, n) => ({
      domain: 'cost' as const,
      text: `n${n}`,
      evidenceIds: [],
    }));
    await remembered('emil-r', 'many', { insights: many }, 2);
    await bench.rows(`update insights set uses = 1 where owner = 'emil-r'`);
    await remembered('emil-r', 'unused', {}, 3);
    await remembered('emil-r', 'newest', {}, 0);
    const kept = (await bench.memory.insights('emil-r')).map(({ text }) => text);
    expect(kept).toHaveLength(200);
    expect(kept).toContain('About: newest');
    expect(kept).not.toContain('About: unused');
  });

  it('goes with its investigation', async () => {
    const ref = await remembered('fritz-r', 'What did jobs cost?');
    const session = (await bench.store.find(ref))?.sessionId ?? '';
    await bench.rows(`update investigations set status = 'completed' where id = $1`, [ref.id]);
    await bench.memory.deleteSession('fritz-r', session);
    expect(await bench.memory.insights('fritz-r')).toEqual([]);
    expect(await bench.memory.questions('fritz-r')).toEqual([]);
  });
});

describe('among 120 past questions', () => {
  /** Each certified question was asked in its own words; people ask it again in theirs. */
  it(
    'the same thing in other words is among the first three for nine of ten',
    { timeout: 120_000 },
    async () => {
      const { questions } = loadCatalogue();
      const nearest = createNearest(loadCatalogue());
      for (const { id, question } of questions) {
        await remembered('gita-r', question, { key: id, terms: termsOf(question, [id]).join(' ') });
      }
      const pairs = readParaphrases();
      expect(pairs.length).toBeGreaterThanOrEqual(80);
      const missed: string[] = [];
      for (const { ask, is, domain } of pairs) {
        const [meant] = nearest(domain, ask);
        const all = await found('gita-r', ask, meant ? [meant.id] : []);
        const wanted = questions.find(({ id }) => id === is)?.question ?? '';
        if (!texts(all, 'question').includes(wanted)) missed.push(`${is}: ${ask}`);
      }
      const recall = 1 - missed.length / pairs.length;
      expect(recall, missed.join('\n')).toBeGreaterThanOrEqual(0.9);
    },
  );
});
