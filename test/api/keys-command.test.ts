import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDoor } from '../../api/auth/open-door.ts';
import { loadConfig } from '../../config/index.ts';
import { runProcess } from '../support/run-process.ts';
import { startService } from './service.ts';
import type { Service } from './service.ts';

let service: Service;
beforeAll(async () => {
  const config = loadConfig({ AUTH: 'api-keys' });
  service = await startService((pool) => openDoor(config, pool));
});
afterAll(() => service.close());

const keys = (...args: readonly string[]) =>
  runProcess('cli/keys.ts', args, { DATABASE_URL: service.databaseUrl });
const ask = (args: readonly string[], token?: string) =>
  runProcess('cli/ask.ts', args, { HEALTH_MONITOR_URL: service.url, HEALTH_MONITOR_TOKEN: token });

describe('npm run keys', () => {
  it('makes a key that commands are let in with, lists it without its secret, and revokes it', async () => {
    const made = await keys('create', '--for', 'ann', '--groups', 'sre,sec', '--days', '2');
    const key = made.out.trim();
    expect(key).toMatch(/^hmk_[0-9a-f]{16}_[\w-]{43}$/);
    expect(made.err).toMatch(/^Key [0-9a-f]{16} acts as key:ann \(analyst\) until \d{4}-/);
    expect(made.err).not.toContain(key);

    const refused = await ask(['--list']);
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('Sign in, or send')]);
    const listed = await ask(['--list', '--json'], key);
    expect([listed.code, listed.out]).toEqual([0, '[]\n']);
    const remembered = await ask(['memory'], key);
    expect(remembered.out).toContain('Nothing is remembered of you.');

    const list = await keys('list');
    expect(list.out).toMatch(/key:ann +analyst +sre,sec +all of the role +until .*Z +ann$/m);
    expect(list.out).not.toContain(key.slice(21));

    const [, id = ''] = key.split('_');
    expect((await keys('revoke', id)).code).toBe(0);
    expect((await keys('revoke', id)).code).toBe(1);
    expect((await ask(['--list'], key)).err).toContain('The credential is not good');
    expect((await keys('list')).out).toContain('revoked');
  });

  it.each([
    [['create'], '--for names who the key acts as'],
    [['create', '--for', 'oidc:ann'], '--for names who the key acts as'],
    [['create', '--for', 'ann', '--role', 'root'], '--role is one of viewer'],
    [['create', '--for', 'ann', '--scopes', 'read,write'], '--scopes are some of read'],
    [['create', '--for', 'ann', '--days', '0'], '--days is a whole number from 1 to 365'],
    [['revoke', 'all'], 'revoke names the id of one key'],
    [['list', '--role', 'admin'], '--role has no effect here'],
    [[], 'Say what to do'],
  ])('with %j is refused in one sentence', async (args, reason) => {
    const { code, err } = await keys(...args);
    expect([code, err]).toEqual([1, expect.stringContaining(reason)]);
    expect(err).toContain('npm run keys -- create');
  });

  it('says where keys would be when there is no database', async () => {
    const env = { LOCAL_DIR: '/nonexistent' };
    const { code, err } = await runProcess('cli/keys.ts', ['list'], env);
    expect([code, err]).toEqual([
      1,
      expect.stringMatching(/^DATABASE_URL is not set, and no stack/),
    ]);
  });
});
