import type { Evidence, EvidenceColumn } from '../../domain/evidence.ts';
import { cite, citeWhen, saySum, type Source } from '../cited.ts';
import { formatColumn } from '../format-cell.ts';
import { isRate } from '../rate.ts';
import { type Series, seriesOf } from '../series.ts';
import { greatestRow, leastRow } from '../table.ts';

/** "Which was the most expensive day?" wants the time first. */
const asksWhichTime =
  /\b(?:which|what|on which) (?:\w+ ){0,6}?(?:day|date|week|month)s?\b.*|\band the (?:day|date|week|month)\b|\b(?:busiest|cheapest|quietest|priciest|dearest|costliest|most \w+) (?:day|date|week|month)\b/i;

/** "On which days was it above 500 dollars?" */
const asksWhichTimes = /\b(?:which|what) (?:\w+ )?(?:day|week|month|date)s\b/i;
const shownTimes = 7;
/** Whether only times above a threshold are left. */
const isAbove = ({ parameters }: Evidence): boolean =>
  parameters.some(({ name }) => name.startsWith('min_'));

/** The times of a series that only has those above a threshold; null for another one. */
function timesAbove(source: Source, time: EvidenceColumn): string | null {
  const { table, markers } = source;
  if (!isAbove(table)) return null;
  const times = table.rows.slice(0, shownTimes).map((_, row) => cite(source, row, time));
  const more = table.rows.length > shownTimes ? ' …' : '';
  const ending = table.rowCount === 1 ? '' : 's';
  return `${table.rowCount} ${time.name}${ending} ${markers.rowCount(table)}: ${times.join(', ')}${more}`;
}

/** "Which was our cheapest day?" */
const asksForLeast = /\b(?:cheapest|least|fewest|lowest|smallest|quietest|calmest|slowest day)\b/i;

/** The greatest or the least of each time. */
const isExtreme = /^(?:largest|longest|peak|smallest|shortest)_/;

/** The time with the greatest of all, or the least. */
function sayExtreme(source: Source, { time }: Series, measure: EvidenceColumn): string | null {
  const isLeast = /^(?:smallest|shortest)_/.test(measure.name);
  const row = (isLeast ? leastRow : greatestRow)(source.table, measure);
  if (row === null) return null;
  return `${formatColumn(measure)} ${cite(source, row, measure)} ${citeWhen(source, row, time)}.`;
}

const spanOf = (source: Source, time: EvidenceColumn, order: readonly number[]): string =>
  `from ${cite(source, order[0] ?? 0, time)} to ${cite(source, order.at(-1) ?? 0, time)}`;

/** Of a series: its sum over all times, and the time with the most. */
export function total(source: Source, question: string): string | null {
  const { table } = source;
  const series = seriesOf(table);
  const measure = table.columns.find(({ is }) => is === 'measure');
  if (!series || !measure || table.truncated) return null;
  if (isExtreme.test(measure.name) && asksWhichTime.test(question))
    return sayExtreme(source, series, measure);
  return isRate(measure) ? null : sayTotal(source, series, measure, question);
}

function sayTotal(
  source: Source,
  series: Series,
  measure: EvidenceColumn,
  question: string,
): string | null {
  const { table } = source;
  const sum = saySum(source, measure);
  const row = greatestRow(table, measure);
  if (sum === null || row === null) return null;
  const span = spanOf(source, series.time, series.order);
  const most = `${citeWhen(source, row, series.time)} (${cite(source, row, measure)})`;
  const times = asksWhichTimes.test(question) ? timesAbove(source, series.time) : null;
  if (times !== null) return `${times}; the most ${most}.`;
  if (asksWhichTime.test(question)) {
    const [asked, which] = asksForLeast.test(question)
      ? [leastRow(table, measure) ?? row, 'least']
      : [row, 'most'];
    return `${cite(source, asked, series.time)} had the ${which} ${formatColumn(measure)}: ${cite(source, asked, measure)} of ${sum} ${span}.`;
  }
  return `${formatColumn(measure)} came to ${sum} ${span}, most of it ${most}.`;
}
