import { createHash } from 'node:crypto';
import type {
  AuditAction,
  AuditBy,
  AuditLine,
  AuditLog,
  AuditVerdict,
} from '../../domain/audit.ts';
import type { Pool } from './pool.ts';
import { query } from './pool.ts';

/** The lines in PostgreSQL. Effect: one statement. */
export function createAuditLog(pool: Pool): AuditLog {
  return {
    append: async ({ principal, via }, action, subject) => {
      await query(pool, 'select append_audit($1, $2, $3, $4)', [principal, via, action, subject]);
    },
  };
}

/**
 * The part of a statement that appends a line in the same statement, and the values of its parameters.
 *
 * Pure.
 *
 * @param by Null appends none.
 * @param from Number of its first parameter.
 */
export function appendedAudit(
  by: AuditBy | null,
  action: AuditAction,
  subject: string,
  from: number,
): { readonly sql: string; readonly values: readonly string[] } {
  if (by === null) return { sql: 'null::bigint', values: [] };
  const parameters = [0, 1, 2, 3].map((n) => `$${from + n}`).join(', ');
  return {
    sql: `append_audit(${parameters})`,
    values: [by.principal, by.via, action, subject],
  };
}

const columns = `id::float8 as id, principal, via, action, subject, encode(hash, 'hex') as hash,
  to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`;

/**
 * The newest lines, newest first.
 *
 * Effect: one statement.
 *
 * @param principal Only those of one; null for all.
 */
export function readAudit(
  pool: Pool,
  { principal, limit }: { readonly principal: string | null; readonly limit: number },
): Promise<readonly AuditLine[]> {
  return query<AuditLine>(
    pool,
    `select ${columns} from audit_lines where $1::text is null or principal = $1
      order by audit_lines.id desc limit $2`,
    [principal, limit],
  );
}

const pageSize = 1_000;

/**
 * Computes every hash again, from the first line on.
 *
 * Effect: reads all lines, a page at a time.
 *
 * @param expected A line that was written down elsewhere: shows when the end was cut off, or all was written
 *   anew.
 */
export async function verifyAudit(
  pool: Pool,
  expected: Pick<AuditLine, 'id' | 'hash'> | null = null,
): Promise<AuditVerdict> {
  let before = Buffer.alloc(32);
  let lines = 0;
  for (;;) {
    const page = await query<AuditLine>(
      pool,
      `select ${columns} from audit_lines where id > $1 order by audit_lines.id limit $2`,
      [lines, pageSize],
    );
    for (const line of page) {
      const why = faultOf(line, lines + 1, before, expected);
      if (why !== null) return { kind: 'broken', line: lines + 1, why };
      before = Buffer.from(line.hash, 'hex');
      lines = line.id;
    }
    if (page.length < pageSize) break;
  }
  if (expected !== null && expected.id > lines)
    return { kind: 'broken', line: expected.id, why: 'it is missing at the end' };
  return { kind: 'whole', lines, newest: lines === 0 ? null : before.toString('hex') };
}

function faultOf(
  line: AuditLine,
  id: number,
  before: Buffer,
  expected: Pick<AuditLine, 'id' | 'hash'> | null,
): string | null {
  if (line.id !== id) return 'it is missing';
  if (hashOf(line, before) !== line.hash) return 'it, or the line before it, was changed';
  if (expected?.id === id && expected.hash !== line.hash) return 'it is not the one that was noted';
  return null;
}

function hashOf({ id, at, principal, via, action, subject }: AuditLine, before: Buffer): string {
  const fields = [String(id), at, principal, via, action, subject];
  const text = fields.map((field) => `${Buffer.byteLength(field)}:${field}`).join(',');
  return createHash('sha256').update(before).update(text).digest('hex');
}
