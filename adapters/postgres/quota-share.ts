import type { Pool } from './pool.ts';
import { query } from './pool.ts';

/**
 * Gives an owner a share of every workspace's quota: it waits behind all who have none.
 *
 * Effect: one statement.
 *
 * @param share Above 0, at most 1; at least one question a minute is always allowed.
 */
export async function setQuotaShare(pool: Pool, owner: string, share: number): Promise<void> {
  await query(
    pool,
    `insert into quota_shares (owner, share) values ($1, $2)
      on conflict (owner) do update set share = excluded.share`,
    [owner, share],
  );
}
