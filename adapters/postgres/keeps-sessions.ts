import { Connection, connectionOptions, defaultLimits } from './connection.ts';
import type { DatabaseUrl } from './connection.ts';
import { toFailure } from './failure.ts';

/** Others may take connections of a busy pooler in between. */
const rounds = 3;

/** What to do about a pooler that does not keep sessions: a sentence. */
export const keepSessions =
  'DATABASE_URL leads to a pooler that gives each transaction another session, which loses time limits, locks and LISTEN: set its pool_mode to session, or use the address of the database itself.';

/**
 * Whether the server keeps one session for each connection, as PostgreSQL and a pooler in session mode do. In
 * transaction mode the session of an idle connection is given to the next transaction, and its own next statement
 * runs in another one.
 *
 * Effect: two connections, a few statements.
 *
 * @throws {AppError} `dependency.down` when the server does not answer.
 */
export async function keepsSessions(database: DatabaseUrl): Promise<boolean> {
  const options = connectionOptions(database, defaultLimits, false);
  const [idle, busy] = [new Connection(options), new Connection(options)];
  for (const one of [idle, busy]) one.on('error', () => {});
  try {
    await Promise.all([idle.connect(), busy.connect()]);
    for (let round = 0; round < rounds; round += 1) {
      const before = await sessionOf(idle);
      await busy.query('begin');
      const taken = await sessionOf(busy);
      const after = await sessionOf(idle);
      await busy.query('commit');
      if (taken === before || before !== after) return false;
    }
    return true;
  } catch (error) {
    throw toFailure(error);
  } finally {
    for (const one of [idle, busy]) void one.end().catch(() => {});
  }
}

async function sessionOf(connection: Connection): Promise<number> {
  const { rows } = await connection.query<{ pid: number }>('select pg_backend_pid() as pid');
  return rows[0]?.pid ?? 0;
}
