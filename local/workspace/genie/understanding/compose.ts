import type { QuestionColumn, QuestionParameter } from '../../../../sql/catalogue.ts';
import type { Metric } from '../../../../sql/metrics.ts';
import type { Reading } from '../../../../wordings/metrics/reading.ts';
import { composedId, type GenieQuestion } from '../genie-question.ts';
import { eventColumns, eventsStatement } from './compose-events.ts';
import { partsStatement } from './compose-parts.ts';
import { sinceStatement } from './compose-since.ts';
import { toldOfEach, topStatement } from './compose-top.ts';
import {
  type Limited,
  eitherOf,
  exprIn,
  filtersOf,
  filtersRows,
  groupColumns,
  isOverTime,
  jointColumns,
  overParts,
  wholeOf,
  measureColumns,
  singular,
} from './compose-columns.ts';

/** What a question limits a reading by besides its filters and names. */
export type Limits = {
  /** Names of the metric's thresholds that it gives. */
  readonly thresholds: readonly string[];
  /** Names that it leaves out. */
  readonly without: Reading['names'];
  /** Names of the metric's filters whose rows it leaves out. */
  readonly withoutFilters?: readonly string[];
};

const windowOf = (days: number): Readonly<Record<Metric['window'], Parameters>> => ({
  instants: {
    from_time: { type: 'TIMESTAMP', role: 'window.from', default: `now-${days}d` },
    to_time: { type: 'TIMESTAMP', role: 'window.to', default: 'now' },
  },
  days: {
    from_date: { type: 'DATE', role: 'window.from', default: `today-${days}d` },
    to_date: { type: 'DATE', role: 'window.to', default: 'today' },
  },
  none: {},
});
const usualDays = 7;
/** One of each day is a week; of what is longer, several make a series. */
const daysBy: Readonly<Record<string, number>> = { weekday: 35, week: 35, month: 90 };
/** When something was at last may be long ago. */
const longDays = 90;

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

type Parameters = Readonly<Record<string, QuestionParameter>>;
type Conditions = {
  readonly where: readonly string[];
  readonly having?: readonly string[];
  readonly limits?: readonly string[];
  readonly parameters: Parameters;
};

/** The condition of the names of one dimension, with the parameter of a single one. */
function ofNames({ metric }: Reading, dimension: string, names: readonly string[]): Conditions {
  const found = metric.dimensions.find((one) => one.name === dimension);
  const { role, where, expr = dimension } = found ?? {};
  const [name = ''] = names;
  if (names.length > 1)
    return { where: [`${expr} in (${names.map(quoted).join(', ')})`], parameters: {} };
  const parameter: QuestionParameter = { type: 'STRING', role: role ?? 'named', default: name };
  const said = role ?? dimension.replace('audited_', '');
  return { where: [where ?? `${expr} = :${said}`], parameters: { [said]: parameter } };
}

const byDimension = (names: Reading['names']): readonly (readonly [string, readonly string[]])[] =>
  [...Map.groupBy(names, ({ dimension }) => dimension)].map(([dimension, all]) => [
    dimension,
    [...new Set(all.map(({ name }) => name))],
  ]);

/** Names that are left out keep rows that have none. */
function withoutNames({ metric }: Reading, without: Reading['names']): Conditions {
  const where = byDimension(without).map(
    ([dimension, names]) =>
      `coalesce(${exprIn(metric, dimension)}, '') not in (${names.map(quoted).join(', ')})`,
  );
  return { where, parameters: {} };
}

/** Rows of which a filter is not known stay. */
const withoutFilters = ({ metric }: Reading, without: readonly string[]): Conditions => ({
  where: metric.filters
    .filter(({ name }) => without.includes(name))
    .map(({ expr }) => `not coalesce(${expr}, false)`),
  parameters: {},
});

/** Whether one sum is asked for, of all rows. */
const isOfTotal = ({ groups, distinct }: Reading): boolean => groups.length + distinct.length === 0;

/** The condition of a threshold, with its parameter. */
function ofThreshold(reading: Reading, name: string): Conditions {
  const found = reading.metric.thresholds.find((one) => one.name === name);
  if (found === undefined) return { where: [], parameters: {} };
  const { unit, expr, of } = found;
  const isOfOne = isOfTotal(reading) && overParts(reading) === null;
  const parameter: QuestionParameter = { type: 'DOUBLE', role: 'threshold', default: 0, unit };
  return {
    where: of === 'rows' ? [expr] : [],
    having: of === 'groups' && !isOfOne ? [expr] : [],
    // Of one sum it is told whether it is above.
    limits: of === 'groups' && isOfOne ? [expr] : [],
    parameters: { [name]: parameter },
  };
}

