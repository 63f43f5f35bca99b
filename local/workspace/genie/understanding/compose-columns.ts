import type { Metric } from '../../../../sql/metrics.ts';
import { isTime } from '../../../../wordings/metrics/items.ts';
import type { Reading } from '../../../../wordings/metrics/reading.ts';

/** Things that have names. */
const named = /^(?:workspace|job|warehouse|table|user|cluster|pipeline|endpoint|application)$/;

/** The name of the column of a group: `job_name`. */
export const labelOf = (group: string): string => (named.test(group) ? `${group}_name` : group);

/** The SQL of a dimension or measure. */
export const exprIn = ({ dimensions, measures }: Metric, name: string): string =>
  [...dimensions, ...measures].find((one) => one.name === name)?.expr ?? name;

/** The conditions of a reading's filters. */
export const filtersOf = ({ metric, filters }: Reading): readonly string[] =>
  metric.filters.filter(({ name }) => filters.includes(name)).map(({ expr }) => expr);

/** The condition that a row has one of the filters that are set against each other; none where none are. */
export const eitherOf = ({ metric, either }: Reading): readonly string[] => {
  const said = metric.filters.filter(({ name }) => either.includes(name));
  return said.length === 0 ? [] : [`(${said.map(({ expr }) => `(${expr})`).join(' or ')})`];
};

/** The condition of the filter that is the whole of a share. */
export const wholeOf = ({ metric, wholeFilter }: Reading): readonly string[] =>
  metric.filters.filter(({ name }) => name === wholeFilter).map(({ expr }) => expr);

/** Whether a reading is a series over time. */
export const isOverTime = ({ groups }: Reading): boolean => groups.some(isTime);

/** Whether a reading is grouped by times only. */
const isSeries = ({ groups }: Reading): boolean => groups.length > 0 && groups.every(isTime);

/** Whether only things are counted over time: a time without any is told then, too. */
export function countsOverTime(reading: Reading): boolean {
  const { metric, measures, filters, isShare } = reading;
  const isCount =
    measures.length > 0 && measures.every((name) => exprIn(metric, name) === 'count(*)');
  return isSeries(reading) && isCount && filters.length > 0 && !isShare;
}

/** Whether the filters limit the rows; otherwise they stand in the columns. */
export const filtersRows = (reading: Reading): boolean =>
  !countsOverTime(reading) && (!reading.isShare || reading.isOfNames);

type Column = { readonly name: string; readonly expr: string };

/** A reading with the filters whose rows it leaves out. */
export type Limited = Reading & { readonly without?: readonly string[] };

/** `failed_runs`: a name of a column that tells what its rows are limited to. */
const limited = ({ filters, without }: Limited, measure: string): string =>
  [
    ...(without ?? []).map((name) => `without_${name}`),
    ...filters.filter((name) => !isSaidBy(measure, name)),
    measure,
  ].join('_');

/** "Data spilled" is of what spills. */
const isSaidBy = (measure: string, filter: string): boolean =>
  measure.split('_').some((word) => word.length > 5 && word.slice(0, 5) === filter.slice(0, 5));

/** What part the rows of a condition have of all; without one, what each group has. */
function shareColumn(reading: Reading, name: string, condition: string): Column {
  const { metric, filters, isOfNames } = reading;
  const sums = metric.measures.find((one) => one.name === name)?.sums ?? '1e0';
  const noun = name === metric.measures[0]?.name ? metric.noun : name;
  const all = `cast(sum(${sums}) as double)`;
  if (condition === '')
    return {
      name: `share_of_${noun}_percent`,
      expr: `100e0 * ${all} / nullif(sum(sum(cast(${sums} as double))) over (), 0)`,
    };
  const part = `sum(case when ${condition} then ${sums} else 0 end)`;
  const limits = isOfNames ? filters : filters.filter((one) => one !== reading.wholeFilter);
  return {
    name: `share_of_${[...limits, noun].join('_')}_percent`,
    expr: `100e0 * cast(${part} as double) / nullif(${all}, 0)`,
  };
}

