import { markersIn } from '../../domain/citations.ts';
import { nothingToJudge } from './facts.ts';
import type { CaseRun } from '../case-run.ts';
import type { Scorer } from './scorer.ts';
import { fail, pass, skipped } from './scorer.ts';

/** What is wrong with one citation; null when it leads to the cell that it names. */
function problemOf(
  { evidence }: CaseRun,
  cited: NonNullable<CaseRun['investigation']['answer']>['citations'][number],
): string | null {
  const { marker, evidenceId, row, column, columnIndex, value } = cited;
  const table = evidence.find(({ id }) => id === evidenceId);
  if (table === undefined) return `[${marker}] names a table that is not there`;
  if (column === null) return value === table.rowCount ? null : `[${marker}] is another row count`;
  const at = columnIndex ?? table.columns.findIndex(({ name }) => name === column);
  if (table.columns[at]?.name !== column) return `[${marker}] names no column ${column}`;
  if (row === null) return null;
  const cells = table.rows[row];
  if (cells === undefined) return `[${marker}] names no row ${row}`;
  return cells[at] === value ? null : `[${marker}] is ${String(cells[at])}, not ${String(value)}`;
}

/** Every marker has its citation, and every citation its cell. */
export const citations: Scorer = {
  name: 'citations',
  says: 'every marker leads to the cell that it names',
  judge: (run) => {
    const { answer } = run.investigation;
    const nothing = nothingToJudge(run, true);
    if (nothing !== null || answer === null) return nothing ?? skipped('there is no text');
    const known = new Set(answer.citations.map(({ marker }) => marker));
    const markers = markersIn(answer.markdown);
    if (markers.length === 0) return skipped('nothing is cited');
    const unknown = markers.filter((marker) => !known.has(marker));
    if (unknown.length > 0) return fail(`[${unknown[0]}] stands for nothing`, unknown);
    const problems = answer.citations.flatMap((cited) => problemOf(run, cited) ?? []);
    return problems[0] === undefined ? pass() : fail(problems[0], problems);
  },
};
