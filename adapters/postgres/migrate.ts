import { fileURLToPath } from 'node:url';
import { runner } from 'node-pg-migrate';

const folder = fileURLToPath(new URL('../../sql/migrations', import.meta.url));

/**
 * Brings a database to the newest schema; several processes may call it at once.
 *
 * Effect: runs the numbered files of `sql/migrations` that are not in yet, under a lock.
 */
export async function migrate(
  databaseUrl: string,
  report: (line: string) => void = () => {},
): Promise<void> {
  await runner({
    databaseUrl,
    dir: folder,
    direction: 'up',
    migrationsTable: 'migrations',
    advisoryLockMode: 'wait',
    logger: { info: report, warn: report, error: report },
  });
}
