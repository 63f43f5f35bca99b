import type { Pool } from './pool.ts';
import { query } from './pool.ts';

/** The credits of one day that web searches may cost, shared by all workers. */
export type WebCredits = {
  /** Takes credits before a search; false when the day has too few left. */
  readonly take: (credits: number) => Promise<boolean>;
  /** Corrects what was taken; negative gives back. */
  readonly settle: (more: number) => Promise<void>;
  /** What today's searches have cost. */
  readonly used: () => Promise<number>;
  readonly limit: number;
};

/**
 * Credits in PostgreSQL, by its clock and by UTC days.
 *
 * Effect: one statement a call.
 */
export function createWebCredits(pool: Pool, limit: number): WebCredits {
  return {
    limit,
    take: async (credits) => {
      const sql = 'select take_web_credits($1, $2) as taken';
      const [row] = await query<{ taken: boolean }>(pool, sql, [credits, limit]);
      return row?.taken ?? false;
    },
    settle: async (more) => {
      if (more !== 0) await query(pool, 'select settle_web_credits($1)', [more]);
    },
    used: async () => {
      const [row] = await query<{ credits: number }>(
        pool,
        `select credits from web_credits where day = (clock_timestamp() at time zone 'UTC')::date`,
      );
      return row?.credits ?? 0;
    },
  };
}
