import type { Reading } from '../../../../wordings/metrics/reading.ts';
import { filtersOf, sinceColumns } from './compose-columns.ts';

/**
 * The statement of the first and last of the latest days in a row that have rows of a reading's filters:
 * "since when does it fail?".
 *
 * @param conditions Those of the names.
 */
export function sinceStatement(reading: Reading, conditions: readonly string[]): string {
  const [since, last, days] = sinceColumns(reading);
  return [
    `with facts as (\n${reading.metric.source.trim()}\n), days as (`,
    `  select distinct day from facts where ${[...filtersOf(reading), ...conditions].join('\n  and ')}`,
    '), spans as (',
    '  select day, date_add(day, -cast(row_number() over (order by day) as int)) as span from days',
    ')',
    `select min(day) as ${since}, max(day) as ${last}, count(*) as ${days}`,
    'from spans group by span order by span desc limit 1',
  ].join('\n');
}
