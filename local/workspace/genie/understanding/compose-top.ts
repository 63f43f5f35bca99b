import type { Reading } from '../../../../wordings/metrics/reading.ts';
import { exprIn, groupColumns, measureColumns } from './compose-columns.ts';

/** What the title of such a table ends with; empty where a rank is of all. */
export const toldOfEach = ({ topOf }: Reading): string =>
  topOf === null ? '' : `, the first of each ${topOf}`;

type Clauses = {
  readonly source: string;
  readonly where: readonly string[];
  readonly having: readonly string[];
};

/**
 * The statement of the first row of each value of a group: "the most frequent action of each user".
 *
 * @param order The columns that the rows are ordered by.
 */
export function topStatement(
  reading: Reading,
  { source, where, having }: Clauses,
  order: string,
): string {
  const groups = groupColumns(reading);
  const columns = [...groups, ...measureColumns(reading)];
  const [first] = measureColumns(reading);
  const each = exprIn(reading.metric, reading.topOf ?? '');
  const ranked = [`${first?.expr ?? 'count(*)'} desc`, ...groups.map(({ expr }) => expr)];
  const place = `row_number() over (partition by ${each} order by ${ranked.join(', ')})`;
  return [
    `with facts as (\n${source}\n), places as (`,
    `select ${columns.map(({ name, expr }) => `${expr} as ${name}`).join(', ')}, ${place} as place`,
    'from facts',
    `where ${where.join('\n  and ')}`,
    `group by ${groups.map(({ expr }) => expr).join(', ')}`,
    ...(having.length === 0 ? [] : [`having ${having.join(' and ')}`]),
    ')',
    `select ${columns.map(({ name }) => name).join(', ')} from places where place = 1`,
    `order by ${order}`,
    'limit cast(:top_n as int)',
  ].join('\n');
}
