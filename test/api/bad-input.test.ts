import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startService, unknownId } from './service.ts';
import type { Service } from './service.ts';

type Problem = {
  status: number;
  code: string;
  detail: string;
  errors?: { path: string; message: string }[];
  requestId: string;
};

let service: Service;
let known: string;
beforeAll(async () => {
  service = await startService();
  known = (await service.ask()).id;
});
afterAll(() => service.close());

async function expectProblem(reply: Response, status: number, code: string, path: string | null) {
  const problem = (await reply.json()) as Problem;
  expect(problem).toMatchObject({ status, code, title: expect.any(String) });
  expect(reply.status).toBe(status);
  expect(reply.headers.get('content-type')).toBe('application/problem+json');
  expect(reply.headers.get('x-request-id')).toBe(problem.requestId);
  if (path !== null) expect(problem.errors?.map((one) => one.path)).toContain(path);
  for (const one of problem.errors ?? [])
    expect(one.message).toMatch(/^(?!Invalid input|Malformed).+/);
  expect(JSON.stringify(problem)).not.toMatch(/\.ts:\d|node_modules|    at /);
  return problem;
}

/** Nothing but the one question of the set-up may exist. */
async function expectNothingStarted() {
  expect(await service.count('investigations')).toBe(1);
  expect(service.engine.started).toHaveLength(1);
}

const q = 'What did jobs cost?';
const questions: readonly (readonly [string, unknown, string])[] = [
  ['no question', {}, 'question'],
  ['an empty question', { question: '' }, 'question'],
  ['a question of white space', { question: ' \n\t ' }, 'question'],
  ['a question of zero width', { question: '\u200b\u2060\ufeff\u00ad' }, 'question'],
  ['a question of characters that show nothing', { question: '\u3164\u2800 \ufe0f' }, 'question'],
  ['a question of controls', { question: '\u0001\u001b\u202e\u2066' }, 'question'],
  ['4,001 characters', { question: 'x'.repeat(4_001) }, 'question'],
  ['a question that is a number', { question: 7 }, 'question'],
  ['a question with NUL', { question: 'a\0b' }, 'question'],
  ['a question with half a surrogate pair', '{"question":"a\\ud800b"}', 'question'],
  ['an unknown field', { question: q, colour: 'red' }, 'colour'],
  ['tables that are no seconds old', { question: q, reuseSeconds: 0 }, 'reuseSeconds'],
  ['tables of two days ago', { question: q, reuseSeconds: 172_800 }, 'reuseSeconds'],
  ['an unknown domain', { question: q, domains: ['weather'] }, 'domains.0'],
  ['an unknown second domain', { question: q, domains: ['cost', 'weather'] }, 'domains.1'],
  ['a domain named twice', { question: q, domains: ['cost', 'cost'] }, 'domains.1'],
  ['no domain at all', { question: q, domains: [] }, 'domains'],
  ['a budget of 14', { question: q, budgetSeconds: 14 }, 'budgetSeconds'],
  ['a budget over the maximum', { question: q, budgetSeconds: 3_601 }, 'budgetSeconds'],
  ['a broken budget', { question: q, budgetSeconds: 20.5 }, 'budgetSeconds'],
  ['a deep one of 5 s', { question: q, mode: 'deep', budgetSeconds: 5 }, 'budgetSeconds'],
  ['a deep one of 59 s', { question: q, mode: 'deep', budgetSeconds: 59 }, 'budgetSeconds'],
  [
    'a deep one of a year',
    { question: q, mode: 'deep', budgetSeconds: 31_536_000 },
    'budgetSeconds',
  ],
  ['a mode that is none', { question: q, mode: 'quick' }, 'mode'],
  ['a tool that is none', { question: q, tools: ['hammer'] }, 'tools.0'],
  ['a tool that is not set up', { question: q, tools: ['runbooks', 'web_search'] }, 'tools.1'],
  ['a tool named twice', { question: q, tools: ['runbooks', 'runbooks'] }, 'tools.1'],
  ['a visibility that is none', { question: q, visibility: 'public' }, 'visibility'],
  ['visibility public', { question: q, visibility: 'public' }, 'visibility'],
  ['a session id of another form', { question: q, sessionId: 'ses_1' }, 'sessionId'],
  ['a list for a body', [q], 'body'],
  ['malformed JSON', '{"question": "What', 'body'],
  ['an empty body', '', 'body'],
];

