/** Words that carry no meaning of their own in a question about a platform. */
const stopWords = new Set(
  (
    'a an and any are as at be been but by can could did do does for from get give had has have how i if in into is it its ' +
    'just let like list make may me more most much my of on one or our out please show so some tell than that the their them ' +
    'then there these they this those to too up us use was we were what when where which who whom whose why will with would ' +
    'you your about across all also between each every find given happened happening it’s over per during currently now really see want'
  ).split(' '),
);

/** Synonyms in questions about a platform; the key is what `lemmas` returns for each of them. */
const synonyms: Readonly<Record<string, readonly string[]>> = {
  cost: [
    'spend',
    'spent',
    'expense',
    'expenditure',
    'bill',
    'charge',
    'money',
    'dollar',
    'usd',
    'dbu',
    'budget',
    'consumption',
  ],
  expensive: ['costly', 'pricey', 'dear'],
  fail: [
    'failure',
    'broken',
    'break',
    'broke',
    'crash',
    'error',
    'unsuccessful',
    'failing',
    'errored',
    'bug',
  ],
  job: ['workflow'],
  slow: ['latency', 'slowest', 'sluggish', 'lag'],
  query: ['sql', 'statement'],
  jump: [
    'spike',
    'increase',
    'rise',
    'rose',
    'surge',
    'grow',
    'grew',
    'growth',
    'climb',
    'soar',
    'up',
  ],
  change: [
    'differ',
    'difference',
    'compare',
    'versus',
    'vs',
    'delta',
    'variation',
    'shift',
    'previous',
    'prior',
  ],
  table: ['dataset', 'data'],
  stale: ['outdated', 'old', 'fresh', 'freshness', 'staleness', 'late', 'update', 'refresh'],
  unhealthy: ['health', 'healthy', 'quality', 'bad', 'incomplete', 'anomaly', 'anomalous'],
  permission: ['grant', 'privilege', 'revoke', 'acl', 'right', 'entitlement'],
  access: ['touch', 'read', 'open', 'accessed', 'reach', 'view'],
  login: ['logon', 'signin', 'authentication', 'authenticate', 'sign-in', 'log-in', 'credential'],
  day: ['daily'],
  user: ['person', 'people', 'principal', 'identity', 'account', 'somebody', 'anyone', 'someone'],
  wait: ['queue', 'queued', 'queuing', 'capacity', 'waiting'],
  load: [
    'busy',
    'busiest',
    'utilization',
    'utilisation',
    'usage',
    'saturate',
    'saturation',
    'overload',
  ],
  overall: ['overview', 'summary', 'summarise', 'summarize', 'total'],
  platform: ['whole', 'everything', 'estate', 'environment'],
  repair: ['recover', 'restart'],
  retry: ['retrie', 'rerun', 'reattempt'],
  duration: ['long', 'longest', 'runtime', 'time-consuming'],
  rank: ['top', 'highest', 'biggest', 'largest', 'heaviest', 'worst', 'lead'],
};

const canonical = new Map(
  Object.entries(synonyms).flatMap(([lemma, words]) => words.map((word) => [word, lemma] as const)),
);

/** Endings that `stem` removes, longest first; at least three letters must be left. */
const endings: readonly (readonly [RegExp, string])[] = [
  [/ies$/, 'y'],
  [/(ss|sh|ch|x|z)es$/, '$1'],
  [/([^aeious])s$/, '$1'],
  [/([aeo])s$/, '$1'],
  [/(.)\1ing$/, '$1'],
  [/ing$/, ''],
  [/(.)\1ed$/, '$1'],
  [/ied$/, 'y'],
  [/ed$/, ''],
  [/ly$/, ''],
];

const known = new Map<string, string>();
/** Words come from questions, too, so that without a limit there would be ever more of them. */
const maxKnown = 20_000;

/** A word without its ending; words in other scripts are unchanged. Pure: what it found is kept. */
export function stem(word: string): string {
  const kept = known.get(word);
  if (kept !== undefined) return kept;
  const found = withoutEnding(word);
  if (known.size < maxKnown) known.set(word, found);
  return found;
}

function withoutEnding(word: string): string {
  if (!/^[a-z]+$/.test(word)) return word;
  for (const [ending, replacement] of endings) {
    const shorter = word.replace(ending, replacement);
    if (shorter !== word && shorter.length >= 3) return shorter;
  }
  return word;
}

/** One form for the inflections and synonyms of a lower-case word. */
export function lemmaOf(word: string): string {
  const stemmed = stem(word);
  for (const form of [word, stemmed, `${stemmed}e`]) {
    const lemma = canonical.get(form);
    if (lemma !== undefined) return lemma;
  }
  const known = [stemmed, `${stemmed}e`].find((form) => form in synonyms);
  return known ?? (/^[a-z]+$/.test(stemmed) ? stemmed.replace(/([^e])e$/, '$1') : stemmed);
}

/**
 * The words of a text that carry meaning, in order: lower case, without stop words and numbers, each
 * reduced to one form that its inflections and synonyms share. Words of any script are kept.
 */
export function lemmas(text: string): string[] {
  const words =
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}_]+(?:['’.-][\p{L}\p{N}_]+)*/gu) ?? [];
  return words
    .map((word) => word.replace(/['’]s?$/, ''))
    .filter((word) => word !== '' && !stopWords.has(word) && !/^[\d.,:-]+$/.test(word))
    .map(lemmaOf);
}

/** A text as a pattern that matches it alone. Pure. */
export const asPattern = (text: string): string =>
  text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
