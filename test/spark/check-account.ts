import { writeTables } from '../../local/data/build.ts';
import type { TableName } from '../../local/data/schema.ts';
import { defaultValue } from '../../sql/default-value.ts';
import { openEngine } from '../../local/workspace/sql/engine.ts';
import type { CertifiedQuestion } from '../../sql/catalogue.ts';
import { checkFixture } from '../sql/traps/check-rows.ts';
import type { Case } from './cases.ts';

/**
 * Writes the account with a trap for every check and asks each of it with its defaults.
 *
 * Effect: writes `file`.
 *
 * @param nowMs The clock that defaults go by, epoch milliseconds.
 */
export async function checkAccountCases(
  file: string,
  checks: readonly CertifiedQuestion[],
  nowMs: number,
): Promise<readonly Case[]> {
  const rows = Object.entries(checkFixture).map(
    ([table, all]) => [table as TableName, all] as const,
  );
  await writeTables(file, new Map(rows), () => {});
  const engine = await openEngine(file);
  try {
    const cases: Case[] = [];
    for (const check of checks) {
      const parameters = Object.entries(check.parameters).map(([name, parameter]) => ({
        name,
        type: parameter.type,
        value: defaultValue(parameter, nowMs),
      }));
      const values = Object.fromEntries(parameters.map(({ name, value }) => [name, value]));
      const answer = await engine.run(check.sql, parameters, nowMs);
      cases.push({ question: check, values, answer });
    }
    return cases;
  } finally {
    engine.close();
  }
}
