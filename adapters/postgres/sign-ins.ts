import { createHash, randomBytes } from 'node:crypto';
import type { SignIn, SignInStore } from '../../domain/access-ports.ts';
import { callerOfKey, isKeyGood, keyColumns } from './api-keys.ts';
import type { KeyRecord } from './api-keys.ts';
import type { Caller } from '../../domain/caller.ts';
import { toJson } from './parameters.ts';
import type { Pool } from './pool.ts';
import { query } from './pool.ts';

/** How long a browser stays signed in at most, and without being used, milliseconds. */
const longestMs = 12 * 3_600_000;
const idleMs = 2 * 3_600_000;
/** How long one cookie is used, and how long the one before it is good for requests that are under way. */
const rotateMs = 15 * 60_000;
const graceMs = 60_000;

export type SignInTimes = {
  readonly longestMs: number;
  readonly idleMs: number;
  readonly rotateMs: number;
  readonly graceMs: number;
};

type SignInRecord = Omit<KeyRecord, 'id'> & {
  readonly id: string | null;
  readonly caller: Caller | null;
  readonly ends_at: Date;
  readonly is_current: boolean;
  readonly is_late: boolean;
  readonly is_due: boolean;
};

const newText = (): string => randomBytes(32).toString('base64url');
const hash = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * Browsers that have signed in, in PostgreSQL. Somebody who uses a cookie after it was replaced has copied
 * it, or was copied from: that ends the sign-in of both.
 *
 * Effect: one statement a method; another one when a cookie is replaced or ended.
 */
export function createSignInStore(
  pool: Pool,
  times: SignInTimes = { longestMs, idleMs, rotateMs, graceMs },
): SignInStore {
  const end = async (text: string): Promise<void> => {
    await query(pool, 'delete from sign_ins where token_hash = $1 or previous_hash = $1', [
      hash(text),
    ]);
  };
  return {
    create: async (caller) => {
      const text = newText();
      const byKey = caller.keyId !== null;
      await query(
        pool,
        `with over as (delete from sign_ins where expires_at < clock_timestamp())
          insert into sign_ins (token_hash, key_id, caller, expires_at)
            values ($1, $2, $3, least($4::timestamptz, clock_timestamp() + $5 * interval '1 ms'))`,
        [
          hash(text),
          caller.keyId,
          byKey ? null : toJson(caller),
          caller.expiresAtMs === null ? null : new Date(caller.expiresAtMs),
          times.longestMs,
        ],
      );
      return text;
    },
    find: async (text) => {
      const row = await find(pool, hash(text), times);
      if (row === undefined) return null;
      if (!row.is_current && row.is_late) {
        await end(text);
        return null;
      }
      const rotated = row.is_current && row.is_due ? await rotate(pool, text) : null;
      return { caller: callerOf(row), rotated } satisfies SignIn;
    },
    end,
  };
}

function callerOf(row: SignInRecord): Caller {
  const { id, caller, ends_at } = row;
  const signedIn = id === null ? caller : callerOfKey({ ...row, id });
  if (signedIn === null) throw new Error('a sign-in has neither a key nor a caller');
  return { ...signedIn, expiresAtMs: ends_at.getTime() };
}

async function find(
  pool: Pool,
  tokenHash: Buffer,
  times: SignInTimes,
): Promise<SignInRecord | undefined> {
  const [row] = await query<SignInRecord>(
    pool,
    `select ${keyColumns}, s.caller, s.token_hash = $1 as is_current,
        least(s.expires_at, k.expires_at) as ends_at,
        s.rotated_at < clock_timestamp() - $2 * interval '1 ms' as is_due,
        s.rotated_at < clock_timestamp() - $3 * interval '1 ms' as is_late
      from sign_ins s left join api_keys k on k.id = s.key_id
      where (s.token_hash = $1 or s.previous_hash = $1) and s.expires_at > clock_timestamp()
        and s.rotated_at > clock_timestamp() - $4 * interval '1 ms'
        and (s.key_id is null or ${isKeyGood})`,
    [tokenHash, times.rotateMs, times.graceMs, times.idleMs],
  );
  return row;
}

/** Null when another request has replaced it already: that one's reply has the new text. */
async function rotate(pool: Pool, text: string): Promise<string | null> {
  const next = newText();
  const rows = await query(
    pool,
    `update sign_ins set token_hash = $2, previous_hash = $1, rotated_at = clock_timestamp()
      where token_hash = $1 returning 1`,
    [hash(text), hash(next)],
  );
  return rows.length > 0 ? next : null;
}