function orderOf(reading: Reading): string {
  const groups = groupColumns(reading).map(({ name }) => name);
  const [first] = measureColumns(reading);
  if (first === undefined || (isOverTime(reading) && reading.order === null))
    return groups.join(', ');
  const isUpwards = reading.order === 'least' || reading.when === 'first';
  return [`${first.name}${isUpwards ? '' : ' desc'}`, ...groups].join(', ');
}

const clause = (word: string, parts: readonly string[], joiner: string): readonly string[] =>
  parts.length === 0 ? [] : [`${word} ${parts.join(joiner)}`];

type Clauses = {
  readonly where: readonly string[];
  readonly having: readonly string[];
  /** The conditions of the names. */
  readonly ofNames: readonly string[];
  /** What a sum is compared with. */
  readonly limits: readonly string[];
};

/** The rows of a reading: those that ended in its time, or those that began in it. */
function sourceOf({ metric: { source, begins: by }, begins }: Reading): string {
  return (begins && by !== undefined ? source.replace(by.of, by.instead) : source).trim();
}

function statementOf(reading: Reading, { where, having, ofNames, limits }: Clauses): string {
  const columns = [
    ...groupColumns(reading),
    ...measureColumns(reading, ofNames),
    ...limits.map((expr) => ({ name: 'is_above_limit', expr })),
  ];
  const groups = groupColumns(reading).map(({ expr }) => expr);
  const isGrouped = groups.length > 0;
  return [
    `with facts as (\n${sourceOf(reading)}\n)`,
    `select ${columns.map(({ name, expr }) => `${expr} as ${name}`).join(', ')}`,
    'from facts',
    ...clause('where', where, '\n  and '),
    ...clause('group by', groups, ', '),
    ...clause('having', having, ' and '),
    ...(isGrouped ? [`order by ${orderOf(reading)}`, 'limit cast(:top_n as int)'] : []),
  ].join('\n');
}

/** How many groups are above a threshold: the different values are those of the groups that are. */
function countOfGroups(reading: Reading, { where, having }: Clauses): string {
  const [name = ''] = reading.distinct;
  const inner = { ...reading, groups: reading.distinct, distinct: [], measures: [] };
  const [counted] = measureColumns(reading);
  const [column] = groupColumns(inner);
  const rows = [
    `with facts as (\n${sourceOf(reading)}\n)`,
    `select count(*) as ${counted?.name ?? name}`,
    `from (select ${column?.expr ?? name} as ${column?.name ?? name} from facts`,
    ...clause('where', where, '\n  and '),
    `group by ${column?.expr ?? name}`,
    ...clause('having', having, ' and '),
  ];
  return `${rows.join('\n')})`;
}

function sqlOf(reading: Reading, clauses: Clauses, counts: boolean): string {
  if (reading.when === 'since') return sinceStatement(reading, clauses.ofNames);
  if (overParts(reading) !== null) return partsStatement(reading, clauses, orderOf(reading));
  if (reading.lists !== null) return eventsStatement(reading, clauses.where);
  if (reading.topOf !== null)
    return topStatement(reading, { ...clauses, source: sourceOf(reading) }, orderOf(reading));
  return counts ? countOfGroups(reading, clauses) : statementOf(reading, clauses);
}

/** What a composed query is about, as the title of its table: "Failed runs by workspace". */
function titleOf(reading: Reading, without: Reading['names']): string {
  const measures = measureColumns(reading)
    .filter(({ name }) => name !== overParts(reading)?.each?.told)
    .map(({ name }) => name.replaceAll('_', ' '));
  const told = measures.length > 0 ? [...measures] : [...reading.filters, reading.metric.noun];
  const names = [...new Set(reading.names.map(({ name }) => ` of ${name}`))];
  const whole = reading.wholeFilter;
  const of = whole === null || !reading.isShare ? '' : ` of ${whole} ${reading.metric.noun}`;
  const by = reading.groups.length === 0 ? '' : ` by ${reading.groups.join(' and ')}`;
  if (reading.when !== null && reading.when !== 'since') {
    const which = { first: 'First', last: 'Last', latest: 'Last', span: 'First and last' }[
      reading.when
    ];
    const what = [...reading.filters, singular(reading.metric.noun)].join(' ').replaceAll('_', ' ');
    return `${which} ${what}${names.join('')}${by}`;
  }
  if (reading.lists !== null) told[0] = `the ${told[0] ?? ''}`;
  const text = `${told.join(measures.length > 0 ? ' and ' : ' ').replaceAll('_', ' ')}${of}${names.join('')}${by}`;
  const left = without.map(({ name }) => ` without ${name}`).join('');
  return `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}${left}`;
}

