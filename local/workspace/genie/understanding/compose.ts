import type { QuestionColumn, QuestionParameter } from '../../../../sql/catalogue.ts';
import type { Metric } from '../../../../sql/metrics.ts';
import type { Reading } from '../../../../wordings/metrics/reading.ts';
import { composedId, type GenieQuestion } from '../genie-question.ts';

const windows: Readonly<Record<Metric['window'], Readonly<Record<string, QuestionParameter>>>> = {
  instants: {
    from_time: { type: 'TIMESTAMP', role: 'window.from', default: 'now-7d' },
    to_time: { type: 'TIMESTAMP', role: 'window.to', default: 'now' },
  },
  days: {
    from_date: { type: 'DATE', role: 'window.from', default: 'today-7d' },
    to_date: { type: 'DATE', role: 'window.to', default: 'today' },
  },
  none: {},
};

const exprIn = ({ dimensions, measures }: Metric, name: string): string =>
  [...dimensions, ...measures].find((one) => one.name === name)?.expr ?? name;

const times = ['day', 'week', 'hour'];

const quoted = (text: string): string =>
  `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
const shownRows = 1000;
const firstRows: QuestionParameter = {
  type: 'INT',
  role: 'top_n',
  default: 100,
  min: 1,
  max: shownRows,
};

type Conditions = {
  readonly where: readonly string[];
  readonly parameters: Readonly<Record<string, QuestionParameter>>;
};

/** The condition of the names of one dimension, with the parameter of a single one. */
function ofNames({ metric }: Reading, dimension: string, names: readonly string[]): Conditions {
  const found = metric.dimensions.find((one) => one.name === dimension);
  const { role, where, expr = dimension } = found ?? {};
  const [name = ''] = names;
  if (role === undefined || names.length > 1)
    return { where: [`${expr} in (${names.map(quoted).join(', ')})`], parameters: {} };
  const parameter: QuestionParameter = { type: 'STRING', role, default: name };
  return { where: [where ?? `${expr} = :${role}`], parameters: { [role]: parameter } };
}

/** The threshold that a question gives, with its parameter. */
function ofThreshold({ metric, filters }: Reading, name: string): Conditions {
  const found = metric.thresholds.find((one) => one.name === name);
  const isMeant = found !== undefined && (found.with === undefined || filters.includes(found.with));
  if (!isMeant) return { where: [], parameters: {} };
  const parameter: QuestionParameter = {
    type: 'DOUBLE',
    role: 'threshold',
    default: 0,
    unit: found.unit,
  };
  return { where: [found.expr], parameters: { [name]: parameter } };
}

/** Things that have names. */
const named = /^(?:workspace|job|warehouse|table|user|cluster|pipeline|endpoint)$/;

/** The name of the column of a group: `job_name`. */
const labelOf = (group: string): string => (named.test(group) ? `${group}_name` : group);

/** A name of a column that tells what its rows are limited to: `failed_runs`. */
const columnOf = ({ filters, metric }: Reading, measure: string): string =>
  measure === metric.measures[0]?.name && metric.noun === measure && filters.length > 0
    ? `${filters.join('_')}_${measure}`
    : measure;

/** The conditions of a reading's filters. */
const filtersOf = ({ metric, filters }: Reading): readonly string[] =>
  metric.filters.filter(({ name }) => filters.includes(name)).map(({ expr }) => expr);

/** Whether only things are counted over time: a time without any is told then, too. */
function countsOverTime({ metric, measures, groups, filters }: Reading): boolean {
  const isOverTime = times.some((time) => groups.includes(time));
  const isCount = measures.every((name) => exprIn(metric, name) === 'count(*)');
  return isOverTime && isCount && filters.length > 0;
}

function selectOf(reading: Reading): readonly string[] {
  const { metric, measures, groups } = reading;
  const counted = `count_if(${filtersOf(reading).join(' and ')})`;
  return [
    ...groups.map((name) => `${exprIn(metric, name)} as ${labelOf(name)}`),
    ...measures.map(
      (name) =>
        `${countsOverTime(reading) ? counted : exprIn(metric, name)} as ${columnOf(reading, name)}`,
    ),
  ];
}

function orderOf(reading: Reading): string {
  const [first = ''] = reading.measures.map((name) => columnOf(reading, name));
  const isOverTime = times.some((time) => reading.groups.includes(time));
  if (isOverTime && reading.order === null) return reading.groups.map(labelOf).join(', ');
  const way = reading.order === 'least' ? '' : ' desc';
  return [`${first}${way}`, ...reading.groups.map(labelOf)].join(', ');
}

function statementOf(reading: Reading, where: readonly string[]): string {
  const { metric, groups } = reading;
  const lines = [
    `with facts as (\n${metric.source.trim()}\n)`,
    `select ${selectOf(reading).join(', ')}`,
    'from facts',
    ...(where.length === 0 ? [] : [`where ${where.join('\n  and ')}`]),
  ];
  if (groups.length === 0) return lines.join('\n');
  return [
    ...lines,
    `group by ${selectGroups(reading)}`,
    `order by ${orderOf(reading)}`,
    'limit cast(:top_n as int)',
  ].join('\n');
}

const selectGroups = ({ metric, groups }: Reading): string =>
  groups.map((name) => exprIn(metric, name)).join(', ');

/** What a composed query is about, as the title of its table: "Failed runs by workspace". */
function titleOf(reading: Reading): string {
  const measures = reading.measures.map((name) => columnOf(reading, name).replaceAll('_', ' '));
  const names = reading.names.map(({ name }) => ` of ${name}`);
  const by = reading.groups.length === 0 ? '' : ` by ${reading.groups.join(' and ')}`;
  const text = `${measures.join(' and ')}${names.join('')}${by}`;
  return `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}`;
}

/**
 * The query that answers a question about a metric: what it limits, groups and measures, with parameters for
 * its time and names.
 *
 * @param thresholds Names of the metric's thresholds that the question gives.
 */
export function composeQuery(reading: Reading, thresholds: readonly string[]): GenieQuestion {
  const { metric } = reading;
  const conditions = [
    ...[...Map.groupBy(reading.names, ({ dimension }) => dimension)].map(([dimension, names]) =>
      ofNames(reading, dimension, [...new Set(names.map(({ name }) => name))]),
    ),
    ...thresholds.map((name) => ofThreshold(reading, name)),
  ];
  const where = [
    ...(countsOverTime(reading) ? [] : filtersOf(reading)),
    ...conditions.flatMap((one) => one.where),
    // Without a name of its own a thing is none of those asked for.
    ...reading.groups.map((name) => `${exprIn(metric, name)} is not null`),
  ];
  const columns: Record<string, QuestionColumn> = Object.fromEntries(
    [...reading.groups.map(labelOf), ...reading.measures].map((name) => [
      name,
      { type: 'STRING', is: 'label' },
    ]),
  );
  const title = titleOf(reading);
  return {
    id: composedId(metric.id),
    question: title,
    variants: [],
    meaning: `${title}. ${metric.comment}`,
    parameters: Object.assign(
      {},
      windows[metric.window],
      ...conditions.map((one) => one.parameters),
      reading.groups.length === 0 ? {} : { top_n: firstRows },
    ),
    columns,
    rows: { key: reading.groups.map(labelOf), order: [], max: shownRows },
    sql: statementOf(reading, where),
  };
}
