import type { Scope, Span } from './scope.ts';
import type { Verdict } from './values.ts';

/** What the words of a sentence state of a table, without a number. */
export type Statement = { readonly text: string; readonly verdict: Verdict };

export type Word = { readonly at: number; readonly end: number; readonly text: string };

export const find = (words: string, pattern: RegExp): Word | null => {
  const match = pattern.exec(words);
  return match === null
    ? null
    : { at: match.index, end: match.index + match[0].length, text: match[0].trim() };
};

/** The row or rows that a clause is about: its things, or the one that its names have in common. */
export function subjectOf(scope: Scope, span: Span): readonly number[] | null {
  const inside = scope.entities.filter(
    ({ at, end, kind }) =>
      at >= span.start && end <= span.end && kind !== 'state' && kind !== 'edge',
  );
  const [first] = inside;
  if (first === undefined)
    return scope.table.evidence.rows.length === 1
      ? [0]
      : scope.citedRows.length === 1
        ? scope.citedRows
        : null;
  const peers = inside.filter(({ column }) => column === first.column);
  if (peers.some(({ text }) => text !== first.text)) return null;
  let rows: readonly number[] = first.rows;
  for (const one of inside) {
    const common = rows.filter((row) => one.rows.includes(row));
    if (common.length > 0) rows = common;
  }
  return rows;
}
