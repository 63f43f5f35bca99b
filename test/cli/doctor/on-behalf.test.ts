import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tokenKey } from '../../support/app-user.ts';
import { openInstallation } from './bench.ts';
import type { Installation } from './bench.ts';

let installation: Installation;
beforeAll(async () => {
  installation = await openInstallation();
});
afterAll(() => installation[Symbol.asyncDispose]());

const identity = async (env: Record<string, string> = {}) =>
  (await installation.rows(env)).find(({ id }) => id === 'identity');
const on = (...names: string[]) => ({
  ON_BEHALF_OF: 'databricks-apps',
  TOKEN_KEYS: names.map(tokenKey).join(','),
});

describe('the doctor tells as whom the workspace is asked', () => {
  it('with the names of the keys, and without the keys', async () => {
    expect(await identity()).toMatchObject({
      status: 'ok',
      detail: 'Genie and the warehouse are asked as the service.',
    });
    const env = on('k2', 'k1');
    const row = await identity(env);
    expect(row).toMatchObject({
      status: 'ok',
      detail: expect.stringMatching(/as the user who asks\. k2 encrypts.*, k1 decrypts too/),
    });
    expect(JSON.stringify(row)).not.toContain(env.TOKEN_KEYS.slice(3, 40));
  });

  it('and warns where tokens are stored that nobody here can decrypt', async () => {
    await installation.execute(
      `with s as (insert into sessions (id, owner) values ('s', 'ann') returning id),
        i as (insert into investigations (id, owner, session_id, mode, question, visibility, closed_domains,
            budget_seconds, body_hash, estimate, deadline_at, asked_as)
          select 'i', 'ann', id, 'standard', 'q', 'private', '{}', 60, 'h', '{}', now(), 'ann' from s returning id)
        insert into user_tokens (investigation_id, owner, key_name, sealed) select id, 'ann', 'old', '' from i`,
    );
    expect(await identity(on('new'))).toMatchObject({
      status: 'warn',
      detail: expect.stringContaining('encrypted with old'),
    });
    expect(await identity()).toMatchObject({ status: 'warn' });
    expect(await identity(on('new', 'old'))).toMatchObject({ status: 'ok' });
  });
});