function measureColumn(reading: Limited, name: string, ofNames: readonly string[]): Column {
  const { metric, isShare } = reading;
  const condition = (reading.isOfNames ? ofNames : filtersOf(reading)).join(' and ');
  if (isShare) return shareColumn(reading, name, condition);
  return {
    name: limited(reading, name),
    expr: countsOverTime(reading) ? `count_if(${condition})` : exprIn(metric, name),
  };
}

/** `query` for `queries`: of which one the time is told. */
export const singular = (noun: string): string => noun.replace(/ies$/, 'y').replace(/s$/, '');

/** What things are limited to that are counted: not an action, which is done by them. */
const qualities = ({ metric, filters }: Reading): readonly string[] =>
  metric.filters
    .filter(({ name, group }) => filters.includes(name) && group !== 'action')
    .map(({ name }) => name);

/** `jobs` for `job`: what different values are counted as. */
const plural = (name: string): string => `${name.replace(/s$/, 'se')}s`;

/**
 * The columns of a reading's numbers and times.
 *
 * @param ofNames The conditions of its names, of which a share may be asked for.
 */
export function measureColumns(
  reading: Limited,
  ofNames: readonly string[] = [],
): readonly Column[] {
  const { metric, measures, distinct, filters, when } = reading;
  const time = reading.begins ? metric.begins?.time : metric.time;
  return [
    ...distinct.map((name) => ({
      // Those of one day may be those of the next: they add up to nothing.
      name: [
        ...(isOverTime(reading) ? ['distinct'] : []),
        ...qualities(reading),
        plural(name),
      ].join('_'),
      expr: `count(distinct ${exprIn(metric, name)})`,
    })),
    ...(reading.isJoint
      ? jointColumns(reading)
      : measures.map((name) => measureColumn(reading, name, ofNames))),
    ...countBeside(reading),
    ...whenGreatest(reading),
    ...(when === 'since' ? sinceColumns(reading).map((name) => ({ name, expr: name })) : []),
    ...(when === 'latest' ? metric.latest : []),
    ...(when === null || when === 'since' || when === 'latest' || time === undefined
      ? []
      : (when === 'span' ? (['first', 'last'] as const) : [when]).map((end) => ({
          name: [end, ...(filters.length > 0 ? filters : [singular(metric.noun)]), 'at'].join('_'),
          expr: `${end === 'last' ? 'max' : 'min'}(${time})`,
        }))),
  ];
}

/** "How many runs were there, and what share of them failed?": the whole is told beside its part. */
function countBeside(reading: Reading): readonly Column[] {
  const { metric, measures, isShare, isOfNames, wholeFilter, counts } = reading;
  const [name = ''] = measures;
  const isOfAll = isShare && !isOfNames && wholeFilter === null && !isOverTime(reading);
  const isCount = measures.length === 1 && exprIn(metric, name) === 'count(*)';
  return counts && isOfAll && isCount ? [{ name, expr: 'count(*)' }] : [];
}

/** The measure of a reading that is over the sums of parts, such as the highest day; null where none is. */
export const overParts = ({ metric, measures }: Reading): Metric['measures'][number] | null =>
  metric.measures.find(({ name, each }) => each !== undefined && measures.includes(name)) ?? null;

/** How many there are of each of the filters of a reading that asks for those that have both. */
export const jointColumns = ({ metric, filters }: Reading): readonly Column[] =>
  metric.filters
    .filter(({ name }) => filters.includes(name))
    .map(({ name, expr }) => ({ name: `${name}_${metric.noun}`, expr: `count_if(${expr})` }));

/** When the greatest part was. */
function whenGreatest(reading: Reading): readonly Column[] {
  const told = overParts(reading)?.each?.told;
  return told === undefined ? [] : [{ name: told, expr: 'max_by(part_at, amount)' }];
}

/** The columns of a reading that asks since when. */
export const sinceColumns = ({
  filters,
}: Reading): readonly [since: string, last: string, days: string] => [
  [...filters, 'since'].join('_'),
  ['last', ...filters, 'day'].join('_'),
  'consecutive_days',
];

/** The columns of what a reading groups by. */
export const groupColumns = ({ metric, groups }: Reading): readonly Column[] =>
  groups.map((name) => ({ name: labelOf(name), expr: exprIn(metric, name) }));
