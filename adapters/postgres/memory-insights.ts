import type { FrequentQuestion, MemoryStore, StoredInsight } from '../../domain/memory-port.ts';
import type { Pool } from './pool.ts';
import { query } from './pool.ts';
import { iso } from './rows.ts';

/** Questions that are shown. */
const mostShown = 20;

/**
 * What answers left for their owner.
 *
 * Effect: every method is one statement and filters by the owner.
 */
export function createInsights(
  pool: Pool,
): Pick<MemoryStore, 'insights' | 'questions' | 'deleteInsight'> {
  return {
    insights: (owner) =>
      query<StoredInsight>(
        pool,
        `select investigation_id || ':' || n as id, investigation_id as "investigationId", domain, text,
            evidence_ids as "evidenceIds", ${iso('at')} as at
          from insights where owner = $1 and expires_at > statement_timestamp() order by insights.at desc, n`,
        [owner],
      ),
    questions: (owner) =>
      query<FrequentQuestion>(
        pool,
        `select question, domains, count, investigation_id as "investigationId", ${iso('at')} as at
          from questions where owner = $1 and expires_at > statement_timestamp()
          order by count desc, questions.at desc limit ${mostShown}`,
        [owner],
      ),
    deleteInsight: async (owner, id) => {
      const rows = await query(
        pool,
        `delete from insights where owner = $1 and investigation_id = split_part($2, ':', 1)
            and n::text = split_part($2, ':', 2) returning n`,
        [owner, id],
      );
      return rows.length > 0;
    },
  };
}
