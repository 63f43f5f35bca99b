import type { Config } from '../config/index.ts';
import { runningStack } from './running-stack.ts';

/**
 * The database that `DATABASE_URL` names, else that of the stack that runs on this machine.
 *
 * Effect: may read `stack.json`.
 *
 * @throws {Error} When there is neither.
 */
export function findDatabase({ database, local }: Pick<Config, 'database' | 'local'>): string {
  const url = database.url ?? runningStack(local.dir)?.postgres.url ?? null;
  if (url !== null) return url;
  throw new Error(
    'DATABASE_URL is not set, and no stack runs on this machine. Set it, or run `npm start`.',
  );
}
