import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { ApiKey, ApiKeyStore, NewApiKey } from '../../domain/access-ports.ts';
import type { AuditBy } from '../../domain/audit.ts';
import { permissionsOf } from '../../domain/caller.ts';
import type { Caller } from '../../domain/caller.ts';
import { appendedAudit } from './audit.ts';
import type { Pool } from './pool.ts';
import { query } from './pool.ts';

/** What every key begins with, so that scanners of repositories find one. */
export const keyPrefix = 'hmk_';
const keyForm = /^hmk_([0-9a-f]{16})_([\w-]{43})$/;
const secretBytes = 32;

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Columns of `api_keys` that `KeyRecord` reads, of the table called `k`. */
export const keyColumns = `k.id, k.name, k.principal, k.role, k.groups, k.scopes, k.daily_questions,
  k.created_at, k.expires_at, k.revoked_at, k.used_at`;

/** Whether a row of `api_keys` called `k` lets anybody in now. */
export const isKeyGood = 'k.revoked_at is null and k.expires_at > clock_timestamp()';

/** Whoever can write to the database makes keys; who that is, its own log tells. */
const atTheDatabase: AuditBy = { principal: 'database', via: 'command' };

export type KeyRecord = {
  id: string;
  name: string;
  principal: string;
  role: ApiKey['role'];
  groups: string[];
  scopes: NonNullable<ApiKey['scopes']> | null;
  daily_questions: number | null;
  created_at: Date;
  expires_at: Date;
  revoked_at: Date | null;
  used_at: Date | null;
};

/**
 * The keys of the API in PostgreSQL. A key is 256 random bits behind its id: it is found by its id, and what
 * is stored of the rest is a hash.
 *
 * Effect: every method is one statement.
 */
export function createApiKeyStore(pool: Pool): ApiKeyStore {
  return {
    create: (key) => create(pool, key),
    list: async () => {
      const rows = await query<KeyRecord>(
        pool,
        `select ${keyColumns} from api_keys k order by created_at desc, id`,
      );
      return rows.map(toKey);
    },
    revoke: async (id) => {
      const { sql, values } = appendedAudit(atTheDatabase, 'key_revoked', id, 2);
      const rows = await query(
        pool,
        `with k as (
            update api_keys set revoked_at = clock_timestamp()
              where id = $1 and revoked_at is null returning id)
          select ${sql} from k`,
        [id, ...values],
      );
      return rows.length > 0;
    },
    callerOf: (text) => callerOf(pool, text),
  };
}

async function create(
  pool: Pool,
  { name, principal, role, groups, scopes, dailyQuestions, days }: NewApiKey,
): ReturnType<ApiKeyStore['create']> {
  const id = randomBytes(8).toString('hex');
  const text = `${keyPrefix}${id}_${randomBytes(secretBytes).toString('base64url')}`;
  const { sql, values } = appendedAudit(atTheDatabase, 'key_created', id, 10);
  const [row] = await query<KeyRecord>(
    pool,
    `with k as (
        insert into api_keys (id, secret_hash, name, principal, role, groups, scopes, daily_questions, expires_at)
          values ($1, $2, $3, $4, $5, $6, $7, $8, clock_timestamp() + make_interval(days => $9))
          returning *)
      select ${keyColumns}, ${sql} from k`,
    [id, sha256(text), name, principal, role, groups, scopes, dailyQuestions, days, ...values],
  );
  if (!row) throw new Error('the statement for a new key returned no row');
  return { key: toKey(row), text };
}

/** The use is noted once a minute: more would write a row at every request. */
async function callerOf(pool: Pool, text: string): Promise<Caller | null> {
  const [, id] = keyForm.exec(text) ?? [];
  if (id === undefined) return null;
  const [row] = await query<KeyRecord & { secret_hash: Buffer }>(
    pool,
    `with used as (
        update api_keys k set used_at = clock_timestamp()
          where id = $1 and secret_hash = $2 and ${isKeyGood}
            and coalesce(used_at < clock_timestamp() - interval '1 minute', true))
      select ${keyColumns}, k.secret_hash from api_keys k where k.id = $1 and ${isKeyGood}`,
    [id, sha256(text)],
  );
  if (!row || !timingSafeEqual(row.secret_hash, sha256(text))) return null;
  return callerOfKey(row);
}

/** Who a key acts for. */
export function callerOfKey(row: KeyRecord): Caller {
  return {
    id: row.principal,
    groups: row.groups,
    role: row.role,
    permissions: permissionsOf(row.role, row.scopes),
    via: 'api-keys',
    keyId: row.id,
    expiresAtMs: row.expires_at.getTime(),
    dailyQuestions: row.daily_questions,
  };
}

function toKey(row: KeyRecord): ApiKey {
  return {
    id: row.id,
    name: row.name,
    principal: row.principal,
    role: row.role,
    groups: row.groups,
    scopes: row.scopes,
    dailyQuestions: row.daily_questions,
    createdAtMs: row.created_at.getTime(),
    expiresAtMs: row.expires_at.getTime(),
    revokedAtMs: row.revoked_at?.getTime() ?? null,
    usedAtMs: row.used_at?.getTime() ?? null,
  };
}
