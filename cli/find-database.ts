import { databaseOf } from '../adapters/database-of.ts';
import type { DatabaseUrl } from '../adapters/postgres/connection.ts';
import type { Config } from '../config/index.ts';
import { runningStack } from './running-stack.ts';

/**
 * The database that `DATABASE_URL` names, else that of the stack that runs on this machine.
 *
 * Effect: may read `stack.json`.
 *
 * @throws {Error} When there is neither.
 */
export function findDatabase(
  config: Pick<Config, 'database' | 'databricks' | 'local'>,
): DatabaseUrl {
  const url = databaseOf(config) ?? runningStack(config.local.dir)?.postgres.url ?? null;
  if (url !== null) return url;
  throw new Error(
    'DATABASE_URL is not set, and no stack runs on this machine. Set it, or run `npm start`.',
  );
}
