import { Client, Connection } from '@temporalio/client';
import { NativeConnection, type Logger } from '@temporalio/worker';
import { connect } from '../adapters/connect.ts';
import { loadConfig } from '../config/index.ts';
import { createDbosArm } from './arms/dbos.ts';
import { createEngineArm } from './arms/engine.ts';
import { createLangGraphArm } from './arms/langgraph.ts';
import { createPlainArm } from './arms/plain.ts';
import { createProductArm } from './arms/product.ts';
import { measureClaimsCheck } from './claims-check.ts';
import { countOneQuestion } from './counts.ts';
import type { Engines } from './engines.ts';
import type { GenieStub } from './genie-stub.ts';
import { productEnvironment } from './product-environment.ts';
import { reportLines } from './report.ts';
import { runRounds } from './rounds.ts';
import { createBareSteps } from './steps.ts';

/**
 * Asks one question in all ways, in `count` rounds, and prints what the product adds to its time.
 *
 * Effect: runs worker and API in this process.
 */
export async function benchOverhead(
  { engines, stub, logger }: { engines: Engines; stub: GenieStub; logger: Logger },
  count: number,
): Promise<void> {
  const config = loadConfig(productEnvironment(engines, stub));
  const address = engines.temporalAddress;
  const connection = await Connection.connect({ address });
  const native = await NativeConnection.connect({ address });
  const client = new Client({ connection });
  const steps = createBareSteps(connect(config).genie, (domain) => domain);
  const plain = await createPlainArm(steps);
  const langGraph = await createLangGraphArm(engines.databaseUrl, steps);
  const dbos = await createDbosArm(engines.databaseUrl, steps);
  const engine = await createEngineArm(client, native, steps, logger);
  const product = await createProductArm(config, client, native, logger);
  try {
    console.log(`${count} rounds; each asks in all ways, in a new order …`);
    const rounds = await runRounds(
      { plain, plainAgain: plain, engine, langGraph, dbos, product },
      stub,
      count,
      (done) => {
        if (done % 10 === 0) console.log(`  … ${done} done`);
      },
    );
    const counts = await countOneQuestion(
      { product, engine, langGraph, dbos },
      stub,
      engines.databaseUrl,
    );
    console.log(`\n${reportLines(rounds, counts).join('\n')}`);
    const checkMs = measureClaimsCheck().toFixed(1);
    console.log(
      `\nClaims of a 6,000-character answer over 5,000 rows: checked in ${checkMs} ms (at most 20)`,
    );
  } finally {
    await Promise.all([plain, engine, langGraph, dbos, product].map((arm) => arm.close()));
    await connection.close();
    await native.close();
  }
}
