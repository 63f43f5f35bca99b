import { resolve } from 'node:path';
import { backUp } from '../adapters/postgres/backup/back-up.ts';
import { loadConfig, loadDotEnv } from '../config/index.ts';
import { readFolder } from './backup/arguments.ts';
import { findDatabase } from './find-database.ts';
import { runCommand } from './run-command.ts';

const usage = `npm run backup -- --to DIR    writes all rows of the service, as they are at one moment, to files

The service goes on meanwhile. The rows are those of DATABASE_URL, else of the stack that runs on this machine.
DIR must be empty or new. It gets what people asked and were answered, and the secrets of their webhooks:
keep it as the database is kept.`;

await runCommand(async () => {
  const dir = readFolder(process.argv.slice(2), 'to', usage);
  if (dir === null) {
    console.log(usage);
    return true;
  }
  loadDotEnv();
  const { at, tables } = await backUp(findDatabase(loadConfig()), resolve(dir));
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  console.log(`${rows} rows of ${tables.length} tables, as they were at ${at}, are in ${dir}.`);
  return true;
});
