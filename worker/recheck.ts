import type { Recheck } from '../domain/correction.ts';
import type { Evidence } from '../domain/evidence.ts';
import type { Catalogue } from '../sql/catalogue.ts';

const unitMs: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * Creates the function that says how the rows of a certified table are looked at again: by the same
 * statement with the same values, so that its window is the same. Null where a value is not known.
 */
export function createRecheck({
  questions,
  checks,
}: Catalogue): (
  evidence: Pick<Evidence, 'certified' | 'parameters' | 'truncated'>,
) => Recheck | null {
  const byId = new Map([...questions, ...checks].map((one) => [one.id, one]));
  return ({ certified, parameters: given, truncated }) => {
    const found = byId.get(certified ?? '');
    if (found?.completeness === undefined || truncated) return null;
    const { lag } = found.completeness;
    const all = Object.entries(found.parameters);
    const parameters = all.flatMap(([name, { type }]) => {
      const value = given.find((one) => one.name === name)?.value;
      return value === undefined ? [] : [{ name, type, value }];
    });
    if (parameters.length < all.length) return null;
    return {
      sql: found.sql,
      parameters,
      keys: found.rows.key,
      lagMs: Number(lag.slice(0, -1)) * (unitMs[lag.at(-1) ?? ''] ?? 0),
      windowEnd: all.find(([, { role }]) => role === 'window.to')?.[0] ?? null,
    };
  };
}
