import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { query } from '../../adapters/postgres/pool.ts';
import type { Investigation } from '../../domain/investigation.ts';
import { someEvidence } from './some-evidence.ts';
import { startTeamService } from './team-service.ts';
import type { TeamService } from './team-service.ts';

let service: TeamService;
let mine: Investigation;
/** Words that nobody but the owner may read. */
const canary = 'zebra-crossing-7141';

beforeAll(async () => {
  service = await startTeamService();
  mine = await service.answered({ question: `Who was given rights on ${canary}?` });
  await service.call('owner', 'PUT', '/v1/memory', { preferences: { focus: ['security'] } });
});
afterAll(() => service.close());

const reads = () => [
  `/v1/investigations/${mine.id}`,
  `/v1/investigations/${mine.id}/events`,
  `/v1/investigations/${mine.id}/evidence`,
  `/v1/investigations/${mine.id}/evidence/${someEvidence.id}`,
  `/v1/investigations/${mine.id}/proof`,
  `/v1/investigations/${mine.id}/sources`,
];
const lists = () => [
  '/v1/investigations',
  `/v1/investigations?q=${canary}`,
  `/v1/investigations?sessionId=${mine.sessionId}`,
  `/v1/investigations?cursor=${mine.id}`,
  '/v1/sessions',
  `/v1/sessions/${mine.sessionId}`,
  `/v1/sessions?cursor=${mine.sessionId}`,
  '/v1/memory',
  '/v1/memory/export',
];

describe('what one principal keeps private', () => {
  it.each(['viewer', 'analystOfAnother', 'teamMember', 'admin'] as const)(
    'is not seen by %s in any route, list or failure',
    async (who) => {
      for (const path of [...reads(), ...lists()]) {
        const { text } = await service.call(who, 'GET', path);
        expect([path, text]).toEqual([path, expect.not.stringContaining(canary)]);
        expect([path, text]).toEqual([path, expect.not.stringContaining(someEvidence.title)]);
      }
      const told = await Promise.all(reads().map((path) => service.call(who, 'GET', path)));
      expect(told.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 404]);
      const asked = { question: 'And now?', sessionId: mine.sessionId };
      const { status } = await service.call(who, 'POST', '/v1/investigations', asked);
      expect(status).toBe(who === 'viewer' ? 403 : 404);
    },
  );

  it('is not reached by a key of theirs that is used by another', async () => {
    const headers = { 'idempotency-key': 'monday' };
    const body = { question: 'What did jobs cost?' };
    const ask = async (who: 'owner' | 'teamMember') =>
      JSON.parse(
        (await service.call(who, 'POST', '/v1/investigations', body, headers)).text,
      ) as Investigation;
    const [first, second, again] = [
      await ask('owner'),
      await ask('teamMember'),
      await ask('owner'),
    ];
    expect(first.id).toBe(again.id);
    expect(second.id).not.toBe(first.id);
  });
});

describe('a domain that is closed to somebody after they have asked it', () => {
  const setGroups = (groups: readonly string[]) =>
    query(service.pool, `update api_keys set groups = $1 where principal = 'key:owner'`, [groups]);

  it('is closed to them in what they asked before, too, and open again with the group', async () => {
    const said = 'The answer names zebras.';
    await query(
      service.pool,
      `insert into messages (id, session_id, owner, role, content, domains, at, expires_at)
        values ($1, $2, 'key:owner', 'assistant', $3, '{security}', now(), now() + interval '1 day')`,
      [`${mine.id}:assistant`, mine.sessionId, said],
    );
    const statuses = async () =>
      Promise.all(reads().map(async (path) => (await service.call('owner', 'GET', path)).status));
    const steer = () =>
      service.call('owner', 'POST', `/v1/investigations/${mine.id}/steer`, { action: 'answerNow' });
    const told = async () =>
      (await service.call('owner', 'GET', `/v1/sessions/${mine.sessionId}`)).text +
      (await service.call('owner', 'GET', '/v1/memory/export')).text;
    expect(await statuses()).toEqual([200, 200, 200, 200, 200, 200]);
    expect(await told()).toContain(said);

    await setGroups([]);
    expect(await statuses()).toEqual([404, 404, 404, 404, 404, 404]);
    expect((await steer()).status).toBe(404);
    expect(await told()).not.toContain(said);

    await setGroups(['sec']);
    expect(await statuses()).toEqual([200, 200, 200, 200, 200, 200]);
  });

  it('is told by a route that does not ask it', async () => {
    const { text } = await service.call('analystOfAnother', 'GET', '/v1/agents');
    const { agents } = JSON.parse(text) as { agents: { domain: string; available: boolean }[] };
    const closed = agents.filter(({ available }) => !available).map(({ domain }) => domain);
    expect(closed).toEqual(expect.arrayContaining(['security', 'unified']));
  });
});
