import type { KeepingStore } from '../../domain/keeping.ts';
import type { Pool } from './pool.ts';
import { query } from './pool.ts';

/**
 * Deletes what is kept no longer.
 *
 * Effect: every method is one statement, which locks at most `limit` investigations and waits for none.
 */
export function createKeepingStore(pool: Pool): KeepingStore {
  const done = async (call: string, values: readonly unknown[]): Promise<number> => {
    const [row] = await query<{ done: number }>(pool, `select ${call} as done`, values);
    return row?.done ?? 0;
  };
  const before = (ms: number): Date => new Date(ms);
  return {
    repairMemory: (ttlHours, limit) => done('repair_memory($1, $2)', [ttlHours, limit]),
    foldAnswers: (ms, limit) => done('fold_deltas($1, $2)', [before(ms), limit]),
    deleteEvidence: (ms, limit) => done('delete_rows($1, $2)', [before(ms), limit]),
    deleteInvestigations: (ms, limit) => done('delete_investigations($1, $2)', [before(ms), limit]),
    deleteExpired: (limit) => done('delete_expired($1)', [limit]),
  };
}
