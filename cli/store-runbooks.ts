import type { DatabaseUrl } from '../adapters/postgres/connection.ts';
import { createPool } from '../adapters/postgres/pool.ts';
import { syncRunbooks } from '../adapters/postgres/runbooks.ts';
import { readRunbooks } from '../adapters/read-runbooks.ts';

/**
 * Stores the runbooks of this version, so that an installation has them from its first start.
 *
 * Effect: reads files, writes one table.
 */
export async function storeRunbooks(database: DatabaseUrl): Promise<void> {
  const pool = createPool(database, 1);
  try {
    await syncRunbooks(pool, readRunbooks());
  } finally {
    await pool.end();
  }
}
