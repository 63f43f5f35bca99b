import type { Evidence } from '../domain/evidence.ts';
import type { CheckEnd, MissingCheck, RunChecks } from '../domain/explanation.ts';
import type { Check } from '../domain/warehouse.ts';
import type { Look } from './cause.ts';
import { keyOfCheck } from './checks.ts';
import { rowsOf } from './symptom/rows.ts';

/** Runs each check once, whoever asks for it, and keeps what it found. */
export type Asker = {
  /** Runs what has not run yet; each check belongs to the first hypothesis that asks for it. */
  readonly ask: (
    wanted: readonly { readonly hypothesis: string; readonly checks: readonly Check[] }[],
  ) => Promise<void>;
  readonly table: (check: Check) => Evidence | null;
  readonly look: Look;
  /** What could not be looked at of these checks. */
  readonly missing: (checks: readonly Check[]) => readonly MissingCheck[];
};

/** Effect: the result keeps what the checks found. */
export function createAsker(run: RunChecks): Asker {
  const ends = new Map<string, CheckEnd>();
  const tableOf = (check: Check): Evidence | null => {
    const end = ends.get(keyOfCheck(check));
    return end?.kind === 'rows' ? end.table : null;
  };
  return {
    ask: async (wanted) => {
      const claimed = new Set(ends.keys());
      const groups = wanted.map(({ hypothesis, checks }) => {
        const open = checks.filter((check) => {
          const key = keyOfCheck(check);
          return !claimed.has(key) && claimed.add(key) !== undefined;
        });
        return { hypothesis, open };
      });
      await Promise.all(
        groups.map(async ({ hypothesis, open }) => {
          if (open.length === 0) return;
          const found = await run(hypothesis, open);
          open.forEach((check, at) => {
            const end = found[at];
            if (end !== undefined) ends.set(keyOfCheck(check), end);
          });
        }),
      );
    },
    table: tableOf,
    look: (check) => rowsOf(tableOf(check)),
    missing: (checks) =>
      checks.flatMap((check) => {
        const end = ends.get(keyOfCheck(check));
        if (end === undefined || end.kind === 'rows') return [];
        return end.kind === 'blocked'
          ? [end.missing]
          : [{ what: check.question, remedy: `Ask again: ${end.reason}` }];
      }),
  };
}
