import type { AnswerWords } from '../domain/answer-words.ts';
import type { Markers } from '../domain/citations.ts';
import { isNumeric } from '../domain/cells.ts';
import { literal } from '../domain/markdown.ts';
import type { Evidence, EvidenceColumn } from '../domain/evidence.ts';
import type { TwoTimes } from '../domain/two-times.ts';
import { createWordsAsked } from './asked.ts';
import { cite, citeName } from './cited.ts';
import { formatColumn } from './format-cell.ts';
import { labelOf } from './label.ts';
import { isCut, windowOf } from './scope.ts';
import { cellAt, sameColumn, sizeAt } from './table.ts';

const shownRows = 3;
/** "Which product grew most?" */
const asksWhatGrew =
  /\b(?:grew|grown|rose|risen|increased|climbed|went up|gone up) (?:the )?(?:most|fastest)\b/i;

type Asked = {
  readonly markers: Markers;
  readonly question: string;
  readonly words: AnswerWords;
};

/** What tells a row of a table: its keys, or its labels where it has none. */
function keyOf(table: Evidence, row: number): string {
  const keys = table.columns.filter(({ is }) => is === 'key');
  const names = keys.length > 0 ? keys : table.columns.filter(({ is }) => is === 'label');
  return JSON.stringify(names.map((column) => cellAt(table, row, column)));
}

/** The measure that a question has most words of, else the first. */
function measureOf(table: Evidence, question: string): EvidenceColumn | undefined {
  const weight = createWordsAsked(question);
  return table.columns
    .filter(({ is, type }) => is === 'measure' && isNumeric(type))
    .toSorted((left, right) => weight(right) - weight(left))[0];
}

/** The first rows of the later of two tables, each with its number before; null for other tables. */
export function sayRowsOfTwo(
  { now, before }: TwoTimes,
  { markers, question, words }: Asked,
): string | null {
  const label = labelOf(now, question);
  const measure = measureOf(now, question);
  if (label === undefined || measure === undefined || now.rows.length === 0) return null;
  const earlier = new Map(before.rows.map((_, row) => [keyOf(before, row), row]));
  const grown = (row: number): number => {
    const past = earlier.get(keyOf(now, row));
    const column = sameColumn(before, measure) ?? measure;
    return (
      (sizeAt(now, row, measure) ?? 0) -
      (past === undefined ? 0 : (sizeAt(before, past, column) ?? 0))
    );
  };
  const rows = [...now.rows.keys()];
  const byGrowth = rows.toSorted((a, b) => grown(b) - grown(a));
  const hasGrown = rows.some((row) => grown(row) > 0);
  const isAsked = asksWhatGrew.test(question);
  const order = isAsked && hasGrown ? byGrowth : rows;
  const shown = order.slice(0, shownRows).map((row) => {
    const past = earlier.get(keyOf(now, row));
    const then =
      past === undefined
        ? isCut(before, words)
          ? 'not among the rows before'
          : 'none before'
        : `${cite({ table: before, markers }, past, sameColumn(before, measure) ?? measure)} before`;
    const source = { table: now, markers };
    return `${citeName(source, row, label)} ${cite(source, row, measure)} (${then})`;
  });
  const windows = [now, before].map((table) => windowOf(table, words));
  const time =
    windows[0] === null || windows[1] === null
      ? ' now and before'
      : ` ${literal(windows[0] ?? '')}, and before that ${literal(windows[1] ?? '')}`;
  const none = isAsked && !hasGrown ? 'None of them grew: ' : '';
  return `${none}${formatColumn(measure)}${time}: ${shown.join('; ')}.`;
}
