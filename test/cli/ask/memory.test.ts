import { describe, expect, it } from 'vitest';
import { ask, json, scripted } from './scripted-service.ts';

const memory = {
  preferences: [
    {
      key: 'costThresholdUsd',
      value: 500,
      unit: 'USD',
      source: {
        investigationId: 'inv_1',
        said: 'Flag anything above $500',
        at: '2026-11-20T08:00:00.000Z',
      },
    },
  ],
  insights: [
    {
      id: 'inv_1:1',
      investigationId: 'inv_1',
      domain: 'cost',
      text: '`etl` costs the most.',
      evidenceIds: ['ev_1'],
      at: '2026-11-20T08:00:00.000Z',
    },
  ],
  frequentQuestions: [
    {
      question: 'What did\njobs cost?',
      domains: ['cost'],
      count: 3,
      investigationId: 'inv_1',
      at: '2026-11-20T08:00:00.000Z',
    },
  ],
  known: [
    { key: 'costThresholdUsd', unit: 'USD', says: 'costs above it are flagged' },
    { key: 'timeZone', unit: null, says: 'days are meant in it' },
  ],
};

const service = () =>
  scripted(({ path }, reply) =>
    path === '/healthz'
      ? json(reply, 200, { status: 'ok', service: 'health-monitor' })
      : json(reply, 200, memory),
  );

describe('npm run ask -- memory', () => {
  it('shows what is remembered, where from, and what can be set', async () => {
    await using far = await service();
    const { out, code } = await ask(far.url, 'memory').ended;
    expect(code).toBe(0);
    expect(out).toBe(
      'costThresholdUsd = 500 USD  (you said “Flag anything above $500”, 2026-11-20)\n\nFound before:\n  2026-11-20  cost: `etl` costs the most.\n\nAsked most:\n  3×  What did jobs cost?\n\nCan be set:\n  timeZone: days are meant in it\n',
    );
    expect(JSON.parse((await ask(far.url, 'memory', '--json').ended).out)).toEqual(memory);
  });

  it.each([
    [
      ['set', 'costThresholdUsd', '500', 'USD'],
      'PUT',
      'costThresholdUsd',
      { value: 500, unit: 'USD' },
    ],
    [
      ['set', 'criticalJobs', 'etl, load sales'],
      'PUT',
      'criticalJobs',
      { value: ['etl', 'load sales'] },
    ],
    [['set', 'preferredWorkspace', '500'], 'PUT', 'preferredWorkspace', { value: '500' }],
    [['forget', 'timeZone'], 'DELETE', 'timeZone', null],
  ])('sends %j', async (words, method, key, body) => {
    await using far = await service();
    expect((await ask(far.url, 'memory', ...words).ended).code).toBe(0);
    const sent = far.asked.find(({ path }) => path !== '/healthz');
    expect([sent?.method, sent?.path, JSON.parse(sent?.body || 'null')]).toEqual([
      method,
      `/v1/memory/preferences/${key}`,
      body,
    ]);
  });

  it('lists and deletes sessions, deletes everything and exports it', async () => {
    const session = {
      id: 'ses_1',
      createdAt: '2026-11-20T08:00:00.000Z',
      lastUsedAt: '2026-11-20T08:00:00.000Z',
      question: 'What did\njobs cost?',
      investigations: 2,
      contextUntil: null,
    };
    await using far = await scripted(({ path, method }, reply) => {
      if (path === '/healthz') return json(reply, 200, { status: 'ok', service: 'health-monitor' });
      if (method === 'DELETE') return json(reply, 200, { deleted: 2 });
      return json(reply, 200, path.includes('export') ? { all: true } : { sessions: [session] });
    });
    const run = async (...words: string[]) => (await ask(far.url, 'memory', ...words).ended).out;
    expect(await run('sessions')).toBe(
      'ses_1  2026-11-20    2  no context                What did jobs cost?\n',
    );
    expect(await run('forget', 'ses_1')).toBe(
      'Deleted, with 2 investigations and all of theirs.\n',
    );
    await run('forget', 'everything');
    expect(JSON.parse(await run('export'))).toEqual({ all: true });
    const sent = far.asked.filter(({ path }) => path !== '/healthz');
    expect(sent.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /v1/sessions?limit=100',
      'DELETE /v1/sessions/ses_1',
      'DELETE /v1/memory',
      'GET /v1/memory/export',
    ]);
  });

  it('refuses other words with the usage', async () => {
    await using far = await service();
    const { err, code } = await ask(far.url, 'memory', 'eat', 'all').ended;
    expect(code).toBe(1);
    expect(err).toContain('memory eat is not understood.');
    expect(err).toContain('memory set KEY VALUE');
  });
});
