import pg from 'pg';
import { AppError } from '../../domain/errors.ts';
import { Connection } from './connection.ts';

export type Client = pg.ClientBase;
export type Pool = pg.Pool;

/** SQLSTATE classes that mean that the server is away or going away, not that we did wrong. */
const awayClasses = ['08', '57', '53'];
const awayCodes = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', '25P03'];

/** What `append_events` raises, translated. */
const raised: Record<string, (message: string) => AppError> = {
  HM404: () => new AppError('input.not_found', 'There is no such investigation.'),
  HM001: () => new AppError('input.conflict', 'The investigation has ended.'),
  HM002: () => new AppError('input.conflict', 'A newer attempt writes the answer.'),
};

/**
 * Opens a pool of connections.
 *
 * Effect: connects on first use; a lost idle connection is dropped in silence, the next query gets a
 * new one.
 */
export function createPool(databaseUrl: string, max = 10): Pool {
  const pool = new pg.Pool({
    Client: Connection,
    connectionString: databaseUrl,
    max,
    connectionTimeoutMillis: 5_000,
    application_name: 'health-monitor',
  });
  pool.on('error', () => {});
  return pool;
}

/**
 * Runs `work` in one transaction; any throw rolls all of it back.
 *
 * Effect: one connection for its duration.
 *
 * @throws {AppError} `dependency.down` when the server is away, `input.conflict` when the log refused.
 */
export async function transaction<T>(pool: Pool, work: (client: Client) => Promise<T>): Promise<T> {
  return translated(async () => {
    const client = await pool.connect();
    // Between queries a killed connection speaks up only by this event; the next query fails too.
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
      broken = await client.query('rollback').then(
        () => false,
        () => true,
      );
      throw error;
    } finally {
      client.off('error', onError);
      client.release(broken);
    }
  });
}

/**
 * Runs one statement outside a transaction.
 *
 * Effect: one round trip.
 *
 * @throws {AppError} as `transaction`.
 */
export async function query<Row extends pg.QueryResultRow>(
  pool: Pool,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  return translated(async () => (await pool.query<Row>(text, [...values])).rows);
}

async function translated<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw translate(error);
  }
}

function translate(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof AppError) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const known = raised[code];
  if (known) return known(error.message);
  const away =
    awayCodes.includes(code) ||
    (code.length === 5 && awayClasses.includes(code.slice(0, 2))) ||
    /connection (terminated|timeout)|timeout exceeded/i.test(error.message);
  return away
    ? new AppError('dependency.down', `PostgreSQL does not answer: ${error.message}`, {
        cause: error,
      })
    : error;
}