describe('a question that cannot be asked', () => {
  it.each(questions)('with %s is 400 with its path', async (_, body, path) => {
    const reply = await service.post('/v1/investigations', body);
    await expectProblem(reply, 400, 'input.invalid', path);
    await expectNothingStarted();
  });

  it('in a body of 65 kB is 413', async () => {
    const reply = await service.post('/v1/investigations', { question: 'x'.repeat(65_000) });
    await expectProblem(reply, 413, 'input.too_large', 'body');
    await expectNothingStarted();
  });

  it('in a body of 65 kB that does not tell its length is 413', async () => {
    const bytes = new TextEncoder().encode(JSON.stringify({ question: 'x'.repeat(65_000) }));
    const reply = await fetch(`${service.url}/v1/investigations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: new Blob([bytes]).stream(),
      duplex: 'half',
    } as RequestInit);
    await expectProblem(reply, 413, 'input.too_large', 'body');
    await expectNothingStarted();
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp'])(
    'as %s is 400',
    async (type) => {
      const reply = await service.post(
        '/v1/investigations',
        { question: q },
        { 'content-type': type },
      );
      await expectProblem(reply, 400, 'input.invalid', 'Content-Type');
      await expectNothingStarted();
    },
  );

  it.each(['two words', 'x'.repeat(256)])('under the key %j is 400', async (key) => {
    const reply = await service.post(
      '/v1/investigations',
      { question: q },
      { 'idempotency-key': key },
    );
    await expectProblem(reply, 400, 'input.invalid', 'Idempotency-Key');
    await expectNothingStarted();
  });

  it('in a session that does not exist is 404', async () => {
    const body = { question: q, sessionId: `ses_${'f'.repeat(32)}` };
    const reply = await service.post('/v1/investigations', body);
    await expectProblem(reply, 404, 'input.not_found', 'sessionId');
    await expectNothingStarted();
  });

  it('is told every field that is wrong, and not thousands', async () => {
    const fields = Object.fromEntries(Array.from({ length: 3_000 }, (_, n) => [`f${n}`, 1]));
    const reply = await service.post('/v1/investigations', { ...fields, budgetSeconds: 1 });
    const problem = await expectProblem(reply, 400, 'input.invalid', 'question');
    expect(problem.errors?.length).toBe(20);
  });
});

describe('an id that names nothing', () => {
  const ids = [unknownId, 'inv_1', 'x', '%00', `inv_${'F'.repeat(32)}`];
  it.each(ids)('%s is 404 everywhere', async (id) => {
    const self = `/v1/investigations/${id}`;
    const replies = [
      await service.get(self),
      await service.get(`${self}/events`),
      await service.get(`${self}/evidence`),
      await service.get(`${self}/evidence/ev_1`),
      await service.post(`${self}/cancel`),
      await service.post(`${self}/steer`, { action: 'answerNow' }),
    ];
    for (const reply of replies) await expectProblem(reply, 404, 'input.not_found', 'id');
    expect([service.engine.cancelled, service.engine.steered]).toEqual([[], []]);
  });

  it('of evidence is 404', async () => {
    const reply = await service.get(`/v1/investigations/${known}/evidence/ev_1`);
    await expectProblem(reply, 404, 'input.not_found', 'evidenceId');
  });

  it('of a route is 404', async () => {
    await expectProblem(await service.get('/v1/nothing'), 404, 'input.not_found', null);
  });
});

describe('a place in the log that is no number', () => {
  it.each(['abc', '-1', '1.5', '1e3', '99999999999999999999', ''])(
    'as Last-Event-ID %j is 400',
    async (value) => {
      const path = `/v1/investigations/${known}/events`;
      const reply = await service.get(path, { 'last-event-id': value });
      await expectProblem(reply, 400, 'input.invalid', 'Last-Event-ID');
    },
  );

  it.each([
    ['events?after=x', 'after'],
    ['events?after=-1', 'after'],
    ['events?limit=0', 'limit'],
    ['events?limit=1001', 'limit'],
    ['?waitSeconds=61', 'waitSeconds'],
    ['?waitSeconds=soon', 'waitSeconds'],
    ['?waitSeconds=NaN', 'waitSeconds'],
  ])('as %s is 400', async (rest, path) => {
    const separator = rest.startsWith('?') ? '' : '/';
    const reply = await service.get(`/v1/investigations/${known}${separator}${rest}`);
    await expectProblem(reply, 400, 'input.invalid', path);
  });
});

describe('other wrong requests', () => {
  it.each([
    ['sessionId=1', 'sessionId'],
    ['status=done', 'status'],
    ['limit=101', 'limit'],
    ['cursor=%20', 'cursor'],
    ['cursor=x', 'cursor'],
    ['cursor=a%00b', 'cursor'],
    [`cursor=${unknownId}`, 'cursor'],
    ['limit=1e3', 'limit'],
    ['limit=NaN', 'limit'],
    ['limit=1&limit=2', 'limit'],
    ['q=a%00', 'q'],
  ])('the list with %s is 400', async (search, path) => {
    const reply = await service.get(`/v1/investigations?${search}`);
    await expectProblem(reply, 400, 'input.invalid', path);
  });

  it.each([
    ['a hint of 4,001 characters', { action: 'hint', text: 'x'.repeat(4_001) }, 'text'],
    ['an empty hint', { action: 'hint', text: ' ' }, 'text'],
    ['less time', { action: 'extend', seconds: -60 }, 'seconds'],
    ['a year more', { action: 'extend', seconds: 31_536_000 }, 'seconds'],
    ['half a second more', { action: 'extend', seconds: 0.5 }, 'seconds'],
    ['an unknown action', { action: 'hurry' }, 'action'],
    ['no action', {}, 'action'],
    ['skip without a domain', { action: 'skip' }, 'domain'],
    ['skip of an unknown domain', { action: 'skip', domain: 'weather' }, 'domain'],
    ['an empty answer', { action: 'answer', domain: 'cost', text: ' ' }, 'text'],
    ['an unknown field', { action: 'answerNow', soon: true }, 'soon'],
    ['a list', [], 'body'],
  ])('steering by %s is 400', async (_, body, path) => {
    const reply = await service.post(`/v1/investigations/${known}/steer`, body);
    const problem = await expectProblem(reply, 400, 'input.invalid', path);
    if (path === 'action')
      expect(problem.detail).toContain('skip, hint, extend, answer, answerNow');
    expect(service.engine.steered).toEqual([]);
  });

  it.each(['public', 'everyone'])('visibility %s is 400', async (visibility) => {
    const reply = await fetch(`${service.url}/v1/investigations/${known}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ visibility }),
    });
    await expectProblem(reply, 400, 'input.invalid', 'visibility');
  });

  it('a question to route that is empty is 400', async () => {
    await expectProblem(
      await service.post('/v1/route', { question: '' }),
      400,
      'input.invalid',
      'question',
    );
  });
});
