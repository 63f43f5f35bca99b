import type { EngineArm } from './arms/engine.ts';
import type { ProductArm } from './arms/product.ts';
import type { GenieStub } from './genie-stub.ts';
import { createStatementCounter } from './statement-count.ts';

/** What one question came to, each a figure for each time it was asked. */
export type Counts = Readonly<Record<string, readonly number[]>>;

const times = 5;

/**
 * Counts what one question of five domains makes the product do. Nobody follows meanwhile: what a
 * follower reads is not the question's.
 *
 * Effect: asks the question a few times.
 */
export async function countOneQuestion(
  product: ProductArm,
  engine: EngineArm,
  stub: GenieStub,
  databaseUrl: string,
): Promise<Counts> {
  const statements = await createStatementCounter(databaseUrl);
  const counts: Record<string, number[]> = {};
  const note = (name: string, value: number) => {
    (counts[name] ??= []).push(value);
  };
  for (let n = 0; n < times; n += 1) {
    await engine.ask();
    note('Temporal history events, bare engine', await engine.historyEvents());
    await statements.reset();
    stub.take();
    await product.askUnwatched();
    const { posts, gets } = stub.take();
    const { all, transactional } = await statements.read();
    note('Temporal history events', await product.historyEvents());
    note('PostgreSQL statements', all);
    note('  of these begin, commit, rollback', transactional);
    note('Genie POSTs', posts);
    note('Genie GETs', gets);
  }
  await statements.close();
  return counts;
}
