import { lemmas } from '../../../../language/text.ts';
import type { CertifiedQuestion } from '../../../../sql/catalogue.ts';
import { acceptsFilter } from './match.ts';
import type { NameKind } from './mentions.ts';
import { isTime } from '../../../../wordings/metrics/items.ts';
import type { Reading } from '../../../../wordings/metrics/reading.ts';

const plain = (name: string): string => name.replaceAll('_', ' ');
const sameWords = (left: string, right: string): boolean =>
  lemmas(plain(left)).toSorted().join(' ') === lemmas(plain(right)).toSorted().join(' ');

/** Columns that name users by what they do. */
const usersBy = /^(?:reader|grantee|member|principal|user_name|\w+_by)$/;
/** What a column names: `job` for `job_id`. */
function thingOf(column: string): string {
  if (usersBy.test(column)) return 'user';
  // A sum of the month to date is of no month each.
  const time = /^month$|(?<=^|_)(?:week|day|date|hour)(?=$|_)/.exec(column)?.[0];
  return (
    time?.replace('date', 'day') ??
    column.replace(/^\w+_owner$/, 'owner').replace(/_(?:id|name|key|email)$/, '')
  );
}

/** Kinds of things whose figures are no one else's. */
const filteredKinds = ['job', 'table', 'user'] as const;
const limitingKinds: ReadonlySet<NameKind> = new Set([...filteredKinds, 'pipeline']);

/**
 * Whether a certified question can be limited to a known job, table or user, or tells of which its rows are:
 * what was read for all others would be told as of theirs.
 */
export const tellsOf = (question: CertifiedQuestion, role: NameKind): boolean =>
  !limitingKinds.has(role) ||
  filteredKinds.some((kind) => kind === role && acceptsFilter(question, kind)) ||
  Object.keys(question.columns).some((column) => [role, 'object'].includes(thingOf(column)));

const withoutWorkspace = (things: readonly string[]): string =>
  [...new Set(things)]
    .filter((thing) => thing !== 'workspace')
    .toSorted()
    .join(' ');

/** A setting of each thing: a table of all settings does not tell it of each. */
const isSettingOfEach = ({ metric, groups, measures }: Reading): boolean =>
  metric.rows === 'things' &&
  measures.length > 0 &&
  measures[0] !== metric.measures[0]?.name &&
  groups.length > 0 &&
  groups.every((one) => one === metric.named);

/** Whether a mean, or a series, is of another measure than what a certified question tells first. */
function isOfOtherMeasure(question: CertifiedQuestion, reading: Reading): boolean {
  const { metric, groups } = reading;
  const [measure = ''] = reading.measures;
  const { order } = question.rows;
  if (groups.length === 0 && isLevel(measure)) return !sameWords(order[0] ?? '', measure);
  if (measure === metric.measures[0]?.name || sameWords(firstMeasure(question), measure))
    return false;
  // Of all runs the longest is another one than of those that went well, and one cache is not the other.
  if (/^(?:longest|shortest)_|_io_cache_/.test(measure)) return true;
  const isSeries = groups.length > 0 && groups.every(isTime);
  // An amount in another unit than money is none of those that come first.
  return isSeries || (measure === 'dbus' && order.every((one) => !sameWords(one, measure)));
}

const firstMeasure = ({ columns }: CertifiedQuestion): string =>
  Object.entries(columns).find(([, { is }]) => is === 'measure')?.[0] ?? '';

const isLevel = (measure: string): boolean =>
  /^(?:average|median|p\d\d|longest|shortest)_|_per_/.test(measure);

/** What is the same in every workspace: a row of each has only a part of it. */
const isInAll = (group: string): boolean => /^(?:sku|product|team)$/.test(group);

/** Whether a certified question tells what a reading groups by; of a ranking in the order that it asks for. */
function isGroupedAs(
  { rows, columns }: CertifiedQuestion,
  { groups, measures, filters, order }: Reading,
): boolean {
  if (order === null) {
    const told = Object.keys(columns).map(thingOf);
    return groups.every((group) => told.includes(group));
  }
  const [first = ''] = rows.order;
  return (
    (first.startsWith('-') === (order === 'most') || groups.length === 0) &&
    sameWords(first, [...filters, measures[0] ?? ''].join('_')) &&
    !groups.includes('workspace') &&
    !(rows.key.some((key) => key.startsWith('workspace')) && groups.some(isInAll)) &&
    withoutWorkspace(rows.key.map(thingOf)) === withoutWorkspace(groups)
  );
}

type Part = {
  readonly name: string;
  readonly synonyms: readonly string[];
  readonly group?: string;
};

/** Whether the words of a certified question tell of parts of a metric, by their name or another word for it. */
const tells = (
  told: ReadonlySet<string>,
  parts: readonly Part[],
  names: readonly string[],
): boolean =>
  parts
    .filter(({ name }) => names.includes(name))
    .every(({ name, synonyms, group }) =>
      // One action is no other one that is called nearly so.
      [plain(name), ...(group === 'action' ? [] : synonyms)].some((text) => {
        const words = lemmas(text);
        return words.length > 0 && words.every((word) => told.has(word));
      }),
    );

