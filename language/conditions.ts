import { kept } from './kept.ts';
import { ownWordsIn } from './own-words.ts';
import { readTimes, withoutLabel } from './time/read-times.ts';
import { findZone } from './zones.ts';

type Named = {
  /** `named` is a name of a few letters, which a query has whole or not at all. */
  readonly kind: 'exclusion' | 'currency' | 'name' | 'named' | 'only';
  readonly words: string;
  readonly of: string;
};

/** A condition of a question that a query can miss without anybody noticing. */
export type Condition =
  | Named
  /** `values` are what a query may write for it, in units that it may use. */
  | { readonly kind: 'number'; readonly words: string; readonly values: readonly number[] };

const exclusion =
  /\b(?:excluding|exclude|except(?:ing)?(?: for)?|other than|not (?:including|counting)|but not(?! (?:yet|\w+(?:ed|en|ing)\b))|ignoring|disregarding|leav(?:e|ing) out|apart from|aside from|besides)\s+(?:the\s+|all\s+|our\s+)?(.+?)(?=\s*(?:[,;?!]|\.(?:\s|$)|$)|\s+(?:in|for|on|since|over|during|per|by|last|this|yesterday|today)\s)/gi;

/** "Leaving `etl` aside". */
const aside =
  /\bleav(?:e|ing) (?:the )?(\S+) aside\b|(?<!\S)([\w]+[_.@-][\w.@-]*\w) (?:left )?aside(?=[,:;])/gi;

const currencies: Readonly<Record<string, string>> = {
  eur: 'EUR',
  euro: 'EUR',
  euros: 'EUR',
  gbp: 'GBP',
  pounds: 'GBP',
  chf: 'CHF',
  francs: 'CHF',
  jpy: 'JPY',
  yen: 'JPY',
  inr: 'INR',
  rupees: 'INR',
  cad: 'CAD',
  aud: 'AUD',
  cny: 'CNY',
  sek: 'SEK',
  nok: 'NOK',
  dkk: 'DKK',
  pln: 'PLN',
  brl: 'BRL',
};
const currency = new RegExp(`\\bin (${Object.keys(currencies).join('|')})\\b`, 'gi');
const sign = /(?:\bin )?([€£¥])/g;
const signs: Readonly<Record<string, string>> = { '€': 'EUR', '£': 'GBP', '¥': 'JPY' };

/** A word that restricts the question: "only serverless", but not "only the ones". */
const only =
  /\bonly (?!(?:the |those )?ones\b)(?:(?:for|in|on|from|by|the|those|these|of|on the|jobs|tables|queries|runs) )*([\p{L}][\p{L}\p{N}_-]{3,})/giu;

/** Names that no ordinary word looks like: with an underscore, an address, in quotes or backticks. */
const name =
  /[`“"]([\p{L}\p{N}][^`”"\n]{1,80})[`”"]|([\w.+-]+@[\w-]+(?:\.[\w-]+)+)|(?<![\w./@-])([\p{L}\d]+(?:[_.][\p{L}\d]+)*_[\p{L}\d]+(?:[_.][\p{L}\d]+)*)(?![\w@])/gu;

/** A name after the kind of thing that it names: "workspace prod-asia", "the iot squad". */
const kinds =
  'workspaces?|warehouses?|clusters?|pipelines?|endpoints?|env(?:ironment)?s?|schemas?|catalogs?';
/** The source of a pattern for the first parts of words with a hyphen that name nothing: "one-off". */
export const commonBeforeHyphen =
  '(?:one|up|month|year|week|day|run|ad|all|auto|real|long|out|on|read|high|low|well|non|re|over|under|in|by|too|most|least|multi|single|self|pre|post|sub|co|half|full|part|never|ever|not|so|hard|fast|slow)-';
const hyphenedName = `(?!${commonBeforeHyphen})([a-z\\d]+(?:-[a-z\\d]+)+)`;
const hyphened = new RegExp(
  `\\b(?:${kinds}|jobs?|tables?|users?) ${hyphenedName}(?![\\w-])|(?<![\\w-])${hyphenedName} (?:${kinds})\\b`,
  'gi',
);
const teamWords =
  'expensive|cheap|pricey|costly|cheapest|priciest|dearest|least|most|money|spend|spending|cost|costs|much|many|usage|owner|owning|owned|the|a|an|each|every|any|all|which|what|whose|our|my|your|their|its|this|that|per|by|of|for|in|and|or|no|one|other|another|same|whole|entire|responsible|data|platform|ops|has|have|had|did|does|do|is|are|was|were|will|can|to|from|with|about|between|on|at';
const team = new RegExp(
  `\\b(?!(?:${teamWords})\\b)([a-z]{3,}) (?:squad|team)\\b(?! (?:tag|growth)|=)`,
  'gi',
);

/** A team whose name comes last: "of team maps". */
const teamBefore =
  /\b(?:of|for|from|by|has|have|had|did|does|is|was) (?:team|squad) (?!(?:tags?|labels?|names?|budgets?|members?|costs?|spend|spent)\b)([a-z]{3,})(?=\s*(?:[,;.?!]|$)| (?:spen[dt]|spending|cost|costs|pay|paid|last|this|yesterday|today|in|since|over|fail|failed)\b)/gi;

