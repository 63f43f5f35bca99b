import { writeTables } from '../../local/data/build.ts';
import { openEngine } from '../../local/workspace/sql/engine.ts';
import type { CertifiedQuestion } from '../../sql/catalogue.ts';
import { accountRows } from '../second-account/account.ts';
import { parametersOf } from '../second-account/compare.ts';
import { expectations } from '../second-account/expected/expectations.ts';
import { nowMs } from '../second-account/tell.ts';
import type { Case } from './cases.ts';

/**
 * Writes the second account and asks each question of it as its own suite does.
 *
 * Effect: writes `file`.
 *
 * @returns Question id → what was asked, and what DuckDB answers.
 */
export async function secondAccountCases(
  file: string,
  questions: readonly CertifiedQuestion[],
): Promise<ReadonlyMap<string, readonly Case[]>> {
  await writeTables(file, accountRows, () => {});
  const engine = await openEngine(file);
  try {
    const cases = new Map<string, Case[]>();
    for (const question of questions) {
      const asked: Case[] = [];
      for (const { with: chosen } of expectations[question.id] ?? []) {
        const parameters = parametersOf(question, chosen);
        const values = Object.fromEntries(parameters.map(({ name, value }) => [name, value]));
        asked.push({
          question,
          values,
          answer: await engine.run(question.sql, parameters, nowMs),
        });
      }
      cases.set(question.id, asked);
    }
    return cases;
  } finally {
    engine.close();
  }
}
