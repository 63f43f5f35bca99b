import type { Metric } from '../../sql/metrics.ts';
import { asksByBegin } from './begins.ts';
import { type Draft, draftOf } from './draft.ts';
import { asksWhichAndWhen, groupsOf, listsRows, withoutOneEach } from './listed.ts';
import { asksForLatest, eventsOf, listedOf } from './listed-events.ts';
import { asksForOneRow, latestOne } from './latest-one.ts';
import { readPhrasesIn } from './phrases.ts';
import { saidIn, type Token } from './tokens.ts';
import { asksWhoDid } from './who-did.ts';

/** A question that a metric answers, with every word of it understood. */
export type Reading = {
  readonly metric: Metric;
  /** Whether its rows are those that began in the time that is asked for, and not those that ended in it. */
  readonly begins: boolean;
  /** Empty where things are listed, or only different values or a time are asked for. */
  readonly measures: readonly string[];
  /** Dimensions of which the different values are counted. */
  readonly distinct: readonly string[];
  /** What the rows are grouped by, in the order of the question. */
  readonly groups: readonly string[];
  readonly filters: readonly string[];
  /** Filters of which each row has one: they are set against each other. */
  readonly either: readonly string[];
  /** Names that limit the rows. */
  readonly names: readonly { readonly dimension: string; readonly name: string }[];
  /** Whether the greatest or the least is asked for; null where neither is. */
  readonly order: 'most' | 'least' | null;
  /** The group of which each has its own first one; null where the rank is of all. */
  readonly topOf: string | null;
  /** Whether the part is asked for that the filters have of all; without filters the names, else each group. */
  readonly isShare: boolean;
  /** Whether that part is what the names have of what the filters leave. */
  readonly isOfNames: boolean;
  /** The dimension of the name that is the whole of such a part; null where all rows are. */
  readonly whole: string | null;
  /** The filter that is the whole of such a part; null where all rows are. */
  readonly wholeFilter: string | null;
  /**
   * Which time of the events is asked for, `since` for that from which on they are, `latest` for how the last
   * one ended, `span` for the first and the last; null where none is.
   */
  readonly when: 'first' | 'last' | 'span' | 'since' | 'latest' | null;
  /** Whether those are asked for that have some of each filter: "who made a token and also downloaded results". */
  readonly isJoint: boolean;
  /** Whether a number of things is asked for. */
  readonly counts: boolean;
  /** Whether the events themselves are wanted, and no number of them: all, or the latest ones; null where not. */
  readonly lists: 'all' | 'latest' | null;
};

/** Whether two filters of a draft exclude each other. */
function areApart({ filters }: Metric, draft: Draft): boolean {
  const groups = filters
    .filter(({ name }) => draft.filters.has(name) && name !== draft.wholeFilter)
    .map(({ group }) => group);
  return new Set(groups).size === groups.length;
}

/** Whether a draft is one query: its filters go together, and there are rows for what it groups by. */
function isOneQuery(metric: Metric, draft: Draft): boolean {
  const hasTimes = metric.dimensions.some(({ name }) => name === 'day');
  return (
    (areApart(metric, draft) || draft.asks.has('joint')) &&
    // What one thing is like may be told by several of its properties.
    draft.groups.size <= (metric.rows === 'things' ? 4 : 2) &&
    draft.measures.size <= 3 &&
    (hasTimes || !draft.groups.has('day'))
  );
}

/** Whether a draft says what is to be measured: of rows that are not counted a filter alone does not. */
const isMeasured = (
  { measures: [first] }: Metric,
  { measures, distinct, filters, either, names, asks }: Draft,
): boolean =>
  measures.size > 0 ||
  // "RUN_EXECUTION_ERROR count": the rows are what is called so.
  (asks.has('count') && names.some(({ dimension }) => /^(?:error|action)$/.test(dimension))) ||
  distinct.size > 0 ||
  (filters.size + either.size > 0 && /^count\b/.test(first?.expr ?? ''));

/** Whether a draft says what is asked. */
function saysWhat(metric: Metric, draft: Draft): boolean {
  const { rows } = metric;
  const { groups, names, when } = draft;
  // What is the case may be asked of things without counting them: "which runtime has `ml-lab`".
  const isOfThings =
    rows === 'things' &&
    groups.size > 0 &&
    names.some(({ dimension }) => dimension === metric.named);
  const isActivity = draft.asks.has('activity') && draft.order !== null && groups.size > 0;
  const isExistence = rows === 'things' && names.length > 0 && draft.asks.has('existence');
  return isMeasured(metric, draft) || isExistence || isOfThings || isActivity || when !== null;
}

const isOfNamed = ({ named }: Metric, { names }: Draft): boolean =>
  names.some(({ dimension }) => dimension === named);

