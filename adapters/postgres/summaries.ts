import type { SummaryDue, SummaryStore } from '../../domain/summary-port.ts';
import { toJson } from './parameters.ts';
import type { Pool } from './pool.ts';
import { query } from './pool.ts';

/**
 * Summaries of sessions in PostgreSQL.
 *
 * Effect: every method is one statement and filters by the owner.
 */
export function createSummaries(pool: Pool): SummaryStore {
  return {
    due: async (ref) => {
      const [row] = await query<{ due: SummaryDue | null }>(
        pool,
        'select summary_due($1, $2) as due',
        [ref.id, ref.owner],
      );
      return row?.due ?? null;
    },
    save: async (ref, due, { text, usage }) => {
      const { domains, upToUs, expiresUs } = due;
      const of = toJson({ domains, upToUs, expiresUs });
      const given = [ref.id, ref.owner, text, of, toJson(usage)];
      await query(pool, 'select save_summary($1, $2, $3, $4::jsonb, $5::jsonb)', given);
    },
  };
}
