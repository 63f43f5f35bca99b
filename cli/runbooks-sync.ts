import { databaseOf } from '../adapters/database-of.ts';
import { createPool } from '../adapters/postgres/pool.ts';
import { syncRunbooks } from '../adapters/postgres/runbooks.ts';
import { readRunbooks } from '../adapters/read-runbooks.ts';
import { createAuthenticate } from '../adapters/databricks/auth.ts';
import { createHttp } from '../adapters/databricks/http.ts';
import { storeInIndex } from '../adapters/databricks/runbook-index.ts';
import { loadConfig, loadDotEnv } from '../config/index.ts';
import type { Config } from '../config/index.ts';
import type { Runbook } from '../domain/tools.ts';
import { runCommand } from './run-command.ts';

/** Brings them into the index too, where one is set. */
async function storeInIndexOf(
  { databricks, tools: { runbookIndex } }: Config,
  runbooks: readonly Runbook[],
): Promise<void> {
  const { host } = databricks;
  if (runbookIndex === null) return;
  if (host === null) throw new Error('VECTOR_SEARCH_INDEX is set: set DATABRICKS_HOST too.');
  const http = createHttp(host, createAuthenticate({ ...databricks, host }));
  await storeInIndex(runbookIndex, http, runbooks);
  console.log(`They are in ${runbookIndex} too.`);
}

await runCommand(async () => {
  loadDotEnv();
  const config = loadConfig();
  const database = databaseOf(config);
  if (database === null)
    throw new Error(
      'DATABASE_URL is not set. Set it, or run `npm start`, which stores them itself.',
    );
  const runbooks = readRunbooks();
  const pool = createPool(database, 1);
  try {
    const changed = await syncRunbooks(pool, runbooks);
    await storeInIndexOf(config, runbooks);
    console.log(`${runbooks.length} runbooks stored, ${changed} of them changed or removed.`);
  } finally {
    await pool.end();
  }
  return true;
});