/** Whether only the number of rows would answer a draft that asks for something else. */
function wantsMoreThanCount(metric: Metric, draft: Draft, measures: readonly string[]): boolean {
  const [first] = metric.measures;
  const isCount = measures.length > 0 && measures.every((name) => name === first?.name);
  return (
    isCount &&
    draft.groups.size === 0 &&
    /^count\b/.test(first?.expr ?? '') &&
    !draft.asks.has('share') &&
    (draft.asks.has('list') || asksForLatest(metric, draft) || asksForThings(metric, draft))
  );
}

/** "Which tables are masked?": whether a named thing is so, is no list. */
const asksForThings = (metric: Metric, draft: Draft): boolean =>
  metric.rows === 'things' &&
  !draft.asks.has('count') &&
  (!isOfNamed(metric, draft) || draft.asks.has('which'));

/** A share needs a part and a whole that can be added up. */
function isShareOf(
  metric: Metric,
  { asks, filters, names, groups }: Draft,
  measures: readonly string[],
): boolean | null {
  if (!asks.has('share')) return false;
  const [measure, ...others] = metric.measures.filter(({ name }) => measures.includes(name));
  const adds = measure?.expr === 'count(*)' || measure?.sums !== undefined;
  // The part is what the filters leave, else what a name or each group has of all.
  const hasPart = filters.size > 0 || names.length > 0 || groups.size > 0;
  return adds && others.length === 0 && hasPart ? true : null;
}

/** "Is `bi-main` serverless?" asks of the thing itself, and not of what lies in it. */
const isOfItself = /^ (?:is|was|does|has) (?!.* (?:there|any) )/;
const isOfAnother = ({ rows, named }: Metric, { names, asks, groups }: Draft): boolean =>
  rows === 'things' &&
  names.length > 0 &&
  groups.size === 0 &&
  !asks.has('count') &&
  !names.some(({ dimension }) => dimension === named);

/** Parts of a calendar that no row has: the day of each week is another one than the days. */
const calendar = ['day of week', 'weekday', 'day of month', 'working day'];

/** Words of lineage, which no metric tells. */
const lineage = 'come from,comes from,made from,built from,derived from,depend on,depends on'.split(
  ',',
);

/** What was deleted no longer runs: the time of its last run is none of that. */
const asksOfDeletion = / when .*\b(?:deleted|gone) /;
/** What a date of a thing is of: "when" asks for no other one. */
const dated: Readonly<Record<string, RegExp>> = {
  deleted_on: / (?:delet\w+|gone|remov\w+|dropp\w+|disappear\w*|vanish\w*|retire\w*) /,
  changed_on: / (?:chang\w+|modif\w+|edit\w*|alter\w+) /,
  altered_on: / (?:chang\w+|modif\w+|edit\w*|alter\w+) /,
};
const asksWhen = / when /;

/** Whether the words are of a question about something else. */
function isOfOther({ not, dimensions, rows }: Metric, tokens: readonly Token[]): boolean {
  const hasWeekdays = dimensions.some(({ name }) => name === 'weekday');
  const others = calendar.filter((words) => !hasWeekdays || !/week/.test(words));
  const ofTables = dimensions.some(({ name }) => name === 'table') ? lineage : [];
  const said = saidIn(tokens);
  if (rows !== 'things' && asksOfDeletion.test(said)) return true;
  const isUndated = dimensions.some(({ name }) => dated[name]?.test(said) === false);
  if (isUndated && asksWhen.test(said)) return true;
  return [...not, ...others, ...ofTables].some((words) => said.includes(` ${words} `));
}

/** Whether a draft asks what a named thing is like: "which runtime has `ml-lab`". */
const isDescription = (metric: Metric, draft: Draft, measures: readonly string[]): boolean =>
  metric.rows === 'things' &&
  (draft.names.some(({ dimension }) => dimension === metric.named) || listsRows(metric, draft)) &&
  draft.groups.size > 0 &&
  draft.distinct.size === 0 &&
  // "How many cores has `ml-lab`" is one of its properties.
  (!draft.asks.has('count') || [...draft.groups].some((name) => name.endsWith('s'))) &&
  !draft.asks.has('share') &&
  measures.every((name) => name === metric.measures[0]?.name);

/** Whether the names of a draft are a part of all, and not what all is limited to. */
const hasPartNamed = ({ names, groups, filters, asks }: Draft): boolean =>
  names.length > 0 && groups.size === 0 && (filters.size === 0 || asks.has('share of names'));

