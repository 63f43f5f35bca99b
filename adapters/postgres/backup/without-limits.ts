import { defaultLimits } from '../connection.ts';
import type { DatabaseUrl } from '../connection.ts';
import { createPool } from '../pool.ts';
import type { Client } from '../pool.ts';

/** A large table takes longer than any statement of the service may. */
const limits = { ...defaultLimits, statementMs: 0, answerMs: 0, idleInTransactionMs: 0 };

/**
 * Runs work on a connection of its own, whose statements may take as long as they do.
 *
 * Effect: the connection is closed afterwards, which takes back what is not committed.
 */
export async function withoutLimits<Result>(
  database: DatabaseUrl,
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  const pool = createPool(database, 1, limits, false);
  try {
    const client = await pool.connect();
    const onError = (): void => {};
    client.on('error', onError);
    try {
      return await work(client);
    } finally {
      client.release(true);
    }
  } finally {
    await pool.end();
  }
}
