import { sentencesOf } from '../../claims/blocks.ts';
import { numbersIn } from '../../claims/numbers.ts';
import { unitOfColumn } from '../../claims/units.ts';
import type { CaseRun } from '../case-run.ts';
import { nothingToJudge } from './facts.ts';
import type { Scorer } from './scorer.ts';
import { fail, pass } from './scorer.ts';

/** Where a wrong unit is a wrong statement; numbers of days or percent are said of anything. */
const strict: readonly string[] = ['USD', 'EUR', 'GBP', 'JPY', 'CHF', 'DBU', 'data'];

/**
 * The first number whose unit no column of the tables has that its sentence cites, with that unit; null when
 * all fit. Pure.
 */
export function foreignUnit({ investigation, evidence }: CaseRun): string | null {
  const { answer } = investigation;
  if (answer === null) return null;
  for (const { text, markers } of sentencesOf(answer.markdown)) {
    const ids = answer.citations
      .filter(({ marker }) => markers.includes(marker))
      .map(({ evidenceId }) => evidenceId);
    const columns = evidence.filter(({ id }) => ids.includes(id)).flatMap((one) => one.columns);
    if (columns.length === 0) continue;
    const known = new Set(columns.map((column) => unitOfColumn(column)?.of));
    const wrong = numbersIn(text.replaceAll(/`[^`]*`/g, ' ')).find(
      ({ unit }) => unit !== null && strict.includes(unit.of) && !known.has(unit.of),
    );
    if (wrong !== undefined) return `${wrong.text} ${wrong.unit?.of ?? ''}`;
  }
  return null;
}

/** Right figures in dollars that are DBUs are wrong answers. */
export const units: Scorer = {
  name: 'units',
  says: 'numbers stand in the units of the columns that they are cited from',
  judge: (run) => {
    const nothing = nothingToJudge(run, true);
    if (nothing !== null) return nothing;
    const wrong = foreignUnit(run);
    return wrong === null ? pass() : fail(`${wrong}: no cited column has this unit`);
  },
};
