import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEvaluationClient } from '../../cli/eval/client.ts';
import type { ProposedCase } from '../../domain/feedback.ts';
import type { InvestigationId } from '../../domain/ids.ts';
import { suites } from '../../eval/suites.ts';
import {
  authenticateByHeader,
  event,
  finished,
  laneFinished,
  routed,
  startService,
  unknownId,
} from './service.ts';
import type { Service } from './service.ts';

let service: Service;

beforeAll(async () => {
  service = await startService({ authenticate: authenticateByHeader });
});
afterAll(() => service.close());

/** An investigation that cost answered. */
async function answered(question: string): Promise<InvestigationId> {
  const { id } = await service.ask({ question });
  await service.write(id, event('started', {}), routed('cost'), laneFinished('cost', 'answered'));
  await service.write(id, finished());
  return id;
}

const tell = (id: string, body: object, principal = 'local') =>
  service.post(`/v1/investigations/${id}/feedback`, body, { 'x-test-principal': principal });
const told = async (id: string, body: object): Promise<ProposedCase> => {
  const reply = await tell(id, body);
  expect(reply.status).toBe(201);
  return (await reply.json()) as ProposedCase;
};
const cases = async (query = ''): Promise<readonly ProposedCase[]> => {
  const reply = await service.get(`/v1/evaluations/cases${query}`);
  return ((await reply.json()) as { cases: ProposedCase[] }).cases;
};
const decide = (id: string, verb: string, body?: object) =>
  service.post(`/v1/evaluations/cases/${id}/${verb}`, body);

describe('feedback', () => {
  it('is stored once for each reader, and proposes the question with where it went', async () => {
    const id = await answered('What did jobs cost yesterday?');
    const first = await told(id, { rating: 'up' });
    expect(first).toMatchObject({
      investigationId: id,
      question: 'What did jobs cost yesterday?',
      rating: 'up',
      comment: null,
      domains: ['cost'],
      state: 'proposed',
      decidedAt: null,
    });
    expect(await told(id, { rating: 'up' })).toEqual(first);
    expect(await cases()).toEqual([first]);
  });

  it('of other words replaces it and is proposed anew; of the same words keeps what was decided', async () => {
    const id = await answered('What did etl cost?');
    const first = await told(id, { rating: 'up' });
    expect((await decide(first.id, 'accept', {})).status).toBe(200);
    expect(await told(id, { rating: 'up' })).toMatchObject({ state: 'accepted' });
    const second = await told(id, {
      rating: 'down',
      comment: 'It is twice as much.',
      claim: '12 USD',
    });
    expect(second).toMatchObject({
      id: first.id,
      state: 'proposed',
      comment: 'It is twice as much.',
      claim: '12 USD',
      // Where a bad answer should have come from is not known.
      domains: null,
      decidedAt: null,
    });
  });

  it('is refused of what is not there, not one’s own, or has not ended', async () => {
    const id = await answered('Whose is it?');
    expect((await tell(unknownId, { rating: 'up' })).status).toBe(404);
    expect((await tell(id, { rating: 'up' }, 'bob')).status).toBe(404);
    const running = await service.ask({ question: 'How far?' });
    expect((await tell(running.id, { rating: 'up' })).status).toBe(409);
    expect((await cases()).map(({ question }) => question)).not.toContain('Whose is it?');
  });

  it.each([
    [{}, 'rating'],
    [{ rating: 5 }, 'rating'],
    [{ rating: 'up', comment: ' ' }, 'comment'],
    [{ rating: 'up', claim: 'a\u0000' }, 'claim'],
    [{ rating: 'up', vote: 1 }, 'vote'],
  ])('%j is refused at %s', async (body, at) => {
    const reply = await tell(await answered('What?'), body);
    expect(reply.status).toBe(400);
    const { errors } = (await reply.json()) as { errors: { path: string }[] };
    expect(errors.map(({ path }) => path)).toEqual([at]);
  });
});

it('feedback is refused with a comment that nobody reads to its end', async () => {
  const id = await answered('What?');
  expect((await tell(id, { rating: 'up', comment: 'x'.repeat(2_001) })).status).toBe(400);
});

describe('a proposed case', () => {
  it('is a question of the suite feedback once it is accepted, with the labels of who accepted it', async () => {
    const id = await answered('And last week?');
    const proposed = await told(id, { rating: 'down' });
    const inSuite = async () => suites.feedback.cases(await service.deps.feedback.accepted());
    expect((await inSuite()).map((one) => one.id)).not.toContain(proposed.id);
    const reply = await decide(proposed.id, 'accept', {
      question: 'Which jobs failed last week?',
      domains: ['reliability'],
    });
    expect(reply.status).toBe(200);
    expect((await inSuite()).find((one) => one.id === proposed.id)).toMatchObject({
      question: 'Which jobs failed last week?',
      route: { exactly: [['reliability']] },
      certified: null,
    });
    expect((await decide(proposed.id, 'reject')).status).toBe(200);
    expect((await inSuite()).map((one) => one.id)).not.toContain(proposed.id);
    const rejected = await cases('?state=rejected');
    expect(rejected).toMatchObject([{ id: proposed.id, investigationId: id }]);
  });

  it('stays in the data set when its investigation is deleted', async () => {
    const id = await answered('What is old?');
    const { id: caseId } = await told(id, { rating: 'up' });
    await decide(caseId, 'accept', {});
    await service.pool.query('delete from investigations where id = $1', [id]);
    const accepted = await service.deps.feedback.accepted();
    expect(accepted.find((one) => one.id === caseId)).toMatchObject({ investigationId: id });
  });

  it('is listed page by page, newest first', async () => {
    const [newest, next] = await cases();
    const reply = await service.get('/v1/evaluations/cases?limit=1');
    const page = (await reply.json()) as { cases: ProposedCase[]; nextCursor: string };
    expect(page.cases).toEqual([newest]);
    expect((await cases(`?limit=1&cursor=${page.nextCursor}`))[0]).toEqual(next);
  });

  it('is exported with all that were accepted, oldest first, whatever their number', async () => {
    await service.pool.query(`insert into feedback
      (id, investigation_id, owner, rating, question, domains, state, given_at)
      select 'case_' || md5(n::text), 'inv_' || n, 'local', 'up', 'Question ' || n || '?', '{cost}', 'accepted',
        timestamptz '2026-11-01' + n * interval '1 second' from generate_series(1, 201) n`);
    const exported = await createEvaluationClient(service.url).allCases('accepted');
    expect(exported.length).toBeGreaterThan(201);
    expect(exported).toEqual(await service.deps.feedback.accepted());
    await service.pool.query(`delete from feedback where question like 'Question %'`);
  });

  it.each([
    ['accept', `case_${'0'.repeat(32)}`, {}, 404],
    ['reject', `case_${'0'.repeat(32)}`, undefined, 404],
    ['accept', 'case_1', {}, 400],
    ['accept', `case_${'0'.repeat(32)}`, { domains: ['moon'] }, 400],
  ])('%s %s %j is refused with %i', async (verb, id, body, status) => {
    expect((await decide(id, verb, body)).status).toBe(status);
  });

  it('that was listed before cannot be a cursor of nothing', async () => {
    expect((await service.get('/v1/evaluations/cases?cursor=case_1')).status).toBe(400);
    const unknown = `case_${'0'.repeat(32)}`;
    expect((await service.get(`/v1/evaluations/cases?cursor=${unknown}`)).status).toBe(400);
    expect((await service.get('/v1/evaluations/cases?state=maybe')).status).toBe(400);
  });
});
