import type { Cell, Evidence } from '../../domain/evidence.ts';
import type { Verdict } from '../../domain/explanation.ts';
import { isAnswer } from '../../domain/outcome.ts';
import { firstLineOf } from '../case-run.ts';
import type { CaseRun, TableTruth } from '../case-run.ts';
import type { Finding } from './scorer.ts';
import { notRun, skipped } from './scorer.ts';

/** A search that came to one of these has answered as a domain does. */
const settled: readonly Verdict[] = ['cause_found', 'contributing', 'inconclusive'];

/** Whether the answer says something, and a domain that was asked or the search for a cause has answered. Pure. */
export function isAnswered({ investigation }: CaseRun): boolean {
  const { answer, lanes, status, explanation } = investigation;
  if (status === 'failed' || status === 'cancelled') return false;
  if (firstLineOf(answer) === '') return false;
  const isExplained = explanation !== null && settled.includes(explanation.verdict);
  if (isExplained || lanes.length === 0) return true;
  return lanes.some(({ outcome }) => outcome !== null && isAnswer(outcome));
}

/** Whether the answer cites what was found. Pure. */
export const isTold = ({ investigation }: CaseRun): boolean =>
  (investigation.answer?.citations.length ?? 0) > 0;

/** Tables with rows. Pure. */
export const found = ({ evidence }: CaseRun): readonly Evidence[] =>
  evidence.filter(({ rows }) => rows.length > 0);

/**
 * What to say of a run without anything to judge: no answer, no rows, or, where `isAboutText`, nothing told
 * of them; null when there is something. Pure.
 */
export function nothingToJudge(run: CaseRun, isAboutText: boolean): Finding | null {
  if (!isAnswered(run)) return notRun('answered', 'there is no answer');
  if (found(run).length === 0) {
    const isMissed = run.meant?.kind === 'rows' && run.meant.rowCount > 0;
    return isMissed
      ? notRun('certifiedMatch', 'what is meant was not found')
      : skipped('nothing was found');
  }
  return isAboutText && !isTold(run) ? notRun('told', 'nothing is told') : null;
}

/** The same number has the same text, whichever type its source gave it. */
const cellText = (cell: Cell): string => {
  if (typeof cell === 'number') return String(Number(cell.toPrecision(12)));
  const text = String(cell);
  return /^-?\d+(\.\d+)?$/.test(text) ? String(Number(Number(text).toPrecision(12))) : text;
};
const rowText = (row: readonly Cell[]): string => JSON.stringify(row.map(cellText));

/**
 * The first row of a table that the certified statement does not bring, as text; null when all its rows are
 * true. A table that was cut may lack rows. Pure.
 */
export function untrueRow(
  { rows, truncated }: Evidence,
  end: Extract<TableTruth['end'], { kind: 'rows' }>,
): string | null {
  const left = new Map<string, number>();
  for (const row of end.rows.map(rowText)) left.set(row, (left.get(row) ?? 0) + 1);
  for (const row of rows.map(rowText)) {
    const count = left.get(row) ?? 0;
    if (count === 0) return row;
    left.set(row, count - 1);
  }
  const missing = [...left].find(([, count]) => count > 0);
  const isCut = truncated || end.truncated;
  return missing === undefined || isCut ? null : `missing: ${missing[0]}`;
}

/** Tables that are not as their certified statement brings them now, each with such a row. Pure. */
export function untrueTables({
  evidence,
  truths,
}: CaseRun): readonly (readonly [string, string])[] {
  return truths.flatMap(({ evidenceId, end }) => {
    const table = evidence.find(({ id }) => id === evidenceId);
    if (table === undefined || end.kind !== 'rows') return [];
    const row = untrueRow(table, end);
    return row === null ? [] : [[evidenceId, row] as const];
  });
}
