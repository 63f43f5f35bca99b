import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAuditLog, readAudit, verifyAudit } from '../../../adapters/postgres/audit.ts';
import { createPool, query, transaction } from '../../../adapters/postgres/pool.ts';
import type { Pool } from '../../../adapters/postgres/pool.ts';
import { createDatabase, type SuiteDatabase } from '../../support/database.ts';

let database: SuiteDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await createDatabase();
  pool = createPool(database.url, 8);
});
afterAll(async () => {
  await pool.end();
  await database[Symbol.asyncDispose]();
});

const ann = { principal: 'key:änn, "the first"', via: 'api-keys:0123' };

/** Changes lines as somebody does who owns the database. */
const asOwner = (statement: string) =>
  transaction(pool, async (client) => {
    await client.query('alter table audit_lines disable trigger all');
    await client.query(statement);
    await client.query('alter table audit_lines enable trigger all');
  });

beforeEach(async () => {
  await asOwner('delete from audit_lines');
  const audit = createAuditLog(pool);
  for (const subject of ['inv_a', 'inv_b', '', 'inv_d']) await audit.append(ann, 'asked', subject);
});

const noted = async () => {
  const verdict = await verifyAudit(pool);
  if (verdict.kind === 'broken' || verdict.newest === null) throw new Error('no line');
  return { id: verdict.lines, hash: verdict.newest };
};

describe('the audit', () => {
  it('is whole as it was written, and says who did what, newest first', async () => {
    expect(await verifyAudit(pool, await noted())).toMatchObject({ kind: 'whole', lines: 4 });
    const [newest] = await readAudit(pool, { principal: ann.principal, limit: 1 });
    expect(newest).toMatchObject({ id: 4, ...ann, action: 'asked', subject: 'inv_d' });
    expect(await readAudit(pool, { principal: 'key:bob', limit: 9 })).toEqual([]);
  });

  it.each([
    ['who it was', `update audit_lines set principal = 'key:bob' where id = 2`, 2],
    ['what it was about', `update audit_lines set subject = 'inv_x' where id = 3`, 3],
    ['when', `update audit_lines set at = at + interval '1 microsecond' where id = 4`, 4],
    ['a hash', `update audit_lines set hash = sha256('x') where id = 1`, 1],
    [
      'that a field begins elsewhere',
      `update audit_lines set via = 'api-keys:012', action = '3asked' where id = 2`,
      2,
    ],
    ['that there was a line', `delete from audit_lines where id = 3`, 3],
    ['where it begins', `delete from audit_lines where id = 1`, 1],
    ['the order', `update audit_lines set id = 9 - id where id in (4)`, 4],
  ])('shows that somebody changed %s', async (_, statement, line) => {
    await asOwner(statement);
    expect(await verifyAudit(pool)).toMatchObject({ kind: 'broken', line });
  });

  it('shows by a line that was noted elsewhere that its end was cut off, or all written anew', async () => {
    const newest = await noted();
    await asOwner('delete from audit_lines where id = 4');
    expect(await verifyAudit(pool)).toMatchObject({ kind: 'whole', lines: 3 });
    expect(await verifyAudit(pool, newest)).toMatchObject({ kind: 'broken', line: 4 });
    await createAuditLog(pool).append(ann, 'asked', 'inv_d');
    expect(await verifyAudit(pool, newest)).toMatchObject({ kind: 'broken', line: 4 });
  });

  it('takes no change and no deletion', async () => {
    const changes = [
      `update audit_lines set principal = 'key:bob'`,
      'delete from audit_lines',
      'truncate audit_lines',
    ];
    for (const change of changes) {
      await expect(query(pool, change)).rejects.toThrow(/only appended|bug|PostgreSQL/);
    }
    expect(await verifyAudit(pool)).toMatchObject({ kind: 'whole', lines: 4 });
  });

  it('numbers lines that are written at the same time without a gap', async () => {
    const audit = createAuditLog(pool);
    await Promise.all(Array.from({ length: 40 }, (_, n) => audit.append(ann, 'read', `inv_${n}`)));
    expect(await verifyAudit(pool)).toMatchObject({ kind: 'whole', lines: 44 });
  });

  it('has no line of what was rolled back', async () => {
    await transaction(pool, async (client) => {
      await client.query(`select append_audit('key:ann', 'x', 'asked', 'inv_e')`);
      throw new Error('no');
    }).catch(() => undefined);
    expect(await verifyAudit(pool)).toMatchObject({ kind: 'whole', lines: 4 });
  });
});
