import { isNumeric } from '../domain/cells.ts';
import type { EvidenceColumn } from '../domain/evidence.ts';
import { comparedBefore } from '../language/comparisons.ts';
import { formatCell, formatColumn } from './format-cell.ts';
import { asksHowItWent, createWordsAsked } from './asked.ts';
import { isOfBefore } from './before.ts';
import { cite, citeWhen, markerOf, type Source } from './cited.ts';
import { completeRows, seriesOf } from './series.ts';
import { sizeAt } from './table.ts';

/** A latest value this far from the mean has changed. */
const notable = 0.1;
const leastRows = 3;

/** The latest whole period of a series: how far it is from the mean of all, as a share of it. */
type Trend = {
  readonly measure: EvidenceColumn;
  readonly time: EvidenceColumn;
  readonly row: number;
  readonly mean: number;
  readonly change: number;
};

/** The measure of a table that a question has most words of. */
function measureFor({ table }: Source, question: string): EvidenceColumn | undefined {
  const weight = createWordsAsked(question);
  const measures = table.columns.filter(
    (column) => column.is === 'measure' && isNumeric(column.type) && !isOfBefore(column),
  );
  return measures.toSorted((left, right) => weight(right) - weight(left))[0];
}

/** How a series went, where a question asks for it; null for another question or table. */
export function trendOf(source: Source, question: string): Trend | null {
  const { table } = source;
  const isAsked = asksHowItWent(question) && comparedBefore(question) === null;
  const series = isAsked && !table.truncated ? seriesOf(table) : null;
  const measure = measureFor(source, question);
  if (series === null || measure === undefined || series.order.length < leastRows) return null;
  const row = completeRows(table, series).at(-1);
  // A mean over part of the rows could not be traced to its column.
  if (row === undefined || row !== series.order.at(-1)) return null;
  const numbers = series.order.flatMap((at) => sizeAt(table, at, measure) ?? []);
  const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  const latest = sizeAt(table, row, measure);
  if (latest === null || !(mean > 0)) return null;
  return { measure, time: series.time, row, mean, change: latest / mean - 1 };
}

/** Which way a trend goes: 1 up, -1 down, 0 neither. */
export const wayOf = ({ change }: Trend): -1 | 0 | 1 =>
  Math.abs(change) < notable ? 0 : change > 0 ? 1 : -1;

const ways = { 1: 'rose', [-1]: 'fell', 0: 'stayed about the same' } as const;

/** A trend in words, without its full stop. */
export function sayTrend(source: Source, question: string): string | null {
  const trend = trendOf(source, question);
  if (trend === null) return null;
  const { measure, time, row, mean } = trend;
  const usual = `${formatCell(mean.toFixed(2), measure)} ${markerOf(source, row, measure)}`;
  return `${formatColumn(measure)} ${ways[wayOf(trend)]}: ${cite(source, row, measure)} ${citeWhen(source, row, time)}, the mean is ${usual}`;
}