/** Whose things are meant: "owned by payments". */
const ownedBy =
  /\b(?:owned by|belonging to)(?: the)?(?: team| squad)? (?!(?:the|an?|each|every|any|all|which|what|whom|who|nobody|no|some|someone|somebody|anyone|anybody|us|me|my|our|their|its|people|users?|groups?|teams?|service|team|squad|former|disabled|deleted)\b)([\p{L}\d][\p{L}\d_-]*[\p{L}\d])(?![\w@.])/giu;

/** "Failed five times in a row": what is counted from the latest one back. */
const streak =
  /\b(?:in a row|(?:next|second) to last|second[- ]last|last but one|penultimate|consecutive(?:ly)?|back[- ]to[- ]back|streaks?|(?:\d+|two|three|four|five|six|several) straight (?=days|nights|weeks|runs|times|updates|scans))\b/gi;

const k = 1024;
/** Units of a number, and what a query may multiply it by. */
const units: readonly (readonly [pattern: string, factors: readonly number[]])[] = [
  ['%|percent|per cent|pct', [1, 0.01]],
  ['ms|milliseconds?', [1, 0.001]],
  ['s|secs?|seconds?', [1, 1_000, 1 / 60]],
  ['m|mins?|minutes?', [1, 60, 60_000, 1 / 60]],
  ['h|hrs?|hours?', [1, 60, 3_600, 3_600_000, 1 / 24]],
  ['d|days?', [1, 24, 86_400, 1_440]],
  ['weeks?', [1, 7, 168]],
  ['kb', [1, 1_000, k]],
  ['mb|megs?|megabytes?', [1, 1e-3, 1e6, k ** 2, 1 / k]],
  ['gb|gigs?|gigabytes?', [1, 1_000, k, 1e9, k ** 3]],
  ['tb|terabytes?', [1, 1_000, k, 1e12, k ** 4]],
  ['k', [1_000]],
];
const unit = units.map(([pattern]) => pattern).join('|');
const number = new RegExp(
  `(?<![\\w.:/#@-])[$€£]?(\\d+(?:[.,]\\d+)*)[ -]?(${unit})?(?![\\w/:-]|[.,]\\d)`,
  'gi',
);

function numbersIn(text: string): readonly Condition[] {
  return [...text.matchAll(number)].map(([words, digits = '', named]): Condition => {
    const value = Number(digits.replaceAll(',', ''));
    const factors = units.find(([pattern]) =>
      new RegExp(`^(?:${pattern})$`, 'i').test(named ?? ''),
    )?.[1];
    return {
      kind: 'number',
      words: words.trim(),
      values: (factors ?? [1]).map((factor) => value * factor),
    };
  });
}

/** The text without times, zones and names, so that what is left of its numbers are conditions. */
function withoutTimesAndNames(question: string): string {
  const zone = findZone(question)?.label ?? '';
  const { periods, unread } = readTimes(question, 0, 'UTC');
  return [...periods, ...unread]
    .map(({ label }) => label)
    .reduce(withoutLabel, question.replace(zone, ' ').replaceAll(name, ' '));
}

/**
 * The conditions of a question: what it leaves out, the currency it wants, what it is restricted to,
 * the names it gives, and its numbers that are no times.
 *
 * Pure: each is in the order of the text, by kind.
 */
export const conditionsOf = kept(conditionsIn, (question) => question);

function conditionsIn(question: string): readonly Condition[] {
  const excluded = [...question.matchAll(exclusion), ...question.matchAll(aside)].map(
    ([words, first, second]): Named => ({
      kind: 'exclusion',
      words: words.trim(),
      of: first ?? second ?? words,
    }),
  );
  const converted = [...question.matchAll(currency), ...question.matchAll(sign)].map(
    ([words, of = '']): Named => ({
      kind: 'currency',
      words: words.trim(),
      of: currencies[of.toLowerCase()] ?? signs[of] ?? of,
    }),
  );
  const named = [...question.matchAll(name)].map(([words, quoted, address, plain]): Named => ({
    kind: 'name',
    words,
    of: quoted ?? address ?? plain ?? words,
  }));
  const called = [hyphened, team, teamBefore, ownedBy]
    .flatMap((one) => [...question.matchAll(one)])
    .map(([words, first, second]): Named => ({
      kind: 'named',
      words,
      of: first ?? second ?? words,
    }));
  const restricted = [
    ...[...question.matchAll(only)].map(([words, of = '']) => ({ words: words.trim(), of })),
    ...ownWordsIn(question).map((word) => ({ words: word, of: word })),
    ...[...question.matchAll(streak)].map(([words]) => ({ words, of: 'consecutive' })),
  ].map((one): Named => ({ kind: 'only', ...one }));
  const isExcluded = (one: Named): boolean => excluded.some(({ of }) => of.includes(one.of));
  return [
    ...excluded,
    ...converted,
    ...restricted,
    ...[...named, ...called].filter((one) => !isExcluded(one)),
    ...numbersIn(withoutTimesAndNames(question)),
  ];
}
