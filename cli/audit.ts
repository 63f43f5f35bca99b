import { readAudit, verifyAudit } from '../adapters/postgres/audit.ts';
import { createPool } from '../adapters/postgres/pool.ts';
import type { Pool } from '../adapters/postgres/pool.ts';
import { loadConfig, loadDotEnv } from '../config/index.ts';
import { readAuditArguments, usage } from './audit/arguments.ts';
import type { AuditCommand } from './audit/arguments.ts';
import { findDatabase } from './find-database.ts';
import { runCommand } from './run-command.ts';

async function run(command: Exclude<AuditCommand, { name: 'help' }>, pool: Pool): Promise<boolean> {
  if (command.name === 'list') {
    for (const { id, at, principal, via, action, subject } of await readAudit(pool, command))
      console.log([id, at, principal, via, action, subject].join('  '));
    return true;
  }
  const verdict = await verifyAudit(pool, command.expected);
  if (verdict.kind === 'broken') {
    console.error(`The audit is broken at line ${verdict.line}: ${verdict.why}.`);
    return false;
  }
  console.error(`${verdict.lines} lines, whole.`);
  if (verdict.newest !== null) console.log(`${verdict.lines}:${verdict.newest}`);
  return true;
}

await runCommand(async () => {
  const command = readAuditArguments(process.argv.slice(2));
  if (command.name === 'help') {
    console.log(usage);
    return true;
  }
  loadDotEnv();
  const pool = createPool(findDatabase(loadConfig()), 1);
  try {
    return await run(command, pool);
  } finally {
    await pool.end();
  }
});
