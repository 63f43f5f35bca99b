import type { Reading } from '../../../../wordings/metrics/reading.ts';
import { groupColumns, measureColumns, overParts } from './compose-columns.ts';

type Clauses = { readonly where: readonly string[]; readonly having: readonly string[] };

/**
 * The statement of a measure over the sums of parts: of each day, then the highest of them.
 *
 * @param order The columns that it is ordered by; empty without groups.
 */
export function partsStatement(
  reading: Reading,
  { where, having }: Clauses,
  order: string,
): string {
  const { by = '', amount = '', at = '' } = overParts(reading)?.each ?? {};
  const groups = groupColumns(reading);
  const names = groups.map(({ name }) => name);
  const inner = [
    ...groups.map(({ name, expr }) => `${expr} as ${name}`),
    `${amount} as amount`,
    `${at} as part_at`,
  ];
  const outer = [
    ...names,
    ...measureColumns(reading).map(({ name, expr }) => `${expr} as ${name}`),
  ];
  return [
    `with facts as (\n${reading.metric.source.trim()}\n), parts as (`,
    `select ${inner.join(', ')} from facts`,
    `where ${[...where, `(${by}) is not null`].join('\n  and ')}`,
    `group by ${[...groups.map(({ expr }) => expr), by].join(', ')}`,
    ...(having.length === 0 ? [] : [`having ${having.join(' and ')}`]),
    ')',
    `select ${outer.join(', ')} from parts`,
    ...(names.length === 0
      ? []
      : [`group by ${names.join(', ')}`, `order by ${order}`, 'limit cast(:top_n as int)']),
  ].join('\n');
}
