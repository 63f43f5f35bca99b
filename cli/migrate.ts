import { databaseOf } from '../adapters/database-of.ts';
import { createMemoryTables, openTables } from '../adapters/databricks-sql/open.ts';
import { migrate, pendingMigrations } from '../adapters/postgres/migrate.ts';
import type { DatabaseUrl } from '../adapters/postgres/connection.ts';
import { createPool } from '../adapters/postgres/pool.ts';
import { syncRunbooks } from '../adapters/postgres/runbooks.ts';
import { readRunbooks } from '../adapters/read-runbooks.ts';
import { loadConfig, loadDotEnv, type Config } from '../config/index.ts';
import { runCommand } from './run-command.ts';

/** Those of this version, so that an installation has them from its first start. */
async function storeRunbooks(database: DatabaseUrl): Promise<void> {
  const pool = createPool(database, 1);
  try {
    await syncRunbooks(pool, readRunbooks());
  } finally {
    await pool.end();
  }
}

/** The tables on a warehouse where memory lies. */
async function createTables(config: Config): Promise<void> {
  const opened = openTables(config);
  if (opened === null) return;
  try {
    await createMemoryTables(opened);
  } finally {
    await opened.driver.close();
  }
}

await runCommand(async () => {
  loadDotEnv();
  const config = loadConfig();
  const database = databaseOf(config);
  if (database === null) {
    throw new Error(
      'DATABASE_URL is not set. Set it, or run `npm start`, which migrates its own database.',
    );
  }
  // The tool that migrates prints its own stack where the server does not answer; this does not.
  await pendingMigrations(database);
  await migrate(database, (line) => console.error(line));
  await storeRunbooks(database);
  await createTables(config);
  return true;
});
