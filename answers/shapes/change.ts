import { compare } from '../../domain/decimals.ts';
import type { EvidenceColumn } from '../../domain/evidence.ts';
import { cite, citeWhen, type Source } from '../cited.ts';
import { formatColumn } from '../format-cell.ts';
import { isRate } from '../rate.ts';
import { completeRows, type Series, seriesOf } from '../series.ts';
import { cellAt, greatestRow, leastRow, numberAt } from '../table.ts';

function signed(percent: number): string {
  return `${percent > 0 ? '+' : '−'}${Math.abs(percent).toFixed(1)}`;
}

/** So many times are more than the two that are compared. */
const manyTimes = 5;

/** The highest and the lowest of a long series of a level, behind how it went last; empty for others. */
function sayEnds(source: Source, { time }: Series, measure: EvidenceColumn): string {
  const { table } = source;
  const [high, low] = [greatestRow(table, measure), leastRow(table, measure)];
  if (table.rows.length < manyTimes || table.truncated || !isRate(measure)) return '';
  if (high === null || low === null || high === low) return '';
  const said = (row: number): string =>
    `${cite(source, row, measure)} ${citeWhen(source, row, time)}`;
  return `; the highest was ${said(high)}, the lowest ${said(low)}`;
}

/** The week or month that still goes on, of a query that nobody certified; empty where all have ended. */
function saySoFar(source: Source, { time, order }: Series, measure: EvidenceColumn): string {
  const { table } = source;
  const last = order.at(-1);
  if (last === undefined || table.certified !== null || !/^(?:week|month)$/.test(time.name))
    return '';
  if (completeRows(table, { time, order }).includes(last)) return '';
  return ` So far it is ${cite(source, last, measure)} ${citeWhen(source, last, time)}.`;
}

/** How what was said of a series ends: with its extremes, or with what still goes on. */
function endingOf(source: Source, series: Series, measure: EvidenceColumn): string {
  const ends = sayEnds(source, series, measure);
  return ends === '' ? `.${saySoFar(source, series, measure)}` : `${ends}.`;
}

/** In a series over time: how the last complete value compares with the one before. */
export function change(source: Source): string | null {
  const { table } = source;
  const series = seriesOf(table);
  const measure = table.columns.find(({ is }) => is === 'measure');
  if (!series || !measure) return null;
  const rows = completeRows(table, series).slice(-2);
  if (rows.length < 2) return null;
  const ending = endingOf(source, series, measure);
  const shown = rows.map(
    (row) => `${cite(source, row, measure)} ${citeWhen(source, row, series.time)}`,
  );
  const [from = 0, to = 0] = rows.map((row) => Number(cellAt(table, row, measure)));
  if (from === to && verbOf(source, rows) === 'stayed')
    return `${formatColumn(measure)} stayed at ${shown[0] ?? ''} and ${citeWhen(source, rows[1] ?? 0, series.time)}${ending}`;
  const percent = from > 0 && to !== from ? ` (${signed(((to - from) / from) * 100)} %)` : '';
  return `${formatColumn(measure)} ${verbOf(source, rows)} from ${shown.join(' to ')}${percent}${ending}`;

  /** How the measure went; doubles would not tell large integers apart. */
  function verbOf(of: Source, pair: readonly number[]): string {
    const [first, last] = pair.map((row) => (measure ? numberAt(of.table, row, measure) : null));
    if (!first || !last) return 'went';
    const way = compare(last, first);
    return way === 0 ? 'stayed' : way < 0 ? 'fell' : 'rose';
  }
}