/** Whether a sum over all is what the rows of a certified question come to: they may be of some only. */
function isOfAll(
  { rows }: CertifiedQuestion,
  { metric, measures, groups, names }: Reading,
): boolean {
  const isCount = measures.every((name) => name === metric.measures[0]?.name);
  if (groups.length > 0 || (isCount && metric.measures[0]?.expr === 'count(*)')) return true;
  const named = new Set(names.map(({ dimension }) => dimension));
  return rows.key
    .map(thingOf)
    .every((thing) => thing === 'workspace' || isTime(thing) || named.has(thing));
}

/** Words that stand beside a name or a time. */
const beside =
  /^(?:in|of|for|on|by|the|during|over|last|workspace|job|table|warehouse|user|team|owner|\d+)$/;

const saidIn = (text: string): string =>
  (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])
    .filter((word) => !beside.test(word))
    .join(' ');

/**
 * Whether a text without its names and times is the wording of a certified question.
 *
 * @param core As `MatchInput` has it.
 */
export const saysHeader = (
  core: string,
  { question, variants }: Pick<CertifiedQuestion, 'question' | 'variants'>,
): boolean => [question, ...variants].some((wording) => saidIn(wording) === saidIn(core));

/** Whether a certified question can be limited to all names of a reading. */
function takesNames({ parameters }: CertifiedQuestion, { metric, names }: Reading): boolean {
  const roles = Object.values(parameters).map(({ role }) => role);
  // A parameter takes one name: of two only one would be told.
  const different = new Set(names.map(({ dimension, name }) => `${dimension} ${name}`));
  if (new Set(names.map(({ dimension }) => dimension)).size < different.size) return false;
  return names.every(({ dimension }) => {
    const role = metric.dimensions.find(({ name }) => name === dimension)?.role;
    return role !== undefined && roles.includes(role);
  });
}

const tellsShare = (column: string, filters: readonly string[]): boolean =>
  column.includes('percent') &&
  (filters.length === 0 || filters.some((filter) => column.split('_').includes(filter)));

/** Whether the rows of a certified question are also of others than those that a filter leaves: all products. */
const hasOthers = ({ rows }: CertifiedQuestion, { metric, filters, groups }: Reading): boolean =>
  metric.filters
    .filter(({ name }) => filters.includes(name))
    .some(
      ({ group }) =>
        !groups.includes(group) &&
        rows.key.some((key) => key.replace(/_name$/, '').endsWith(group)),
    );

/** Whether the number that a reading asks for is in a column, as `failed_runs`, or that of the rows. */
const tellsCount = (
  { columns, rows }: CertifiedQuestion,
  { filters, measures, metric }: Reading,
): boolean =>
  rows.key.some((key, _, all) => all.length === 1 && sameWords(thingOf(key), metric.noun)) ||
  Object.keys(columns).some((name) =>
    sameWords(name, [...filters, measures[0] ?? metric.noun].join('_')),
  );

/** Whether a number is asked for that a certified question does not tell. */
function countsElse(question: CertifiedQuestion, reading: Reading): boolean {
  const { metric, filters } = reading;
  // The number of those that a filter leaves is told where there is a column of it.
  if (filters.length > 0 && !tellsCount(question, reading)) return true;
  // A list of several actions is no number of one of them.
  const isOfAction = metric.filters.some(
    ({ name, group }) => filters.includes(name) && group === 'action',
  );
  // Rows above a threshold are some of those that are counted.
  return isOfAction || Object.values(question.parameters).some(({ role }) => role === 'threshold');
}

/** Whether a certified question has a row for each thing where a number of them is asked by what they are of. */
const listsOnes = ({ rows }: CertifiedQuestion, { metric, groups }: Reading): boolean =>
  metric.rows === 'things' && withoutWorkspace(rows.key.map(thingOf)) !== withoutWorkspace(groups);

/** Whether a reading is of rows that no certified question has: events one by one, some of each, the first of each. */
const isOfOwnRows = ({ lists, isJoint, topOf, either, distinct }: Reading): boolean =>
  lists !== null || isJoint || topOf !== null || either.length + distinct.length > 0;

/** Whether a reading asks for what no table of a certified question is for: a time, different things, a share. */
function asksElse(question: CertifiedQuestion, reading: Reading): boolean {
  const { columns } = question;
  const { filters, when, isShare, counts, groups } = reading;
  if (when !== null || reading.begins || isOfOwnRows(reading)) return true;
  // Limited to the part it has no whole.
  if (reading.isOfNames || reading.wholeFilter !== null) return true;
  if (isShare && !Object.keys(columns).some((name) => tellsShare(name, filters))) return true;
  return (
    counts && (groups.length === 0 ? countsElse(question, reading) : listsOnes(question, reading))
  );
}

/** Whether a certified question has all that a reading asks for: its measures, groups, filters and names. */
export function covers(question: CertifiedQuestion, reading: Reading): boolean {
  const { metric } = reading;
  if (asksElse(question, reading) || hasOthers(question, reading)) return false;
  const columns = plain(Object.keys(question.columns).join(' '));
  const told = new Set(lemmas([question.question, ...question.variants, columns].join(' ')));
  return (
    takesNames(question, reading) &&
    isOfAll(question, reading) &&
    !isOfOtherMeasure(question, reading) &&
    !isSettingOfEach(reading) &&
    isGroupedAs(question, reading) &&
    tells(told, metric.measures, reading.measures) &&
    tells(told, metric.filters, reading.filters)
  );
}
