import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FaultRule } from '../../../local/workspace/control/faults.ts';
import { inCertifiedWords } from '../../../activities/ask-genie/certified-words.ts';
import { openWorld } from '../bench.ts';
import type { Case, World } from '../bench.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const workedMs = expect.any(Number) as number;
const sorry = 'I cannot answer this with the data of this space.';
const told = `Genie wrote no query: ${sorry}`;

/** A question about a job of its own name that Genie declines so often. */
function aDeclined(tag: string, question: string, times: number, text = sorry): Promise<Case> {
  const fault: Partial<FaultRule> = {
    match: { method: 'POST' },
    times,
    fault: { kind: 'textOnly', text },
  };
  return world.aCase({ tag, question, faults: [fault] });
}

describe('a question that Genie declines', () => {
  const asked = 'Tell me in the last 3 days what our job `daily_invoices` cost per day.';
  const inOtherWords = 'What did the job `daily_invoices` cost per day in the last 3 days?';
  const rephrase = {
    kind: 'rephrase',
    question: inOtherWords,
    following: null,
    workedMs,
    otherwise: { outcome: 'failed', detail: told },
  };

  it('is asked once more in the words of the certified question, with its name and time', async () => {
    const it = await aDeclined('daily_invoices', asked, 1);
    expect(await it.ask()).toEqual(rephrase);
    const end = await it.ask({ epoch: 2, ask: 2, say: inOtherWords });
    expect(end).toMatchObject({ kind: 'finished' });
    const [evidence] = await world.bench.work.evidence(it.ref);
    expect(evidence?.certified).toBe('cost/job_cost_by_day');
    const started = (await it.log()).filter(({ type }) => type === 'lane.started');
    expect(started).toMatchObject([{ ask: 1 }, { ask: 2, question: inOtherWords }]);
    const contents = (await it.questions()).map(({ body }) => body?.content);
    expect(contents).toEqual([expect.stringContaining('Tell me'), inOtherWords]);
    expect((await it.finished()).usage).toMatchObject({ genieQuestions: 2 });
  });

  it('is not asked again by a second attempt of the same leg', async () => {
    const it = await aDeclined('weekly_invoices', asked.replace('daily_', 'weekly_'), 1);
    const first = await it.ask();
    expect(first).toMatchObject({ kind: 'rephrase' });
    expect(await it.ask({ attempt: 2 })).toEqual({ ...first, workedMs });
    expect(await it.questions()).toHaveLength(1);
  });

  it('ends the lane when it is declined again', async () => {
    const it = await aDeclined('hourly_invoices', asked.replace('daily_', 'hourly_'), 2);
    const end = await it.ask();
    const say = end.kind === 'rephrase' ? end.question : null;
    expect(await it.ask({ epoch: 2, ask: 2, say })).toMatchObject({ outcome: 'failed' });
    expect((await it.finished()).detail).toBe(told);
    expect(await it.questions()).toHaveLength(2);
  });

  it.each([
    ['no certified question is clearly meant', 'Which vendors were late with our parcels?'],
    [
      'the certified question has no place for a name of it',
      'How much of the spend of "board report" is serverless?',
    ],
  ])('ends the lane when %s', async (why, question) => {
    const it = await aDeclined(`case-${why.length}-`, question, 1);
    expect(await it.ask()).toMatchObject({ kind: 'finished', outcome: 'failed', detail: told });
  });
});

describe('a question that Genie asks back about', () => {
  it('is asked in the words of the certified question where that is clearly meant', async () => {
    const certified = 'Which resources have no team tag, and what do they cost?';
    const question = `Do you mean "${certified}" or "What does each SQL warehouse cost?"?`;
    const it = await world.aCase({
      tag: 'lacks-tag',
      question: 'jobs with spend that lacks a team tag, last 7 days',
      faults: [{ match: { method: 'POST' }, times: 1, fault: { kind: 'clarify', question } }],
    });
    expect(await it.ask()).toMatchObject({
      kind: 'rephrase',
      question: expect.stringMatching(/^Which resources have no team tag, .* last 7 days\?$/),
      otherwise: { outcome: 'clarification' },
    });
  });

  it('goes to the user where another question may be meant, or a name or a time is asked for', () => {
    const question = 'Which actions were refused or failed?';
    const meant = { id: 'security/refused', question, share: 0.9, takes: [] };
    const inWords = (declined: string, share = 0.9): string | null =>
      inCertifiedWords(
        { asked: 'no?', declined, asksBack: true, timeZone: 'UTC' },
        { ...meant, share },
      );
    expect(inWords(`Do you mean "${question}" or another one?`)).toBe(question);
    expect(inWords(`Do you mean "${question}" or another one?`, 0.3)).toBeNull();
    expect(inWords('Which time do you mean?')).toBeNull();
  });
});

describe('the words of a certified question', () => {
  const meant = {
    id: 'cost/job_cost',
    question: 'Which actions were refused or failed?',
    share: 0.9,
    takes: ['workspace', 'user', 'source_ip_address'],
  };
  const inWords = (asked: string, over: object = {}, declined = sorry): string | null =>
    inCertifiedWords({ asked, declined, asksBack: false, timeZone: 'UTC' }, { ...meant, ...over });

  it.each([
    ['no to bo@example.com?', 'Which actions were refused or failed by bo@example.com?'],
    ['no from 10.0.0.7?', 'Which actions were refused or failed for 10.0.0.7?'],
    ['no in prod-eu yesterday', 'Which actions were refused or failed in prod-eu yesterday?'],
    [
      'no on-call, over the last 7 days',
      'Which actions were refused or failed over the last 7 days?',
    ],
  ])('%s → %s', (asked, words) => {
    expect(inWords(asked)).toBe(words);
  });

  it('are used for a workspace that the rows tell', () => {
    expect(inWords('no in prod-eu', { takes: ['workspace_name'] })).toBe(
      'Which actions were refused or failed in prod-eu?',
    );
  });

  it('are not used for a name that its query cannot tell', () => {
    expect(inWords('no on prod.sales.orders')).toBeNull();
  });

  it('are used below a clear share only where Genie names the question', () => {
    expect(inWords('no?', { share: 0.5 })).toBeNull();
    expect(inWords('no?', { share: 0.5 }, `You could ask: "${meant.question}".`)).toBe(
      meant.question,
    );
    expect(inWords('no?', { share: 0.3 }, `You could ask: "${meant.question}".`)).toBeNull();
  });
});
