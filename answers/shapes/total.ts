import { cite, saySum, type Source } from '../cited.ts';
import { formatColumn } from '../format-cell.ts';
import { isRate } from '../rate.ts';
import { seriesOf } from '../series.ts';
import { greatestRow } from '../table.ts';

/** Of a series: its sum over all times, and the time with the most. */
export function total(source: Source): string | null {
  const { table } = source;
  const series = seriesOf(table);
  const measure = table.columns.find(({ is }) => is === 'measure');
  if (!series || !measure || isRate(measure) || table.truncated) return null;
  const sum = saySum(source, measure);
  const row = greatestRow(table, measure);
  const [first = 0, last = 0] = [series.order[0], series.order.at(-1)];
  if (sum === null || row === null) return null;
  const span = `from ${cite(source, first, series.time)} to ${cite(source, last, series.time)}`;
  const most = `${cite(source, row, series.time)} (${cite(source, row, measure)})`;
  return `${formatColumn(measure)} came to ${sum} ${span}, most of it on ${most}.`;
}
