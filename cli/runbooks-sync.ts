import { createPool } from '../adapters/postgres/pool.ts';
import { syncRunbooks } from '../adapters/postgres/runbooks.ts';
import { readRunbooks } from '../adapters/read-runbooks.ts';
import { loadConfig, loadDotEnv } from '../config/index.ts';
import { runCommand } from './run-command.ts';

await runCommand(async () => {
  loadDotEnv();
  const { url } = loadConfig().database;
  if (url === null)
    throw new Error(
      'DATABASE_URL is not set. Set it, or run `npm start`, which stores them itself.',
    );
  const runbooks = readRunbooks();
  const pool = createPool(url, 1);
  try {
    const changed = await syncRunbooks(pool, runbooks);
    console.log(`${runbooks.length} runbooks stored, ${changed} of them changed or removed.`);
  } finally {
    await pool.end();
  }
  return true;
});
