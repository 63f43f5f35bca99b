import { resolve } from 'node:path';
import { restore } from '../adapters/postgres/backup/restore.ts';
import { loadConfig, loadDotEnv } from '../config/index.ts';
import { readFolder } from './backup/arguments.ts';
import { findDatabase } from './find-database.ts';
import { runCommand } from './run-command.ts';
import { storeRunbooks } from './store-runbooks.ts';

const usage = `npm run restore -- --from DIR    puts a backup into an empty database, all of it or nothing

The database is that of DATABASE_URL, else of the stack that runs on this machine. It must have no rows; one
without tables gets the schema of the backup, then the newest. Start workers and APIs afterwards, or again:
they set the schedules. Investigations that were open are ended by the sweeper with what they had.`;

await runCommand(async () => {
  const dir = readFolder(process.argv.slice(2), 'from', usage);
  if (dir === null) {
    console.log(usage);
    return true;
  }
  loadDotEnv();
  const database = findDatabase(loadConfig());
  const { at, tables } = await restore(database, resolve(dir));
  await storeRunbooks(database);
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  console.log(`${rows} rows of ${tables.length} tables are as they were at ${at}.`);
  return true;
});
