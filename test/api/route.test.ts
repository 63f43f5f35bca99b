import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWorkStore } from '../../adapters/postgres/work-store.ts';
import { query } from '../../adapters/postgres/pool.ts';
import type { AppDeps } from '../../api/deps.ts';
import { sessionId } from '../../domain/ids.ts';
import type { Domain } from '../../domain/domains.ts';
import type { SessionHistory } from '../../domain/memory-port.ts';
import { anAnswer } from '../adapters/postgres/bench.ts';
import { authenticateByHeader, event, startService } from './service.ts';
import type { Service } from './service.ts';

const question = 'And by team?';

/** A reasoner that chooses these domains and keeps the history that it was given. */
function choosing(...chosen: readonly Domain[]) {
  const seen: SessionHistory[] = [];
  const reasoner: AppDeps['reasoner'] = {
    needsOf: () => [],
    route: async (request) => {
      seen.push(request.history);
      return {
        routing: {
          domains: chosen.map((domain) => ({ domain, question, score: 0.9, reason: 'chosen' })),
          tools: [],
          source: 'examples',
        },
        degraded: [],
        usage: {},
        prompt: null,
      };
    },
  };
  return { reasoner, seen };
}

let service: Service;
let seen: SessionHistory[];
beforeEach(async () => {
  const chosen = choosing('cost', 'security');
  seen = chosen.seen;
  service = await startService({
    reasoner: chosen.reasoner,
    domainAccess: { security: ['auditors'] },
    authenticate: authenticateByHeader,
  });
});
afterEach(() => service.close());

describe('POST /v1/route', () => {
  it('tells of a chosen domain that the caller may not ask that it would not be asked', async () => {
    const reply = await service.post('/v1/route', { question });
    expect(await reply.json()).toMatchObject({
      intent: null,
      domains: [{ domain: 'cost' }],
      denied: [{ domain: 'security', reason: expect.stringContaining('DOMAIN_ACCESS') }],
    });
  });

  it('tells whether the question asks for a cause', async () => {
    const reply = await service.post('/v1/route', { question: 'Why did spend jump?' });
    expect(await reply.json()).toMatchObject({ intent: 'why' });
  });

  it('reads the same history of a session as a run does', async () => {
    const work = createWorkStore(service.pool);
    const first = await service.ask({ question: 'What did jobs cost?' });
    const ref = { id: first.id, owner: 'local' };
    await service.write(
      first.id,
      event('started', {}),
      event('answer.started', { pass: 1, attempt: 1 }, 'answer.started:1:1'),
      event('answer.finished', { answer: anAnswer(), usage: {} }, 'answer.finished:1:1'),
    );
    const { sessionId: session } = first;
    const ask = () => service.post('/v1/route', { question, sessionId: session });
    // An answer that was not saved is not remembered by a run either.
    const next = async () => {
      const { id } = await service.ask({ sessionId: session });
      return work.history({ id, owner: 'local' });
    };
    await ask();
    expect(seen.at(-1)).toEqual(await next());
    expect(seen.at(-1)?.messages).toEqual([]);
    await work.remember(ref, 1);
    await ask();
    expect(seen.at(-1)).toEqual(await next());
    expect(seen.at(-1)?.messages).toHaveLength(2);
    await query(service.pool, `update messages set expires_at = now() - interval '1 second'`);
    await ask();
    expect(seen.at(-1)?.messages).toEqual([]);
  });

  it('asks nothing for a message that only tells a preference', async () => {
    const reply = await service.post('/v1/route', { question: 'I only care about prod-eu.' });
    expect(await reply.json()).toMatchObject({ domains: [], denied: [], intent: null });
    expect(seen).toEqual([]);
  });

  it('knows no session of others', async () => {
    const { sessionId: session } = await service.ask();
    for (const [named, principal] of [
      [session, 'bob'],
      [sessionId('0'.repeat(32)), 'local'],
    ] as const) {
      const headers = { 'x-test-principal': principal };
      const reply = await service.post('/v1/route', { question, sessionId: named }, headers);
      expect(reply.status).toBe(404);
    }
  });
});
