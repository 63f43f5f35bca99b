import type { Arms } from './overhead.ts';
import { createStatementCounter } from './statement-count.ts';

/** Named counts; each has one value per repetition of the question. */
export type Counts = Readonly<Record<string, readonly number[]>>;

const repetitions = 5;

/**
 * Counts the work of the product for one question of five domains. No client follows the events, because
 * reads of a client would be counted too.
 *
 * Effect: asks the question several times.
 */
export async function countOneQuestion(
  arms: Pick<Arms, 'product' | 'engine' | 'langGraph' | 'dbos' | 'stub' | 'databaseUrl'>,
): Promise<Counts> {
  const statements = await createStatementCounter(arms.databaseUrl);
  const { product, engine, stub } = arms;
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
