import { lemmas } from '../../../../language/text.ts';
import type { CertifiedQuestion } from '../../../../sql/catalogue.ts';
import type { Domain } from '../../../../domain/domains.ts';
import { type Metric, readMetrics } from '../../../../sql/metrics.ts';
import { type Reading, readBy } from '../../../../wordings/metrics/reading.ts';
import { tokensOf } from '../../../../wordings/metrics/tokens.ts';
import type { KnownNames } from '../../dataset.ts';
import type { GenieQuestion } from '../genie-question.ts';
import { composeQuery } from './compose.ts';
import { nameSpans } from './name-spans.ts';
import { parseText } from './slot-filling.ts';
import { findThreshold } from './thresholds.ts';

/** A query composed for a question, and how the question was read. */
export type ComposedAnswer = { readonly query: GenieQuestion; readonly reading: Reading };

const read: { metrics?: readonly Metric[] } = {};
const metricsOf = (domain: Domain): readonly Metric[] => {
  read.metrics ??= readMetrics();
  return domain === 'unified' ? read.metrics : read.metrics.filter((one) => one.domain === domain);
};

const upperBound =
  /^(?:below|under|less|at most|no more|up to|within|inside|in under|before|max|≤|<)/i;

/** Thresholds of a metric that a text gives, and the text without them. Of an upper bound nothing is known. */
function thresholdsIn(
  metric: Metric,
  text: string,
): { readonly names: readonly string[]; readonly rest: string } {
  return metric.thresholds.reduce<{ names: readonly string[]; rest: string }>(
    ({ names, rest }, { name, unit }) => {
      const found = findThreshold(rest, name, { unit });
      return found === null || upperBound.test(found.label.trim())
        ? { names, rest }
        : { names: [...names, name], rest: rest.replace(found.label, ' ') };
    },
    { names: [], rest: text },
  );
}

/** How much more a reading is about a metric's own rows than another one. */
const weightOf = ({ metric, measures, filters }: Reading): number =>
  (measures.includes(metric.noun) ? 2 : 0) +
  (metric.window === 'none' && filters.length === 0 ? 1 : 0);

/**
 * A query composed for a question of which a metric of the domain understands every word; null for others.
 *
 * Effect: reads the metrics at the first use.
 */
export function composeFor(
  asked: string,
  { names, nowMs, domain }: { names: KnownNames; nowMs: number; domain: Domain },
  { timeZone }: { timeZone?: string },
): ComposedAnswer | null {
  const { slotText, period } = parseText(asked.normalize('NFC'), names, nowMs, timeZone);
  const found = metricsOf(domain).flatMap((metric) => {
    const { names: thresholds, rest } = thresholdsIn(metric, slotText.text);
    // What is cut out moves the mentions.
    const parsed =
      rest === slotText.text ? slotText : parseText(rest, names, nowMs, timeZone).slotText;
    const [reading] = readBy([metric], tokensOf(parsed.text, nameSpans(parsed)));
    if (reading === undefined || (period !== null && metric.window === 'none')) return [];
    return [{ reading, query: composeQuery(reading, thresholds) }];
  });
  return found.toSorted((a, b) => weightOf(b.reading) - weightOf(a.reading))[0] ?? null;
}

const plain = (name: string): string => name.replaceAll('_', ' ');
const sameWords = (left: string, right: string): boolean =>
  lemmas(plain(left)).toSorted().join(' ') === lemmas(plain(right)).toSorted().join(' ');

/** Columns that name users by what they do. */
const usersBy = /^(?:reader|grantee|member|principal|user_name|\w+_by)$/;
/** What a column names: `job` for `job_id`. */
function thingOf(column: string): string {
  if (usersBy.test(column)) return 'user';
  const time = /(?:^|_)(week|day|date|hour)(?:$|_)/.exec(column)?.[1];
  return time?.replace('date', 'day') ?? column.replace(/_(?:id|name|key|email)$/, '');
}

const withoutWorkspace = (things: readonly string[]): string =>
  [...new Set(things)]
    .filter((thing) => thing !== 'workspace')
    .toSorted()
    .join(' ');

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
    withoutWorkspace(rows.key.map(thingOf)) === withoutWorkspace(groups)
  );
}

type Part = { readonly name: string; readonly synonyms: readonly string[] };

/** Whether the words of a certified question tell of parts of a metric, by their name or another word for it. */
const tells = (
  told: ReadonlySet<string>,
  parts: readonly Part[],
  names: readonly string[],
): boolean =>
  parts
    .filter(({ name }) => names.includes(name))
    .every(({ name, synonyms }) =>
      [plain(name), ...synonyms].some((text) => {
        const words = lemmas(text);
        return words.length > 0 && words.every((word) => told.has(word));
      }),
    );

/** Whether a certified question has all that a reading asks for: its measures, groups, filters and names. */
export function covers(question: CertifiedQuestion, reading: Reading): boolean {
  const { metric } = reading;
  const columns = plain(Object.keys(question.columns).join(' '));
  const told = new Set(lemmas([question.question, ...question.variants, columns].join(' ')));
  const roles = Object.values(question.parameters).map(({ role }) => role);
  const hasNames = reading.names.every(({ dimension }) => {
    const found = metric.dimensions.find((one) => one.name === dimension);
    return found?.role !== undefined && roles.includes(found.role);
  });
  return (
    hasNames &&
    isGroupedAs(question, reading) &&
    tells(told, metric.measures, reading.measures) &&
    tells(told, metric.filters, reading.filters)
  );
}
