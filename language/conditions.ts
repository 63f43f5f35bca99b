/** A condition of a question that a query can miss without anybody noticing. */
export type Condition =
  | { readonly kind: 'exclusion'; readonly words: string; readonly of: string }
  | { readonly kind: 'currency'; readonly words: string; readonly of: string }
  | { readonly kind: 'name'; readonly words: string; readonly of: string }
  | { readonly kind: 'only'; readonly words: string; readonly of: string };

const exclusion =
  /\b(?:excluding|exclude|except(?:ing)?(?: for)?|other than|not (?:including|counting)|but not|ignoring|disregarding|leav(?:e|ing) out|apart from|aside from|besides)\s+(?:the\s+|all\s+|our\s+)?(.+?)(?=\s*(?:[,;?!]|\.(?:\s|$)|$)|\s+(?:in|for|on|since|over|during|per|by|last|this|yesterday|today)\s)/gi;

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

/** A word that restricts the question: "only serverless". */
const only =
  /\bonly (?:(?:for|in|on|from|by|the|those|these|of|on the|jobs|tables|queries|runs) )*([\p{L}][\p{L}\p{N}_-]{3,})/giu;

/** Names that no ordinary word looks like: with an underscore, an address, in quotes or backticks. */
const name =
  /[`“"]([\p{L}\p{N}][^`”"\n]{1,80})[`”"]|([\w.+-]+@[\w-]+(?:\.[\w-]+)+)|(?<![\w./@-])([\p{L}\d]+(?:[_.][\p{L}\d]+)*_[\p{L}\d]+(?:[_.][\p{L}\d]+)*)(?![\w@])/gu;

/**
 * The conditions of a question: what it leaves out, the currency it wants, what it is restricted to, and
 * the names it gives.
 *
 * Pure: each is in the order of the text, by kind.
 */
export function conditionsOf(question: string): readonly Condition[] {
  const excluded = [...question.matchAll(exclusion)].map(([words, of = '']): Condition => ({
    kind: 'exclusion',
    words: words.trim(),
    of,
  }));
  const converted = [...question.matchAll(currency), ...question.matchAll(sign)].map(
    ([words, of = '']): Condition => ({
      kind: 'currency',
      words: words.trim(),
      of: currencies[of.toLowerCase()] ?? signs[of] ?? of,
    }),
  );
  const named = [...question.matchAll(name)].map(([words, quoted, address, plain]): Condition => ({
    kind: 'name',
    words,
    of: quoted ?? address ?? plain ?? words,
  }));
  const restricted = [...question.matchAll(only)].map(([words, of = '']): Condition => ({
    kind: 'only',
    words: words.trim(),
    of,
  }));
  const isExcluded = ({ of }: Condition): boolean => excluded.some((one) => one.of.includes(of));
  return [...excluded, ...converted, ...restricted, ...named.filter((one) => !isExcluded(one))];
}
