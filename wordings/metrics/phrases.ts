import type { Metric } from '../../sql/metrics.ts';
import { deedPhrases } from './deeds.ts';
import { type Token, wordsOf } from './tokens.ts';

/** What words of a question stand for in a metric. */
export type Meaning =
  | { readonly is: 'measure' | 'dimension' | 'filter'; readonly name: string }
  | { readonly is: 'by time'; readonly name: 'hour' | 'day' | 'week' | 'month' }
  | { readonly is: 'unit' };

/** A token, or the meaning of some words with the words themselves. */
export type Item = Token | { readonly means: Meaning; readonly raw: readonly string[] };

type Phrase = { readonly words: readonly string[]; readonly means: Meaning };

/** Words that ask for each day, week or month where the rows have one. */
const byTime = {
  hour: [
    'hour by hour',
    'by hour of day',
    'per hour of day',
    'for each hour of day',
    'per hour',
    'by hour',
    'each hour',
    'hourly',
    'every hour',
  ],
  day: ['day by day', 'per day', 'by day', 'each day', 'daily', 'over time', 'every day'],
  week: ['week by week', 'per week', 'by week', 'each week', 'weekly', 'every week'],
  month: ['month by month', 'per month', 'by month', 'each month', 'monthly', 'every month'],
} as const;

/** Words that say in what unit the answer is wanted. */
const units = [
  'in hours',
  'in minutes',
  'in seconds',
  'in dollars',
  'in usd',
  'in gb',
  'in gigabytes',
];

/** Words that may stand between those of a phrase: "data was read". */
const auxiliary = /^(?:were|was|is|are|be|been|have|has|had|did|do|got|get)$/;

const plain = (text: string): readonly string[] =>
  wordsOf(text).flatMap((token) =>
    'word' in token && !auxiliary.test(token.raw) ? [token.word] : [],
  );

type ByFirstWord = ReadonlyMap<string, readonly Phrase[]>;

const known = new WeakMap<Metric, ByFirstWord>();

/** The phrases of a metric that begin with a word, the longest first. */
function phrasesOf(metric: Metric, word: string): readonly Phrase[] {
  const found =
    known.get(metric) ?? Map.groupBy(readPhrases(metric), ({ words: [first = ''] }) => first);
  known.set(metric, found);
  return found.get(word) ?? [];
}

function readPhrases(metric: Metric): readonly Phrase[] {
  const of = (
    is: 'measure' | 'dimension' | 'filter',
    parts: readonly { readonly name: string; readonly synonyms: readonly string[] }[],
  ): readonly Phrase[] =>
    parts.flatMap(({ name, synonyms }) =>
      [name.replaceAll('_', ' '), ...synonyms].map((text) => ({
        words: plain(text),
        means: { is, name },
      })),
    );
  const times = (['hour', 'day', 'week', 'month'] as const).filter((time) =>
    metric.dimensions.some(({ name }) => name === time),
  );
  const phrases = [
    ...times.flatMap((name) =>
      byTime[name].map((text): Phrase => ({ words: plain(text), means: { is: 'by time', name } })),
    ),
    ...units.map((text): Phrase => ({ words: plain(text), means: { is: 'unit' } })),
    ...of('measure', metric.measures),
    ...of(
      'filter',
      metric.filters.map((one) => ({
        ...one,
        synonyms: [...one.synonyms, ...deedPhrases(one)],
      })),
    ),
    ...of('dimension', metric.dimensions),
  ];
  return phrases
    .filter(({ words }) => words.length > 0)
    .toSorted((left, right) => right.words.length - left.words.length);
}

/** Words before a name that stands within a phrase: "permissions on `orders` changed". */
const beforeName = /^(?:on|of|for|in|to|from|group|team|squad|user|principal|table)$/;
const mayBeBetween = (token: Token): boolean =>
  !('word' in token) || beforeName.test(token.raw) || auxiliary.test(token.raw);

/** The tokens at a place that a phrase has, and those of names between them; null when it is not there. */
function spanAt(
  { words }: Phrase,
  tokens: readonly Token[],
  at: number,
): { readonly own: readonly Token[]; readonly between: readonly Token[] } | null {
  const own: Token[] = [];
  const between: Token[] = [];
  for (let n = at; own.length < words.length; n += 1) {
    const token = tokens[n];
    if (token === undefined) return null;
    if ('word' in token && token.word === words[own.length]) own.push(token);
    else if (own.length > 0 && mayBeBetween(token)) between.push(token);
    else return null;
  }
  // Other words between are only the names' own.
  const isOfName = between.some((one) => !('word' in one));
  const onlyAuxiliary = between.every((one) => 'raw' in one && auxiliary.test(one.raw));
  return onlyAuxiliary || isOfName ? { own, between } : null;
}

/** Reads the phrases of a metric in a question, the longest at each place; other tokens stay. Pure. */
export function readPhrasesIn(metric: Metric, tokens: readonly Token[]): readonly Item[] {
  const items: Item[] = [];
  for (let at = 0; at < tokens.length;) {
    const token = tokens[at];
    if (token === undefined) break;
    const phrases = 'word' in token ? phrasesOf(metric, token.word) : [];
    const found = firstOf(phrases, (phrase) => spanAt(phrase, tokens, at));
    if (found === null) items.push(token);
    else if (isVerbBehind(tokens, at, found.span)) {
      items.push(...readPhrasesIn(metric, [token]), ...readPhrasesIn(metric, tokens.slice(at + 1)));
      break;
    } else {
      const raw = found.span.own.flatMap((one) => ('raw' in one ? [one.raw] : []));
      items.push({ means: found.phrase.means, raw }, ...found.span.between);
    }
    at += found === null ? 1 : found.span.own.length + found.span.between.length;
  }
  return items;
}

/** "Which job runs the most often?": behind the question word the second is a verb. */
function isVerbBehind(tokens: readonly Token[], at: number, { own, between }: Span): boolean {
  const [first, second, ...others] = own.flatMap((one) => ('raw' in one ? [one.raw] : []));
  const before = tokens[at - 1];
  const isAsked = before !== undefined && 'raw' in before && /^(?:which|what)$/.test(before.raw);
  if (!isAsked || others.length > 0 || first === undefined) return false;
  // "Which users created a token": they were not created.
  if (/^users?$/.test(first)) return between.length === 0 && hasObject(tokens[at + own.length]);
  return (
    !first.endsWith('s') &&
    /^(?:runs|updates|queries|reads|burn(?:ed|s)?|consume[ds]?|used?|uses)$/.test(second ?? '')
  );
}

/** Whether a verb before a token does something to it. */
const hasObject = (next: Token | undefined): boolean =>
  next !== undefined &&
  'raw' in next &&
  !/^(?:on|in|at|by|since|last|this|over|during|from|and|per|to|with|or|recently|newly|most)$/.test(
    next.raw,
  );

type Span = NonNullable<ReturnType<typeof spanAt>>;

function firstOf(
  phrases: readonly Phrase[],
  spanOf: (phrase: Phrase) => Span | null,
): { readonly phrase: Phrase; readonly span: Span } | null {
  for (const phrase of phrases) {
    const span = spanOf(phrase);
    if (span !== null) return { phrase, span };
  }
  return null;
}
