import type { EvidenceColumn } from '../domain/evidence.ts';
import { byWordsAsked } from './asked.ts';
import { cite, citeName, type Source } from './cited.ts';
import { formatColumn } from './format-cell.ts';
import { labelOf } from './label.ts';
import { seriesOf } from './series.ts';
import { greatestRow, sizeAt } from './table.ts';

const superlative = /\b(?:most|highest|largest|biggest|longest)\b/i;

/** The measure that a question has more words of than of any other; null when there is none. */
function namedMeasure({ table }: Source, question: string): EvidenceColumn | null {
  const measures = table.columns.filter(({ is }) => is === 'measure');
  const [best, second] = byWordsAsked(measures, question);
  return best !== undefined && best.words > (second?.words ?? 0) ? best.column : null;
}

/**
 * "Who was refused the most?" about rows in another order: the row with most of what is asked; null when
 * the first row has it.
 */
export function sayMost(source: Source, question: string): string | null {
  const { table } = source;
  const measure = superlative.test(question) ? namedMeasure(source, question) : null;
  const label = labelOf(table, question);
  const row = measure === null || seriesOf(table) ? null : greatestRow(table, measure);
  if (measure === null || label === undefined || row === null) return null;
  const isFirst = sizeAt(table, row, measure) === sizeAt(table, 0, measure);
  return isFirst
    ? null
    : `${citeName(source, row, label)} has the most ${formatColumn(measure)}: ${cite(source, row, measure)}`;
}
