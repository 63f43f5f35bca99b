import { parseArgs } from 'node:util';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import { connect } from '../adapters/connect.ts';
import { forgetProductVariables, loadConfig } from '../config/index.ts';
import { spaceSettingOf } from '../domain/domains.ts';
import { createEngineArm } from './arms/engine.ts';
import { createPlainArm } from './arms/plain.ts';
import { createProductArm } from './arms/product.ts';
import { measureClaimsCheck } from './claims-check.ts';
import { countOneQuestion } from './counts.ts';
import { startEngines, type Engines } from './engines.ts';
import { startGenieStub, type GenieStub } from './genie-stub.ts';
import { reportLines } from './report.ts';
import { runRounds } from './rounds.ts';
import { createBareSteps, questionDomains } from './steps.ts';

const defaultRounds = 30;
const logger = new DefaultLogger('ERROR');

/** Product settings for the engines and the stub of this run, with a quota that is never reached. */
function configOf(engines: Engines, stub: GenieStub) {
  return loadConfig({
    DATABASE_URL: engines.databaseUrl,
    TEMPORAL_ADDRESS: engines.temporalAddress,
    DATABRICKS_HOST: stub.url,
    DATABRICKS_TOKEN: 'bench',
    GENIE_QUESTIONS_PER_MINUTE: '10000',
    ...Object.fromEntries(questionDomains.map((domain) => [spaceSettingOf(domain), domain])),
  });
}

async function bench(engines: Engines, stub: GenieStub, count: number): Promise<void> {
  const config = configOf(engines, stub);
  const address = engines.temporalAddress;
  const connection = await Connection.connect({ address });
  const native = await NativeConnection.connect({ address });
  const client = new Client({ connection });
  const steps = createBareSteps(connect(config).genie, (domain) => domain);
  const plain = createPlainArm(steps);
  const engine = await createEngineArm(client, native, steps, logger);
  const product = await createProductArm(config, client, native, logger);
  try {
    console.log(`${count} rounds; each asks in all ways, in a new order …`);
    const rounds = await runRounds(
      { plain, plainAgain: plain, engine, product },
      stub,
      count,
      (done) => {
        if (done % 10 === 0) console.log(`  … ${done} done`);
      },
    );
    const counts = await countOneQuestion(product, engine, stub, engines.databaseUrl);
    console.log(`\n${reportLines(rounds, counts).join('\n')}`);
    const checkMs = measureClaimsCheck().toFixed(1);
    console.log(
      `\nClaims of a 6,000-character answer over 5,000 rows: checked in ${checkMs} ms (at most 20)`,
    );
  } finally {
    await Promise.all([engine.close(), product.close()]);
    await connection.close();
    await native.close();
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { rounds: { type: 'string', default: String(defaultRounds) } },
  });
  const count = Number(values.rounds);
  if (!Number.isInteger(count) || count < 1)
    throw new Error('--rounds must be a whole number of at least 1');
  forgetProductVariables();
  Runtime.install({ logger });
  console.log('Starting Temporal and PostgreSQL …');
  const engines = await startEngines(console.log);
  const stub = await startGenieStub();
  try {
    await bench(engines, stub, count);
  } finally {
    await stub.close();
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