/** What those have that are asked for together. */
const ofBoth = (reading: Reading): readonly string[] =>
  reading.isJoint ? jointColumns(reading).map(({ expr }) => `${expr} > 0`) : [];

/** What the filters leave: of those that are asked for together the rows of either. */
function rowsOf(reading: Reading): readonly string[] {
  const filters = filtersOf(reading).map((expr) => `(${expr})`);
  if (reading.isJoint) return [`(${filters.join(' or ')})`];
  return filtersRows(reading) ? filtersOf(reading) : wholeOf(reading);
}

/** Whether a time at last, or the longest of several spells, is among what is measured. */
const looksFarBack = (measures: readonly string[]): boolean =>
  measures.some((name) => /^last_\w+_at$|^consecutive_/.test(name));

const daysOf = ({ when, groups, lists, measures }: Reading): number =>
  when === null && lists !== 'latest' && !looksFarBack(measures)
    ? Math.max(usualDays, ...groups.map((name) => daysBy[name] ?? 0))
    : longDays;

/**
 * The query that answers a question about a metric: what it limits, groups and measures, with parameters for
 * its time and names.
 */
export function composeQuery(read: Reading, limits: Limits): GenieQuestion {
  const { thresholds, without } = limits;
  const reading: Limited = { ...read, without: limits.withoutFilters ?? [] };
  const { metric, distinct, groups } = reading;
  const named = byDimension(reading.names).map(([dimension, names]) => ({
    ...ofNames(reading, dimension, names),
    isPart: reading.isOfNames && dimension !== reading.whole,
  }));
  const conditions: readonly Conditions[] = [
    ...named.map((one) => (one.isPart ? { ...one, where: [] } : one)),
    withoutNames(reading, without),
    withoutFilters(reading, limits.withoutFilters ?? []),
    ...thresholds.map((name) => ofThreshold(reading, name)),
  ];
  const having = [...conditions.flatMap((one) => one.having ?? []), ...ofBoth(reading)];
  const counts = having.length > 0 && groups.length === 0 && distinct.length > 0;
  const where = [
    ...rowsOf(reading),
    ...eitherOf(reading),
    ...conditions.flatMap((one) => one.where),
    // Without a name of its own a thing is none of those asked for.
    ...[...groups, ...(counts ? distinct : [])].map(
      (name) => `${exprIn(metric, name)} is not null`,
    ),
  ];
  const compared = conditions.flatMap((one) => one.limits ?? []);
  const names = [
    ...(reading.lists !== null
      ? eventColumns(reading)
      : [...groupColumns(reading), ...measureColumns(reading)]
    ).map(({ name }) => name),
    ...(compared.length > 0 ? ['is_above_limit'] : []),
  ];
  const columns = Object.fromEntries(
    names.map((name): [string, QuestionColumn] => [name, { type: 'STRING', is: 'label' }]),
  );
  const title = `${titleOf(reading, without)}${toldOfEach(reading)}`;
  const clauses = {
    where,
    having,
    ofNames: named.filter(({ isPart }) => isPart || !reading.isOfNames).flatMap((one) => one.where),
    limits: compared,
  };
  return {
    id: composedId(metric.id),
    question: title,
    variants: [],
    meaning: `${title}. ${metric.comment}`,
    parameters: Object.assign(
      {},
      windowOf(daysOf(reading))[metric.window],
      ...conditions.map((one) => one.parameters),
      groups.length === 0 && reading.lists === null ? {} : { top_n: firstRows },
    ),
    columns,
    rows: { key: groupColumns(reading).map(({ name }) => name), order: [], max: shownRows },
    sql: sqlOf(reading, clauses, counts),
  };
}
