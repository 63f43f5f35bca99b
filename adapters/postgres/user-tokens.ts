import type { InvestigationRef } from '../../domain/investigation.ts';
import type { SealedToken, StoredToken, UserTokens } from '../../domain/on-behalf.ts';
import type { Client, Pool } from './pool.ts';
import { query } from './pool.ts';

type TokenRow = {
  key_name: string;
  sealed: Buffer;
  expires_at: Date | null;
  version: number;
  is_refused: boolean;
};

/**
 * The tokens of users in PostgreSQL, as they were encrypted.
 *
 * Effect: one statement per call, which filters by the owner.
 */
export function createUserTokens(pool: Pool): UserTokens {
  return {
    read: async ({ id, owner }) => {
      const [row] = await query<TokenRow>(
        pool,
        `select key_name, sealed, expires_at, version, is_refused from user_tokens
          where investigation_id = $1 and owner = $2`,
        [id, owner],
      );
      return row === undefined ? null : toToken(row);
    },
    refuse: async ({ id, owner }, version) => {
      await query(
        pool,
        `update user_tokens set is_refused = true
          where investigation_id = $1 and owner = $2 and version = $3`,
        [id, owner, version],
      );
    },
  };
}

const toToken = (row: TokenRow): StoredToken => ({
  keyName: row.key_name,
  bytes: row.sealed,
  expiresAtMs: row.expires_at?.getTime() ?? null,
  version: row.version,
  isRefused: row.is_refused,
});

const valuesOf = ({ keyName, bytes, expiresAtMs }: SealedToken): readonly unknown[] => [
  keyName,
  bytes,
  expiresAtMs === null ? null : new Date(expiresAtMs).toISOString(),
];

/**
 * Keeps a newer token for an open investigation that is asked as a user.
 *
 * Effect: one statement.
 *
 * @returns Whether it was kept: not for an investigation that has ended, nor in place of one that is as good.
 */
export async function keepUserToken(
  on: Pool | Client,
  ref: InvestigationRef,
  token: SealedToken,
): Promise<boolean> {
  const [row] = await query<{ kept: boolean }>(
    on,
    'select keep_user_token($1, $2, $3, $4, $5::timestamptz) as kept',
    [ref.id, ref.owner, ...valuesOf(token)],
  );
  return row?.kept === true;
}

/**
 * Makes an investigation that was just admitted one that is asked as a user.
 *
 * Effect: one statement.
 */
export async function askAsUser(
  client: Client,
  { id, owner }: InvestigationRef,
  { name, token }: { readonly name: string; readonly token: SealedToken },
): Promise<void> {
  await query(client, 'select ask_as_user($1, $2, $3, $4, $5, $6::timestamptz)', [
    id,
    owner,
    name,
    ...valuesOf(token),
  ]);
}

/**
 * As whom the workspace is asked for an investigation; null for the service.
 *
 * Effect: one statement.
 */
export async function readAskedAs(pool: Pool, ref: InvestigationRef): Promise<string | null> {
  const [row] = await query<{ asked_as: string | null }>(
    pool,
    'select asked_as from investigations where id = $1 and owner = $2',
    [ref.id, ref.owner],
  );
  return row?.asked_as ?? null;
}
