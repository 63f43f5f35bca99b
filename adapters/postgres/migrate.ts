import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { runner } from 'node-pg-migrate';
import { defaultLimits } from './connection.ts';
import type { DatabaseUrl } from './connection.ts';
import { createPool, query } from './pool.ts';

const folder = fileURLToPath(new URL('../../sql/migrations', import.meta.url));

/** The tool that migrates has a connection of its own. */
async function withPassword(database: DatabaseUrl): Promise<string> {
  if (typeof database === 'string') return database;
  const url = new URL(database.url);
  url.password = encodeURIComponent(await database.password());
  return url.href;
}

/**
 * Brings a database to the newest schema; several processes may call it at the same time.
 *
 * Effect: runs the numbered files of `sql/migrations` that have not run yet, under a lock.
 *
 * @param upTo Name of the last one that is run, of a database without tables; the newest if absent.
 */
export async function migrate(
  database: DatabaseUrl,
  report: (line: string) => void = () => {},
  upTo?: string,
): Promise<void> {
  const count = upTo === undefined ? {} : { count: (await knownMigrations()).indexOf(upTo) + 1 };
  await runner({
    // Without a statement timeout: a migration may wait for another process, or take long.
    databaseUrl: {
      connectionString: await withPassword(database),
      connectionTimeoutMillis: defaultLimits.connectMs,
      keepAlive: true,
    },
    dir: folder,
    direction: 'up',
    ...count,
    migrationsTable: 'migrations',
    advisoryLockMode: 'wait',
    logger: { info: report, warn: report, error: report },
  });
}

/** Names of all migrations of this version, oldest first. Effect: reads a folder. */
export const knownMigrations = async (): Promise<readonly string[]> =>
  (await readdir(folder))
    .filter((file) => file.endsWith('.sql'))
    .map((file) => file.replace(/\.sql$/, ''))
    .toSorted();

/**
 * The migrations that a database has not run yet, by name, oldest first.
 *
 * Effect: reads the folder of migrations and one table, over a connection of its own.
 *
 * @throws {AppError} `dependency.down` when the server does not answer; other errors unchanged.
 */
export async function pendingMigrations(database: DatabaseUrl): Promise<string[]> {
  const names = await knownMigrations();
  const pool = createPool(database, 1);
  try {
    const [table] = await query<{ exists: boolean }>(
      pool,
      "select to_regclass('migrations') is not null as exists",
    );
    const run = table?.exists
      ? await query<{ name: string }>(pool, 'select name from migrations')
      : [];
    return names.filter((name) => !run.some((row) => row.name === name));
  } finally {
    await pool.end();
  }
}
