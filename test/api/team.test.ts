import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InvestigationId } from '../../domain/ids.ts';
import { query } from '../../adapters/postgres/pool.ts';
import { anAnswer } from '../adapters/postgres/bench.ts';
import { asAdmin, event, finished, laneFinished, routed, startService } from './service.ts';
import { someEvidence } from './some-evidence.ts';
import type { Service } from './service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService({
    domainAccess: { security: ['auditors'] },
    authenticate: (request) => {
      const id = request.headers.get('x-test-principal') ?? 'local';
      return asAdmin(id, id === 'audrey' ? ['auditors'] : []);
    },
  });
});
afterAll(() => service.close());

const status = async (path: string, principal: string, method = 'GET', body?: object) => {
  const headers = { 'x-test-principal': principal, 'content-type': 'application/json' };
  const reply = await fetch(service.url + path, {
    method,
    headers: { ...headers, accept: 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  await reply.arrayBuffer();
  return reply.status;
};

/** An answered investigation of `local` about these domains. */
async function answered(...domains: readonly ('cost' | 'security')[]) {
  const { id, sessionId } = await service.ask({ visibility: 'team' });
  await service.write(
    id,
    event('started', {}),
    routed(...domains),
    ...domains.map((domain) => laneFinished(domain, 'answered')),
    event('answer.started', { pass: 1, attempt: 1 }, 'answer.started:1:1'),
    event('answer.finished', { answer: anAnswer(), usage: {} }, 'answer.finished:1:1'),
    finished(),
  );
  // The key by which the log knows it.
  await query(
    service.pool,
    `update events set key = 'routed' where investigation_id = $1 and type = 'routed'`,
    [id],
  );
  for (const domain of domains) {
    await query(
      service.pool,
      `insert into lanes (investigation_id, owner, round, domain, question, deadline_at)
        values ($1, 'local', 1, $2, 'q', now())`,
      [id, domain],
    );
  }
  await service.addEvidence(id, someEvidence);
  return { id, sessionId };
}

const reads = (id: InvestigationId) => [
  `/v1/investigations/${id}`,
  `/v1/investigations/${id}/events`,
  `/v1/investigations/${id}/evidence`,
  `/v1/investigations/${id}/evidence/${someEvidence.id}`,
  `/v1/investigations/${id}/proof`,
];

const all = (paths: readonly string[], principal: string) =>
  Promise.all(paths.map((path) => status(path, principal)));

describe('an investigation that is shared with the team', () => {
  it('is read by whoever may ask all its domains', async () => {
    const { id } = await answered('cost', 'security');
    expect(await all(reads(id), 'audrey')).toEqual([200, 200, 200, 200, 200]);
    expect(await all(reads(id), 'bob')).toEqual([404, 404, 404, 404, 404]);
    const open = await answered('cost');
    expect(await all(reads(open.id), 'bob')).toEqual([200, 200, 200, 200, 200]);
  });

  it('is changed by its owner only, and opens nothing else of theirs', async () => {
    const { id, sessionId } = await answered('cost');
    const self = `/v1/investigations/${id}`;
    expect(await status(`${self}/cancel`, 'bob', 'POST')).toBe(404);
    expect(await status(`${self}/steer`, 'bob', 'POST', { action: 'answerNow' })).toBe(404);
    expect(await status(self, 'bob', 'PATCH', { visibility: 'private' })).toBe(404);
    expect(await status(`/v1/sessions/${sessionId}`, 'bob')).toBe(404);
    expect(
      await status('/v1/investigations', 'bob', 'POST', { question: 'And now?', sessionId }),
    ).toBe(404);
    const headers = { 'x-test-principal': 'bob' };
    expect(await (await service.get('/v1/investigations', headers)).json()).toEqual({
      investigations: [],
      nextCursor: null,
    });
  });

  it('is private again at its owner’s word, and private unless said otherwise', async () => {
    const { id } = await answered('cost');
    const self = `/v1/investigations/${id}`;
    expect(await status(self, 'local', 'PATCH', { visibility: 'private' })).toBe(200);
    expect(await all(reads(id), 'bob')).toEqual([404, 404, 404, 404, 404]);
    expect(await status(self, 'local', 'PATCH', { visibility: 'team' })).toBe(200);
    expect(await status(self, 'bob')).toBe(200);
    const { id: other } = await service.ask({});
    expect(await status(`/v1/investigations/${other}`, 'bob')).toBe(404);
  });

  it('is closed while nobody knows its domains', async () => {
    const { id } = await service.ask({ visibility: 'team' });
    expect(await all(reads(id).slice(0, 3), 'audrey')).toEqual([404, 404, 404]);
  });

  it('is closed to whoever may not ask the domain of one of its tables', async () => {
    const { id } = await answered('cost');
    await query(
      service.pool,
      `update evidence set domain = 'security' where investigation_id = $1`,
      [id],
    );
    expect(await status(`/v1/investigations/${id}`, 'bob')).toBe(404);
    expect(await status(`/v1/investigations/${id}`, 'audrey')).toBe(200);
  });
});