/** The measures of a draft: what it names, else the rows themselves where nothing else is asked for. */
function measuresOf(metric: Metric, draft: Draft): readonly string[] {
  const [first] = metric.measures;
  // "Cost more than 20 dollars in a single day": the sums of the days are meant, and not that of all.
  const parts = metric.measures.filter(({ each }) => each !== undefined).map(({ name }) => name);
  const [part] = parts.filter((name) => draft.measures.has(name));
  if (part !== undefined) return [part];
  const counted = [...draft.measures].filter(
    (name) => draft.distinct.size === 0 || name !== first?.name,
  );
  if (draft.when !== null) return [];
  // "The cost per run": what is named besides the usual measure comes first.
  if (draft.asks.has('both numbers') && first !== undefined) return [first.name];
  if (counted.length > 0 || draft.distinct.size > 0)
    return counted.toSorted(
      (a, b) =>
        Number(b === draft.ranked) - Number(a === draft.ranked) ||
        Number(a === first?.name) - Number(b === first?.name),
    );
  return first === undefined ? [] : [first.name];
}

/** "The five slowest queries". */
const ranksByLevel = ({ measures, asks }: Draft): boolean =>
  asks.has('first ones') &&
  [...measures].some((name) => /^(?:longest|shortest|slowest)_/.test(name));

/** "The biggest query": of the rows themselves one is asked for, and no number of them. */
const ranksRows = ({ measures: [first] }: Metric, draft: Draft): boolean =>
  (draft.order !== null || ranksByLevel(draft)) &&
  draft.groups.size === 0 &&
  draft.distinct.size === 0 &&
  !draft.asks.has('compare') &&
  (draft.asks.has('first ones') ||
    // "Which queries spill the most".
    (draft.asks.has('which') && draft.measures.size > 1) ||
    (/^count\b/.test(first?.expr ?? '') &&
      [...draft.measures].every((name) => name === first?.name)));

/** What a question asks of a metric, where that is one query of its rows. */
function draftIn(metric: Metric, tokens: readonly Token[]): Draft | null {
  if (isOfOther(metric, tokens)) return null;
  const said = saidIn(tokens);
  const draft = draftOf(metric, readPhrasesIn(metric, tokens));
  if (draft === null || !isOneQuery(metric, draft) || !saysWhat(metric, draft)) return null;
  if (ranksRows(metric, draft)) return null;
  if (asksWhoDid(metric, draft, said)) draft.when = 'last';
  // "How long did the last run take": of one row nothing is summed up.
  if (draft.when === null && asksForOneRow(said)) return null;
  return isOfItself.test(said) && isOfAnother(metric, draft) ? null : draft;
}

/** "Did any query wait?": whether their number is more than none. */
const asksForAny = (tokens: readonly Token[]): boolean =>
  /^ (?:did|do|does|has|have|had|is|are|was|were) (?:there )?any /.test(saidIn(tokens));

/**
 * Reads a question as one about a metric; null unless every word and name of it is understood.
 *
 * Pure.
 */
function readAs(metric: Metric, tokens: readonly Token[], isToTheMinute: boolean): Reading | null {
  const latest = latestOne(metric, tokens, isToTheMinute);
  if (latest !== null) return latest;
  const draft = draftIn(metric, tokens);
  if (draft === null) return null;
  const measures = measuresOf(metric, draft);
  const isShare = isShareOf(metric, draft, measures);
  const lists = wantsMoreThanCount(metric, draft, measures);
  const listed = lists ? listedOf(metric, draft) : null;
  if (isShare === null || listed === 'none') return null;
  const events = eventsOf(listed);
  const groups = events !== null ? [] : groupsOf(metric, draft, lists);
  return {
    metric,
    begins: asksByBegin(metric, saidIn(tokens), isToTheMinute),
    measures:
      lists || isDescription(metric, draft, measures) || asksWhichAndWhen(metric, draft)
        ? []
        : withoutOneEach(metric, groups, measures),
    distinct: [...draft.distinct],
    groups,
    filters: [...draft.filters],
    either: [...draft.either],
    names: draft.names,
    order: draft.order,
    topOf: draft.topOf,
    isShare,
    isOfNames: isShare && hasPartNamed(draft),
    whole: draft.whole,
    wholeFilter: draft.wholeFilter,
    when: draft.when,
    isJoint: draft.asks.has('joint'),
    counts: draft.asks.has('count') || asksForAny(tokens),
    lists: events,
  };
}

/**
 * The readings of a question by the metrics that understand all of it.
 *
 * Pure.
 *
 * @param isToTheMinute Whether the time of the question is a point: "the 13:00 run".
 */
export const readBy = (
  metrics: readonly Metric[],
  tokens: readonly Token[],
  isToTheMinute = false,
): readonly Reading[] => metrics.flatMap((metric) => readAs(metric, tokens, isToTheMinute) ?? []);
