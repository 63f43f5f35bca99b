import { conditionsOf } from '../../../../language/conditions.ts';
import { requestsIn } from '../../../../language/requests.ts';
import { stem } from '../../../../language/text.ts';
import type { Domain } from '../../../../domain/domains.ts';
import { type Metric, readMetrics } from '../../../../sql/metrics.ts';
import { type Reading, readBy } from '../../../../wordings/metrics/reading.ts';
import { isPart } from '../../../../wordings/metrics/items.ts';
import { readPhrasesIn } from '../../../../wordings/metrics/phrases.ts';
import { tokensOf } from '../../../../wordings/metrics/tokens.ts';
import type { KnownNames } from '../../dataset.ts';
import type { GenieQuestion } from '../genie-question.ts';
import { composeQuery, type Limits } from './compose.ts';
import { nameSpans } from './name-spans.ts';
import { type ParsedText, parseText } from './slot-filling.ts';
import { findThreshold } from './thresholds.ts';

/** A query composed for a question, and how the question was read. */
export type ComposedAnswer = {
  readonly query: GenieQuestion;
  readonly reading: Reading;
  /** Whether it leaves only what is above a threshold of the question, or below one. */
  readonly isAbove: boolean;
  readonly isBelow: boolean;
};

const metricsOf = (domain: Domain): readonly Metric[] =>
  readMetrics().filter((one) => domain === 'unified' || one.domain === domain);

const hourMs = 60 * 60 * 1000;

type Thresholds = {
  readonly names: readonly string[];
  /** Whether one is an upper bound, with which only one sum can be compared. */
  readonly isOfSum: boolean;
  readonly rest: string;
};

const upperBound =
  /^(?:below|under|less|at most|no more|up to|within|inside|in under|before|max|≤|<)/i;

/** "Did it stay below 50 dollars?": whether a sum does. */
const staysBelow =
  /^\W*(?:did|do|does|has|have|is|was|were|are)\b.*\b(?:stay|stays|stayed|remain\w*|keep|kept|below|under|within)\b/i;

/** Whether a text has a word that begins as one of those that a threshold needs. */
const saysOne = (text: string, says: readonly string[]): boolean =>
  says.length === 0 ||
  (text.toLowerCase().match(/[\p{L}\d]+/gu) ?? []).some((word) =>
    says.some((begin) => word.startsWith(begin)),
  );

/**
 * Thresholds of a metric that a text gives, and the text without them. An upper bound limits no rows; a sum is
 * compared with it.
 */
function thresholdsIn(metric: Metric, text: string): Thresholds {
  return metric.thresholds.reduce<Thresholds>(
    (read, { name, unit, of, bound, says }) => {
      if (!saysOne(text, says)) return read;
      const found = findThreshold(read.rest, name, { unit });
      if (found === null) return read;
      const isUpper = upperBound.test(found.label.trim());
      if (bound === 'most')
        return isUpper
          ? { ...read, names: [...read.names, name], rest: read.rest.replace(found.label, ' ') }
          : read;
      if (isUpper && (of === 'rows' || !staysBelow.test(text))) return read;
      return {
        names: [...read.names, name],
        isOfSum: read.isOfSum || isUpper,
        rest: read.rest
          .replace(found.label, unit === 'DBU' ? ' dbus ' : ' ')
          .replace(
            /\b(?:stay(?:s|ed)?|remain(?:s|ed)?|keep|kept)\b/i,
            unit === 'USD' ? 'cost' : ' ',
          ),
      };
    },
    { names: [], isOfSum: false, rest: text },
  );
}

/** Whether a reading has what its thresholds are about: their filter, or groups for those of groups. */
const fitsThresholds = (
  { metric, filters, groups, distinct, measures }: Reading,
  names: readonly string[],
): boolean =>
  metric.thresholds
    .filter(({ name }) => names.includes(name))
    .every(
      (one) =>
        (one.with === undefined || filters.includes(one.with)) &&
        (one.of === 'rows' ||
          groups.length + distinct.length > 0 ||
          (measures.length === 1 && one.bound === 'least')),
    );

/** How much more a reading is about a metric's own rows than another one. */
const weightOf = ({ metric, measures, filters, when }: Reading): number =>
  // How a thing is now is no number of what failed of it.
  (when === 'latest' ? 3 : 0) +
  (measures.includes(metric.noun) ? 2 : 0) +
  // What is measured by more words than the rows have is not only their number.
  (measures.some((name) => /_at$|^consecutive_|_with_all_/.test(name)) ? 3 : 0) +
  (metric.window === 'none' && filters.length === 0 ? 1 : 0) +
  // What is passed over by one is what another is about.
  filters.length / 2;

type Request = { readonly names: KnownNames; readonly nowMs: number; readonly domain: Domain };
type Zone = { readonly timeZone?: string };

/** A question without what it leaves out, and that; null where something else than a name is left out. */
function withoutExcluded(asked: string): {
  readonly text: string;
  readonly excluded: readonly string[];
} {
  const excluded = conditionsOf(asked).flatMap((one) => (one.kind === 'exclusion' ? [one] : []));
  const text = excluded.reduce((rest, { words }) => rest.replace(words, ' '), asked);
  return { text, excluded: excluded.map(({ of }) => of) };
}

