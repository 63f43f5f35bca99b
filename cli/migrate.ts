import { databaseOf } from '../adapters/database-of.ts';
import { createMemoryTables, openTables } from '../adapters/databricks-sql/open.ts';
import { migrate, pendingMigrations } from '../adapters/postgres/migrate.ts';
import { loadConfig, loadDotEnv, type Config } from '../config/index.ts';
import { runCommand } from './run-command.ts';
import { storeRunbooks } from './store-runbooks.ts';

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
