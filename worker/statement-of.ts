import type { CertifiedStatement } from '../activities/deps.ts';
import type { Catalogue } from '../sql/catalogue.ts';
import { defaultValue } from '../sql/default-value.ts';

/**
 * Creates the function that finds the certified statement with an id, of the questions and of the checks
 * for causes; a default that is relative, such as `now-7d`, is resolved by the time that is given.
 */
export function createStatementOf({
  questions,
  checks,
}: Catalogue): (id: string, nowMs: number) => CertifiedStatement | null {
  const byId = new Map([...questions, ...checks].map((one) => [one.id, one]));
  return (id, nowMs) => {
    const found = byId.get(id);
    if (found === undefined) return null;
    return {
      domain: found.domain,
      title: found.question,
      sql: found.sql,
      mostRows: found.rows.max,
      parameters: Object.entries(found.parameters).map(([name, parameter]) => ({
        name,
        type: parameter.type,
        value: defaultValue(parameter, nowMs),
      })),
    };
  };
}
