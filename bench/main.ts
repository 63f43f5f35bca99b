import { parseArgs } from 'node:util';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { forgetProductVariables } from '../config/index.ts';
import { startEngines } from './engines.ts';
import { startGenieStub } from './genie-stub.ts';
import { benchLoad, loadParts, type LoadPart } from './load/load.ts';
import { benchOverhead } from './overhead.ts';
import { slowPostgres } from './slow-postgres.ts';

const defaultRounds = 30;

/** The parts of the load that is asked for; null when the overhead is. */
function loadOf([what, ...parts]: readonly string[]): readonly LoadPart[] | null {
  const chosen = loadParts.filter((part) => parts.length === 0 || parts.includes(part));
  if (what === undefined) return null;
  if (what !== 'load' || chosen.length < parts.length)
    throw new Error(
      `usage: npm run bench [-- load [${loadParts.join('] [')}]] [-- --rounds N] [-- --at-1ms]`,
    );
  return chosen;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: {
      rounds: { type: 'string', default: String(defaultRounds) },
      'at-1ms': { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const count = Number(values.rounds);
  if (!Number.isInteger(count) || count < 1)
    throw new Error('--rounds must be a whole number of at least 1');
  const load = loadOf(positionals);
  forgetProductVariables();
  const logger = new DefaultLogger('ERROR');
  Runtime.install({ logger });
  console.log('Starting Temporal and PostgreSQL …');
  const engines = await startEngines(console.log);
  const slow = values['at-1ms'] ? await slowPostgres(engines.databaseUrl, 1) : null;
  const reached = slow === null ? engines : { ...engines, databaseUrl: slow.databaseUrl };
  const stub = await startGenieStub();
  try {
    if (load !== null) await benchLoad(reached, stub, load, console.log);
    else await benchOverhead({ engines: reached, stub, logger }, count);
  } finally {
    await Promise.all([stub.close(), slow?.close()]);
    await engines.stop();
  }
}

// The exit handler stops the engines; without this a signal would leave them running.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => process.exit(130));
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
process.exit();
