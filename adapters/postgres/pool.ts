import pg from 'pg';
import { Connection, connectionOptions, defaultLimits } from './connection.ts';
import type { DatabaseUrl } from './connection.ts';
import { breaksConnection, isSilence, toFailure } from './failure.ts';

export type Client = pg.ClientBase;
export type Pool = pg.Pool;

/**
 * Creates a pool of connections with time limits.
 *
 * Effect: connects on first use; a lost idle connection is removed, the next statement gets a new
 * one.
 *
 * @param max Largest number of connections.
 * @param prepares See `connectionOptions`.
 */
export function createPool(
  database: DatabaseUrl,
  max = 10,
  limits = defaultLimits,
  prepares = true,
): Pool {
  const options = connectionOptions(database, limits, prepares);
  const pool = new pg.Pool({ Client: Connection, ...options, max });
  // The pool has removed the failed idle connection already.
  pool.on('error', () => {});
  return pool;
}

/**
 * Runs `work` in one transaction; it is rolled back when `work` throws.
 *
 * Effect: one connection for its duration.
 *
 * @throws {AppError} `dependency.down` when the server does not answer or accepts no writes;
 *   `input.conflict` when `append_events` refuses.
 */
export async function transaction<T>(pool: Pool, work: (client: Client) => Promise<T>): Promise<T> {
  return withFailures(pool, async () => {
    const client = await pool.connect();
    // Between two statements the driver reports a lost connection only by this event, and an event
    // without a listener would end the process. The next statement fails as well.
    const onError = (): void => {};
    client.on('error', onError);
    let broken = true;
    try {
      await client.query('begin');
      const result = await work(client);
      await client.query('commit');
      broken = false;
      return result;
    } catch (error) {
      broken = breaksConnection(error) || (await rollbackFails(client));
      throw error;
    } finally {
      client.off('error', onError);
      client.release(broken);
    }
  });
}

async function rollbackFails(client: Client): Promise<boolean> {
  return client.query('rollback').then(
    () => false,
    () => true,
  );
}

/**
 * Runs one statement, in the transaction of a client or outside one.
 *
 * Effect: one round trip.
 *
 * @throws {AppError} as `transaction`.
 */
export async function query<Row extends pg.QueryResultRow>(
  on: Pool | Client,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  return withFailures(on, async () => (await on.query<Row>(text, [...values])).rows);
}

async function withFailures<T>(on: Pool | Client, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isSilence(error) && on instanceof pg.Pool) discardIdle(on);
    throw toFailure(error);
  }
}

/**
 * A server that does not answer on one connection does not answer on those that are idle either: each would cost a
 * statement its whole time.
 */
function discardIdle(pool: Pool): void {
  // All are taken before anybody else gets one.
  for (let left = pool.idleCount; left > 0; left -= 1)
    pool.connect().then(
      (client) => client.release(true),
      () => {},
    );
}
