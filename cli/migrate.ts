import { migrate, pendingMigrations } from '../adapters/postgres/migrate.ts';
import { loadConfig, loadDotEnv } from '../config/index.ts';
import { runCommand } from './run-command.ts';

await runCommand(async () => {
  loadDotEnv();
  const { url } = loadConfig().database;
  if (url === null) {
    throw new Error(
      'DATABASE_URL is not set. Set it, or run `npm start`, which migrates its own database.',
    );
  }
  // The tool that migrates prints its own stack where the server does not answer; this does not.
  await pendingMigrations(url);
  await migrate(url, (line) => console.error(line));
  return true;
});