/** What a question leaves out, by a metric's dimensions and filters; null where one is neither. */
function leftOut(
  metric: Metric,
  excluded: readonly string[],
  { names, nowMs }: Request,
): Pick<Limits, 'without' | 'withoutFilters'> | null {
  const found = excluded.map((of) => {
    const [span, ...others] = nameSpans(parseText(of, names, nowMs).slotText);
    const dimension = metric.dimensions.find(
      ({ name, role }) => span?.kinds.some((kind) => kind === role || kind === name) === true,
    );
    if (span !== undefined && dimension !== undefined && others.length === 0)
      return { name: { dimension: dimension.name, name: span.name } };
    const [item, ...more] = readPhrasesIn(metric, tokensOf(of, []));
    return isPart(item) && item.means.is === 'filter' && more.length === 0
      ? { filter: item.means.name }
      : null;
  });
  if (found.includes(null)) return null;
  return {
    without: found.flatMap((one) => one?.name ?? []),
    withoutFilters: found.flatMap((one) => one?.filter ?? []),
  };
}

/** A text read by one metric, with its limits. */
function readText(
  metric: Metric,
  { slotText, period }: ParsedText,
  excluded: readonly string[],
  request: Request,
  { timeZone }: Zone,
): { readonly reading: Reading; readonly limits: Limits } | null {
  const { names: thresholds, isOfSum, rest } = thresholdsIn(metric, slotText.text);
  // What is cut out moves the mentions.
  const parsed =
    rest === slotText.text
      ? slotText
      : parseText(rest, request.names, request.nowMs, timeZone).slotText;
  const isToTheMinute = period !== null && period.toMs - period.fromMs <= hourMs;
  const [reading] = readBy([metric], tokensOf(parsed.text, nameSpans(parsed)), isToTheMinute);
  const without = leftOut(metric, excluded, request);
  if (reading === undefined || without === null) return null;
  const isOfTime = period === null || metric.window !== 'none';
  const fits = fitsThresholds(reading, thresholds) && !(isOfSum && reading.groups.length > 0);
  return isOfTime && fits ? { reading, limits: { thresholds, ...without } } : null;
}

type Part = { readonly part: string; /** What is left out. */ readonly rest: string };

const brackets = /\s*\([^()]*\)/g;

/** What stands in brackets, as if without them; and the text without it. */
const withoutBrackets = (text: string): readonly Part[] => {
  const inside = text.match(brackets) ?? [];
  if (inside.length === 0) return [];
  return [
    { part: text.replaceAll(/[()]/g, ' '), rest: '' },
    { part: text.replaceAll(brackets, ''), rest: inside.join(' ') },
  ];
};

/** The text itself, and what it asks without what its writer says before, or in brackets. */
const partsOf = (text: string): readonly Part[] => [
  { part: text, rest: '' },
  ...withoutBrackets(text),
  ...[
    ...requestsIn(text),
    ...[/[:–—]\s+|\s-\s+|[.!]\s+/u.exec(text)].flatMap((mark) =>
      mark === null ? [] : [text.slice(mark.index + mark[0].length)],
    ),
  ].map((part) => ({ part, rest: text.replace(part, ' ') })),
];

/** Whether a part that is left out has a name or a time, which limits what is asked. */
function saysMore(rest: string, { names, nowMs }: Request, { timeZone }: Zone): boolean {
  const { period, slotText } = parseText(rest, names, nowMs, timeZone);
  return period !== null || nameSpans(slotText).some(({ kinds }) => !kinds.includes('owner'));
}

/** Whether a part that is left out names the rows of another metric: runs are no updates. */
function isOfOthers({ domain, noun }: Metric, rest: string): boolean {
  const said = new Set(
    tokensOf(rest, []).flatMap((token) => ('word' in token ? [token.word] : [])),
  );
  if (said.has(stem(noun))) return false;
  return metricsOf(domain).some((other) => other.noun !== noun && said.has(stem(other.noun)));
}

/** "(Throttled ones included)" limits nothing. */
const isIncluded = /\b(?:included|including|incl\b|counted too|also counted)/i;

/** Whether a part that is left out limits the rows in a way that the reading does not: "one-time runs: how many". */
const limitsMore = (metric: Metric, rest: string, { filters }: Reading): boolean =>
  !isIncluded.test(rest) &&
  readPhrasesIn(metric, tokensOf(rest, [])).some(
    (item) => isPart(item) && item.means.is === 'filter' && !filters.includes(item.means.name),
  );

/** What is below a threshold is told from the least on. */
function answerOf(reading: Reading, limits: Limits): ComposedAnswer {
  const isBelow = reading.metric.thresholds.some(
    ({ name, bound }) => bound === 'most' && limits.thresholds.includes(name),
  );
  const ordered =
    isBelow && reading.order === null ? { ...reading, order: 'least' as const } : reading;
  return {
    reading: ordered,
    query: composeQuery(ordered, limits),
    isAbove: limits.thresholds.length > 0,
    isBelow,
  };
}

/**
 * A query composed for a question of which a metric of the domain understands every word, or every word
 * behind an introduction; null for others.
 *
 * Effect: reads the metrics at the first use.
 */
export function composeFor(asked: string, request: Request, zone: Zone): ComposedAnswer | null {
  const { text, excluded } = withoutExcluded(asked.normalize('NFC'));
  for (const { part, rest } of partsOf(text)) {
    if (rest !== '' && saysMore(rest, request, zone)) continue;
    const parsed = parseText(part, request.names, request.nowMs, zone.timeZone);
    const found = metricsOf(request.domain).flatMap((metric) => {
      const one = readText(metric, parsed, excluded, request, zone);
      return one === null || limitsMore(metric, rest, one.reading) || isOfOthers(metric, rest)
        ? []
        : [answerOf(one.reading, one.limits)];
    });
    const [best] = found.toSorted((a, b) => weightOf(b.reading) - weightOf(a.reading));
    if (best !== undefined) return best;
  }
  return null;
}
