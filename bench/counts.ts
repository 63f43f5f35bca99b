import type { Arm } from './arms/arm.ts';
import type { EngineArm } from './arms/engine.ts';
import type { ProductArm } from './arms/product.ts';
import type { GenieStub } from './genie-stub.ts';
import { createStatementCounter } from './statement-count.ts';

/** Named counts; each has one value per repetition of the question. */
export type Counts = Readonly<Record<string, readonly number[]>>;

const repetitions = 5;

type Arms = {
  readonly product: ProductArm;
  readonly engine: EngineArm;
  readonly langGraph: Arm;
  readonly dbos: Arm;
};

/**
 * Counts the work of the product for one question of five domains. No client follows the events, because
 * reads of a client would be counted too.
 *
 * Effect: asks the question several times.
 */
export async function countOneQuestion(
  arms: Arms,
  stub: GenieStub,
  databaseUrl: string,
): Promise<Counts> {
  const statements = await createStatementCounter(databaseUrl);
  const { product, engine } = arms;
  const peers = [
    ['LangGraph', arms.langGraph],
    ['DBOS', arms.dbos],
  ] as const;
  const counts: Record<string, number[]> = {};
  const record = (name: string, value: number) => {
    (counts[name] ??= []).push(value);
  };
  for (let n = 0; n < repetitions; n += 1) {
    await engine.ask();
    record('Temporal history events, bare engine', await engine.historyEvents());
    for (const [name, arm] of peers) {
      await statements.reset();
      await arm.ask();
      record(`PostgreSQL statements, ${name}`, (await statements.read()).all);
    }
    await statements.reset();
    stub.takeCounts();
    await product.askUnwatched();
    const { posts, gets } = stub.takeCounts();
    const { all, transactional } = await statements.read();
    record('Temporal history events', await product.historyEvents());
    record('PostgreSQL statements', all);
    record('  of these begin, commit, rollback', transactional);
    record('Genie POSTs', posts);
    record('Genie GETs', gets);
  }
  await statements.close();
  return counts;
}
