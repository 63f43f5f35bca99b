import { namesGiven } from '../../language/names-given.ts';
import { ownWord } from '../../language/own-words.ts';
import { readTimes, withoutLabel } from '../../language/time/read-times.ts';
import { stem } from '../../language/text.ts';
import { findZone } from '../../language/zones.ts';
import type { Domain } from '../../domain/domains.ts';
import { type Metric, readMetrics } from '../../sql/metrics.ts';
import { type Reading, readBy } from './reading.ts';
import { type NamedKind, type NameSpan, skuPattern, type Token, tokensOf } from './tokens.ts';
import { plainWords } from './words.ts';

/** Names by their form, and what may be called so. */
const forms: readonly (readonly [form: RegExp, kinds: readonly NamedKind[]])[] = [
  [new RegExp(`^${skuPattern}$`), ['sku', 'error']],
  [/@/, ['user', 'owner']],
  [/^\d{1,3}(?:\.\d{1,3}){3}$/, ['address']],
  [/\./, ['table']],
  [/_/, ['job', 'pipeline']],
  [/./, ['workspace', 'warehouse', 'team', 'owner', 'job', 'name']],
];

/** What may be called by an ordinary word. */
const anyKind: readonly NamedKind[] = [
  'warehouse',
  'cluster',
  'endpoint',
  'pipeline',
  'application',
  'name',
];

const spansIn = (text: string): NameSpan[] => [
  ...[...text.matchAll(ownWord)].map(({ 0: name, index: from }): NameSpan => ({
    from,
    to: from + name.length,
    name,
    kinds: ['action'],
  })),
  ...namesGiven(text).flatMap((name): NameSpan[] => {
    const from = text.indexOf(name);
    const kinds = forms.find(([form]) => form.test(name))?.[1] ?? [];
    return from < 0 ? [] : [{ from, to: from + name.length, name, kinds }];
  }),
];

/**
 * The domain of which a metric understands every word of a question; null when none does, or those of
 * several domains do.
 *
 * Effect: reads the metrics at the first use.
 */
export function domainOfMeasure(question: string): Domain | null {
  // The less sure ways to read it are tried only where they are needed.
  for (const variants of variantsOf(question)) {
    const domain = onlyDomain(readMetrics(), variants);
    if (domain !== null) return domain;
  }
  return null;
}

/** The tokens of a question without its times, with its names as their form tells them; the surest first. */
function variantsOf(question: string): readonly (readonly Token[][])[] {
  const zone = findZone(question)?.label;
  const zoneless = zone === undefined ? question : question.replace(zone, ' ');
  const { periods, unread } = readTimes(zoneless, 0, 'UTC');
  const text = [...periods, ...unread].map(({ label }) => label).reduce(withoutLabel, zoneless);
  const tokens = tokensOf(text, spansIn(text));
  const sure = tokens.map(withoutOtherKinds);
  const isSame = sure.every((token, at) => token === tokens[at]);
  return [[sure], isSame ? [] : [tokens], withWordAsName(tokens)];
}

/**
 * What the columns of a domain's table are called that answers a question of which a metric of the domain
 * understands every word: parts of their names, for each reading. Empty where no metric does.
 *
 * Effect: reads the metrics at the first use.
 */
export function columnsMeant(question: string, of: Domain): readonly (readonly string[])[] {
  const metrics = readMetrics().filter(({ domain }) => domain === of);
  const readings = variantsOf(question).flatMap((variants) =>
    variants.flatMap((tokens) => readBy(metrics, tokens)),
  );
  return readings.map(partsOfColumns);
}

/** A measure with its filters, a share, a time, and what things are counted or told. */
function partsOfColumns(reading: Reading): readonly string[] {
  if (reading.when === 'latest') return reading.metric.latest.map(({ name }) => name);
  const { measures, distinct, groups, filters, isShare, when } = reading;
  const limits = measures.length > 0 ? filters : [];
  if (isShare) return ['percent', ...groups];
  return [...measures, ...limits, ...distinct, ...groups, ...(when === null ? [] : [when])];
}

/** A name of the kinds that its form tells first: anything may be called so. */
const withoutOtherKinds = (token: Token): Token =>
  'kinds' in token && token.kinds.length > 1
    ? { ...token, kinds: token.kinds.filter((kind) => kind !== 'name') }
    : token;

const isBefore = (token: Token | undefined): boolean =>
  token !== undefined && 'raw' in token && beforeName.test(token.raw);

function onlyDomain(metrics: readonly Metric[], variants: readonly Token[][]): Domain | null {
  const readings = variants.flatMap((tokens) => readBy(metrics, tokens));
  return oneOf(readings) ?? oneOf(readings.filter(isOfOwn));
}

function oneOf(readings: readonly Reading[]): Domain | null {
  const [domain, ...others] = new Set(readings.map(({ metric }) => metric.domain));
  return domain === undefined || others.length > 0 ? null : domain;
}

/** Whether what a question names is what the rows are of: runs of a job, rather than what was done to it. */
const isOfOwn = ({ metric, names }: Reading): boolean =>
  names.length > 0 && names.every(({ dimension }) => dimension === metric.named);

/** Whether a word is what rows of a metric are: no name of anything. */
const isNoun = (word: string): boolean => (nouns ??= nounsOf(readMetrics())).has(word);
let nouns: ReadonlySet<string> | undefined;

const nounsOf = (metrics: readonly Metric[]): ReadonlySet<string> =>
  new Set(
    metrics
      .flatMap(({ noun, dimensions }) => [noun, ...dimensions.map(({ name }) => name)])
      .map((one) => stem(one)),
  );

const isCatalog = (token: Token | undefined): boolean =>
  token !== undefined && 'raw' in token && /^(?:catalog|schema)$/.test(token.raw);

const beforeName = /^(?:on|of|for|through|via)$/;

/** The tokens with a word behind "on" or "of" as a name: "adhoc" is one, and no form tells it. */
const withWordAsName = (tokens: readonly Token[]): readonly Token[][] =>
  tokens.flatMap((token, at) =>
    'word' in token &&
    !plainWords.has(token.raw) &&
    !isNoun(token.word) &&
    (isBefore(tokens[at - 1]) || isCatalog(tokens[at + 1]))
      ? [tokens.with(at, { name: token.raw, kinds: anyKind })]
      : [],
  );
