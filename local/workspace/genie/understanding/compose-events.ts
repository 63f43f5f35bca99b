import type { Reading } from '../../../../wordings/metrics/reading.ts';

type Column = { readonly name: string; readonly expr: string };

/** The columns by which the events of a reading are told, their time first. */
export const eventColumns = ({ metric }: Reading): readonly Column[] => metric.listed;

/**
 * The statement of the events of a reading themselves, the latest first.
 *
 * @param conditions What they are limited to.
 */
export function eventsStatement(reading: Reading, conditions: readonly string[]): string {
  const columns = eventColumns(reading);
  const names = columns.map(({ name }) => name);
  return [
    `with facts as (\n${reading.metric.source.trim()}\n)`,
    `select ${columns.map(({ name, expr }) => `${expr} as ${name}`).join(', ')}`,
    'from facts',
    ...(conditions.length === 0 ? [] : [`where ${conditions.join('\n  and ')}`]),
    `order by ${[`${names[0]} desc`, ...names.slice(1)].join(', ')}`,
    'limit cast(:top_n as int)',
  ].join('\n');
}
