import { Client, Connection } from '@temporalio/client';
import { NativeConnection, type Logger } from '@temporalio/worker';
import { connect } from '../adapters/connect.ts';
import { loadConfig } from '../config/index.ts';
import type { HttpArm } from './arms/behind-http.ts';
import { createDbosArm } from './arms/dbos.ts';
import { createEngineArm, type EngineArm } from './arms/engine.ts';
import { createLangGraphArm } from './arms/langgraph.ts';
import { createPlainArm } from './arms/plain.ts';
import { createProductArm, type ProductArm } from './arms/product.ts';
import { measureClaimsCheck } from './claims-check.ts';
import { countOneQuestion } from './counts.ts';
import type { Engines } from './engines.ts';
import type { GenieStub } from './genie-stub.ts';
import { productEnvironment } from './product-environment.ts';
import { reportLines } from './report.ts';
import { runRounds } from './rounds.ts';
import { createBareSteps } from './steps.ts';

export type Arms = {
  readonly plain: HttpArm;
  readonly plainAgain: HttpArm;
  readonly engine: EngineArm;
  readonly langGraph: HttpArm;
  readonly dbos: HttpArm;
  readonly product: ProductArm;
  readonly stub: GenieStub;
  readonly client: Client;
  readonly databaseUrl: string;
};

/**
 * Opens all ways to ask, does something with them and closes them.
 *
 * Effect: runs worker and API in this process.
 */
export async function withArms<Result>(
  { engines, stub, logger }: { engines: Engines; stub: GenieStub; logger: Logger },
  work: (arms: Arms) => Promise<Result>,
): Promise<Result> {
  const config = loadConfig(productEnvironment(engines, stub));
  const { databaseUrl, temporalAddress: address } = engines;
  const connection = await Connection.connect({ address });
  const native = await NativeConnection.connect({ address });
  const client = new Client({ connection });
  const steps = createBareSteps(connect(config).genie, (domain) => domain);
  const plain = await createPlainArm(steps);
  const langGraph = await createLangGraphArm(databaseUrl, steps);
  const dbos = await createDbosArm(databaseUrl, steps);
  const engine = await createEngineArm(client, native, steps, logger);
  const product = await createProductArm(config, client, native, logger);
  const asked = { plain, langGraph, dbos, engine, product };
  try {
    return await work({ ...asked, plainAgain: plain, stub, client, databaseUrl });
  } finally {
    await Promise.all(Object.values(asked).map((arm) => arm.close()));
    await connection.close();
    await native.close();
  }
}

/**
 * Asks one question in all ways, in `count` rounds, and prints what the product adds to its time.
 *
 * Effect: asks.
 */
export async function benchOverhead(arms: Arms, count: number): Promise<void> {
  console.log(`${count} rounds; each asks in all ways, in a new order …`);
  const rounds = await runRounds(arms, arms.stub, count, (done) => {
    if (done % 10 === 0) console.log(`  … ${done} done`);
  });
  const counts = await countOneQuestion(arms);
  console.log(`\n${reportLines(rounds, counts).join('\n')}`);
  const checkMs = measureClaimsCheck().toFixed(1);
  console.log(
    `\nClaims of a 6,000-character answer over 5,000 rows: checked in ${checkMs} ms (at most 20)`,
  );
}
