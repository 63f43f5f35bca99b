import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorkStore } from '../../adapters/postgres/work-store.ts';
import { query } from '../../adapters/postgres/pool.ts';
import { anAnswer, someLeaves } from '../adapters/postgres/bench.ts';
import { authenticateByHeader, event, finished, startService } from './service.ts';
import type { Service } from './service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService({ authenticate: authenticateByHeader });
});
afterAll(() => service.close());

const call = async (method: string, path: string, principal = 'local') => {
  const headers = { 'x-test-principal': principal };
  const reply = await fetch(service.url + path, { method, headers });
  return { status: reply.status, body: (await reply.json()) as Record<string, unknown> };
};

/** A question that was answered and is remembered. */
async function answered(question: string, sessionId?: string) {
  const asked = await service.ask({ question, ...(sessionId ? { sessionId } : {}) });
  await service.write(
    asked.id,
    event('started', {}),
    event('answer.started', { pass: 1, attempt: 1 }, 'answer.started:1:1'),
    event(
      'answer.finished',
      { answer: anAnswer(), usage: {}, leaves: someLeaves },
      'answer.finished:1:1',
    ),
  );
  await createWorkStore(service.pool).remember({ id: asked.id, owner: 'local' }, 24);
  await service.write(asked.id, finished());
  return asked;
}

describe('sessions', () => {
  it('are listed newest first in pages, each with its first question', async () => {
    const first = await answered('What did jobs cost?');
    await answered('And last week?', first.sessionId);
    const second = await answered('Which jobs failed?');
    const page = await call('GET', '/v1/sessions?limit=1');
    expect(page.body).toMatchObject({
      sessions: [{ id: second.sessionId, question: 'Which jobs failed?', investigations: 1 }],
      nextCursor: second.sessionId,
    });
    const next = await call('GET', `/v1/sessions?limit=1&cursor=${second.sessionId}`);
    expect(next.body).toMatchObject({
      sessions: [{ id: first.sessionId, question: 'What did jobs cost?', investigations: 2 }],
      nextCursor: null,
    });
    expect((await call('GET', '/v1/sessions', 'bob')).body).toEqual({
      sessions: [],
      nextCursor: null,
    });
    expect((await call('GET', '/v1/sessions?cursor=ses_x')).status).toBe(400);
    expect((await call('GET', `/v1/sessions?cursor=${first.sessionId}`, 'bob')).status).toBe(400);
  });

  it('are read with what was asked and what is remembered; an expired one is readable, and no context', async () => {
    const { id, sessionId } = await answered('What did jobs cost?');
    const path = `/v1/sessions/${sessionId}`;
    expect((await call('GET', path)).body).toMatchObject({
      id: sessionId,
      contextUntil: expect.stringMatching(/Z$/),
      asked: [{ id, question: 'What did jobs cost?', status: 'completed' }],
      messages: [
        { role: 'user', content: 'What did jobs cost?', investigationId: id },
        { role: 'assistant', content: 'Jobs cost 12.50 USD.', investigationId: id },
      ],
    });
    await query(service.pool, `update messages set expires_at = now() where session_id = $1`, [
      sessionId,
    ]);
    expect((await call('GET', path)).body).toMatchObject({
      contextUntil: null,
      asked: [{ id }],
      messages: [],
    });
  });

  it('are deleted by their owner only', async () => {
    const { id, sessionId } = await answered('What did jobs cost?');
    const path = `/v1/sessions/${sessionId}`;
    for (const method of ['GET', 'DELETE']) {
      expect((await call(method, path, 'bob')).status).toBe(404);
      expect((await call(method, '/v1/sessions/ses_1')).status).toBe(404);
    }
    expect(await call('DELETE', path)).toEqual({ status: 200, body: { deleted: 1 } });
    expect((await call('GET', path)).status).toBe(404);
    expect((await call('GET', `/v1/investigations/${id}`)).status).toBe(404);
    expect((await call('GET', `/v1/investigations/${id}/evidence`)).status).toBe(404);
  });

  it('are kept while a question is open', async () => {
    const { sessionId } = await service.ask({ question: 'What did jobs cost?' });
    expect(await call('DELETE', `/v1/sessions/${sessionId}`)).toMatchObject({
      status: 409,
      body: { detail: 'A question is still open: cancel it or wait for its end, then delete.' },
    });
    expect((await call('DELETE', '/v1/memory')).status).toBe(409);
    await query(service.pool, `update investigations set status = 'failed'`);
  });
});

describe('everything of a user', () => {
  it('is exported as one document, and forgotten', async () => {
    const { id, sessionId } = await answered('I am a manager. What did jobs cost?');
    await fetch(`${service.url}/v1/memory/preferences/role`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ value: 'manager' }),
    });
    const { body } = await call('GET', '/v1/memory/export');
    expect(body['preferences']).toMatchObject([{ key: 'role', value: 'manager' }]);
    expect(body['sessions']).toEqual(
      expect.arrayContaining([expect.objectContaining({ id: sessionId })]),
    );
    expect(body['investigations']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id, answer: 'Jobs cost 12.50 USD.', sessionId }),
      ]),
    );
    const [insight] = body['insights'] as readonly { id: string }[];
    expect(insight).toMatchObject({ domain: 'cost', text: 'Jobs cost 12.50 USD.' });
    const one = `/v1/memory/insights/${encodeURIComponent(insight?.id ?? '')}`;
    expect((await call('DELETE', one, 'bob')).status).toBe(404);
    const { body: left } = await call('DELETE', one);
    expect(JSON.stringify(left['insights'])).not.toContain(insight?.id);
    expect(JSON.stringify(body['messages'])).toContain(`"sessionId":"${sessionId}"`);
    expect((await call('GET', '/v1/memory/export', 'bob')).body).toMatchObject({
      preferences: [],
      sessions: [],
      messages: [],
      investigations: [],
    });
    expect((await call('DELETE', '/v1/memory')).status).toBe(200);
    expect((await call('GET', '/v1/memory/export')).body).toMatchObject({
      preferences: [],
      sessions: [],
      messages: [],
      investigations: [],
    });
  });
});
