import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { countOneQuestion } from '../counts.ts';
import type { Arms } from '../overhead.ts';
import { runRounds } from '../rounds.ts';
import { createStatementCounter } from '../statement-count.ts';
import { median } from '../statistics.ts';
import { criticalPath, medianPath } from './critical-path.ts';
import { performancePage } from './page.ts';
import { traceQuestion } from './trace.ts';

const page = fileURLToPath(new URL('../../docs/performance.html', import.meta.url));

/**
 * Measures where the time of one question goes and writes the page about it.
 *
 * Effect: asks; writes `docs/performance.html`.
 *
 * @returns The file.
 */
export async function writePage(arms: Arms, count: number): Promise<string> {
  const { product, stub, client, databaseUrl } = arms;
  const rounds = await runRounds(arms, stub, count, () => {});
  const paths = [];
  for (let n = 0; n < count; n += 1) paths.push(criticalPath(await traceQuestion(client, product)));
  const statements = await createStatementCounter(databaseUrl);
  await product.askUnwatched();
  await statements.reset();
  await product.askUnwatched();
  const byTopic = await statements.byTopic();
  await statements.close();
  const counts = await countOneQuestion(arms);
  const path = medianPath(paths, median).filter(({ ms }) => ms >= 0.05);
  writeFileSync(page, performancePage({ path, rounds, counts, statements: byTopic }));
  return page;
}
