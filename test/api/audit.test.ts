import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAudit, verifyAudit } from '../../adapters/postgres/audit.ts';
import { query } from '../../adapters/postgres/pool.ts';
import { runProcess } from '../support/run-process.ts';
import { someEvidence } from './some-evidence.ts';
import { startTeamService } from './team-service.ts';
import type { Identity, TeamService } from './team-service.ts';

let service: TeamService;
beforeAll(async () => {
  service = await startTeamService();
});
afterAll(() => service.close());

/** What was noted while `work` ran, oldest first. */
async function notedBy(work: () => Promise<unknown>): Promise<readonly string[]> {
  const before = (await readAudit(service.pool, { principal: null, limit: 1 }))[0]?.id ?? 0;
  await work();
  const lines = await readAudit(service.pool, { principal: null, limit: 100 });
  return lines
    .filter(({ id }) => id > before)
    .toReversed()
    .map(({ principal, action, subject }) => `${principal} ${action} ${subject}`);
}
const get = (who: Identity, path: string, headers = {}) =>
  service.call(who, 'GET', path, undefined, headers);

describe('the audit of the API', () => {
  it('says who asked, shared, read, exported and deleted what, and how they came in', async () => {
    let [id, sessionId] = ['', ''];
    const asked = await notedBy(async () => {
      ({ id, sessionId } = await service.answered({ visibility: 'private' }));
    });
    expect(asked).toEqual([`key:owner asked ${id}`]);
    const self = `/v1/investigations/${id}`;
    expect(
      await notedBy(() => service.call('owner', 'PATCH', self, { visibility: 'team' })),
    ).toEqual([`key:owner shared ${id}`]);
    expect(await notedBy(() => get('teamMember', `${self}/events`))).toEqual([
      `key:teamMember read ${id}`,
    ]);
    const csv = { accept: 'text/csv' };
    expect(await notedBy(() => get('owner', `${self}/evidence/${someEvidence.id}`, csv))).toEqual([
      `key:owner exported ${id}`,
    ]);
    expect(await notedBy(() => get('teamMember', `${self}/proof`))).toEqual([
      `key:teamMember read ${id}`,
      `key:teamMember exported ${id}`,
    ]);
    expect(await notedBy(() => get('owner', '/v1/memory/export'))).toEqual([
      'key:owner exported memory',
    ]);
    expect(
      await notedBy(() => service.call('owner', 'DELETE', `/v1/sessions/${sessionId}`)),
    ).toEqual([`key:owner deleted ${sessionId}`]);
    expect(await notedBy(() => service.call('owner', 'DELETE', '/v1/memory'))).toEqual([
      'key:owner deleted memory',
    ]);
    const [line] = await readAudit(service.pool, { principal: 'key:owner', limit: 1 });
    expect(line?.via).toMatch(/^api-keys:[0-9a-f]{16}$/);
  });

  it('has no line of what was refused, and none of what was said', async () => {
    const { id } = await service.answered();
    const canary = 'zebra-7141';
    const noted = await notedBy(async () => {
      await get('teamMember', `/v1/investigations/${id}`);
      await service.call('viewer', 'POST', '/v1/investigations', { question: canary });
      await service.call('owner', 'DELETE', `/v1/sessions/ses_${'f'.repeat(32)}`);
      await service.call('owner', 'POST', '/v1/investigations', { question: `What of ${canary}?` });
    });
    expect(noted).toEqual([expect.stringMatching(/^key:owner asked inv_/)]);
    const [{ text } = { text: '' }] = await query<{ text: string }>(
      service.pool,
      'select string_agg(l::text, chr(10)) as text from audit_lines l',
    );
    expect(text).not.toContain(canary);
    expect(await verifyAudit(service.pool)).toMatchObject({ kind: 'whole' });
  });

  it('is verified and listed by a command', async () => {
    const audit = (...args: readonly string[]) =>
      runProcess('cli/audit.ts', args, { DATABASE_URL: service.databaseUrl });
    const verified = await audit('verify');
    expect([verified.code, verified.err]).toEqual([0, expect.stringMatching(/^\d+ lines, whole/)]);
    expect((await audit('verify', '--expect', verified.out.trim())).code).toBe(0);
    const listed = await audit('list', '--for', 'database', '--limit', '1');
    expect(listed.out).toMatch(/ {2}database {2}command {2}key_created {2}[0-9a-f]{16}\n$/);
    const [id] = verified.out.split(':');
    const wrong = await audit('verify', '--expect', `${id}:${'0'.repeat(64)}`);
    expect([wrong.code, wrong.err]).toEqual([1, expect.stringContaining('broken at line')]);
    expect((await audit('verify', '--expect', 'x')).err).toContain('--expect is what verify');
  });
});
