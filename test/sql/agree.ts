import { beforeAll, describe, expect, test } from 'vitest';
import { type Asker, createAsker, week } from './asker.ts';
import type { Check } from './expected/check.ts';

type Value = string | number | null;

/** A number of the answer is compared as one, with the precision that doubles of both sides have. */
function alike(found: string | null | undefined, wanted: Value): boolean {
  if (typeof wanted !== 'number') return (found ?? null) === wanted;
  return Math.abs(Number(found ?? NaN) - wanted) <= 1e-6 * Math.max(1, Math.abs(wanted));
}

/** The ledger keeps only how a statement begins. */
const nameOf = (key: string, cell: string): string =>
  key === 'statement_text' ? cell.slice(0, 24) : cell;

/** Rows whose value is not the ledger's, or that only one side has. */
function differences(
  found: Readonly<Record<string, string | null>>,
  wanted: Readonly<Record<string, Value>>,
): string[] {
  const names = new Set([...Object.keys(found), ...Object.keys(wanted)]);
  return [...names]
    .filter(
      (name) => !(name in found && name in wanted && alike(found[name], wanted[name] ?? null)),
    )
    .map((name) => `${name}: ${String(found[name])} instead of ${String(wanted[name])}`);
}

/**
 * Asks every question of a table and compares it with the ledger, on two seeds.
 *
 * Effect: declares suites.
 */
export function agreesWithLedger(checks: readonly Check[]): void {
  describe.each([1, 7])('on the data of seed %i', (seed) => {
    let asker: Asker;
    beforeAll(async () => {
      asker = await createAsker(seed);
      return asker.close;
    }, 60_000);

    test.each(
      checks.map((check, index): [string, number] => [`${check.ask} ${check.value}`, index]),
    )('%s is what the ledger says', async (_name, index) => {
      const check = checks[index];
      if (check === undefined) return;
      const { rows } = await asker.ask(check.ask, { ...week, ...check.given });
      const found = Object.fromEntries(
        rows.map((row) => [
          check.key.map((key) => nameOf(key, row[key] ?? '')).join('/'),
          row[check.value] ?? null,
        ]),
      );
      expect(rows).toHaveLength(Object.keys(found).length);
      expect(differences(found, check.is(asker.ledger))).toEqual([]);
    });
  });
}
