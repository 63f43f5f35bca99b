import { stem } from '../language/text.ts';

/**
 * What the words of answers and of column names have in common: a concept and its words, by spaces.
 * Words of no concept stand for themselves.
 */
const words: Readonly<Record<string, string>> = {
  fail: 'fail failed failing failure failures unsuccessful crashed broke broken error errors errored',
  success: 'succeed succeeded succeeds success successful successfully',
  cancel: 'cancel cancelled canceled cancellation',
  refuse: 'refuse refused refusal refusals deny denied denial denials reject rejected blocked',
  finish: 'finish finished ended ends',
  cost: 'cost costs spend spent spending usd dollar dollars bill billed pay paid money expense expenditure expensive cheap cheapest costly costliest',
  query: 'query queries statement statements',
  wait: 'wait waiting waited waits queue queued queueing',
  exec: 'execute executed execution executing busy',
  read: 'read reads reading scan scanned',
  tag: 'tag tagged tags',
  expect: 'expect expected expectation minimum',
  before: 'before previous previously prior former formerly earlier old beforehand past',
  now: 'now current currently present presently new',
  usual: 'usual usually typical typically normal normally',
  median: 'median p50',
  mean: 'mean average averaged averages avg',
  share: 'share percent percentage pct rate proportion fraction ratio',
  change: 'difference differ delta change changed changes',
  row: 'row rows',
  run: 'run runs ran',
  commit: 'commit committed written write wrote',
  duration:
    'duration took take takes taken lasted lasts long longest last slow slowest fast fastest short shortest minutes hours seconds',
  action: 'action actions',
  stale: 'stale outdated',
  unhealthy: 'unhealthy sick',
  address: 'address addresses ip',
  person: 'user users person people',
};

/** Phrases that mean a concept, written over with its name before the words are read. */
const phrases: readonly (readonly [RegExp, string])[] = [
  [/\b(?:came|come|comes|got) to an end\b/g, 'finished'],
  [/\b(?:bad|poor|ill) health\b/g, 'unhealthy'],
  [/\bgood health\b/g, 'healthy'],
  [/\bnot (?:refused|denied)\b/g, 'accepted'],
  [
    /\b(?:no|without|lacks?|lacking|missing)(?: an?| the| such| any)?(?: \w+)? tags?\b/g,
    'untagged',
  ],
  [/\bnot tagged\b/g, 'untagged'],
  [/\bused to\b/g, 'before'],
  [/\b(?:the )?(?:day|week|month|year|hour|period) before\b/g, 'before'],
  [/\blast (?:week|month|time|period)\b/g, 'before'],
  [/\b(\d{1,2})(?:st|nd|rd|th) percentile\b/g, 'p$1'],
  [/\blower bound\b/g, 'expected'],
  [/\bat least expected\b/g, 'expected'],
  [/\bnot? (?:succeed|successful)\w*/g, 'failed'],
  [/\b(?:turned down|turned away)\b/g, 'refused'],
];

/** Words that say nothing of what a column holds. */
const empty = new Set(
  'a an and any are as at be been by count did do does each etc for from had has have id in into is it its list name no not num number of off on or s so sum t than that the their then there they this to total totals us was we were which with within you your all both only day daily'.split(
    ' ',
  ),
);

/** Words of column names that need not be said: a finished run is a run. */
export const unsaid: ReadonlySet<string> = new Set([
  'finish',
  'now',
  'duration',
  'list',
  'event',
  'least',
]);

const conceptOf = new Map<string, string>(
  Object.entries(words).flatMap(([concept, list]) =>
    list.split(' ').flatMap((word) => [[word, concept] as const, [stem(word), concept] as const]),
  ),
);

const known = new Map<string, string | null>();
/** Words come from tables and models, so that without a limit there would be ever more of them. */
const maxKnown = 20_000;

/** The concept of a word; null for words that say nothing. Pure: what it found is kept. */
export function conceptOfWord(word: string): string | null {
  const lower = word.toLowerCase();
  const found = known.get(lower);
  if (found !== undefined) return found;
  const concept = findConcept(lower);
  if (known.size < maxKnown) known.set(lower, concept);
  return concept;
}

function findConcept(lower: string): string | null {
  if (empty.has(lower) || /^\d+$/.test(lower)) return null;
  const short = stem(lower);
  return conceptOf.get(lower) ?? conceptOf.get(short) ?? short;
}

/** Words of which one is in each phrase: most texts have none of them. */
const anyPhrase = /end|health|tag|used to|before|last|percentile|bound|expected|not? |turned/;

/** The concepts of a text in lower case. */
export function conceptsIn(text: string): ReadonlySet<string> {
  const said = anyPhrase.test(text)
    ? phrases.reduce((rest, [phrase, word]) => rest.replaceAll(phrase, word), text)
    : text;
  const found = new Set<string>();
  for (const [word] of said.matchAll(/[\p{L}\p{N}]+/gu)) {
    const concept = conceptOfWord(word);
    if (concept !== null) found.add(concept);
  }
  return found;
}

/** What a phrase tells of the numbers near it. */
export const says = {
  sum: /\b(?:totals?|totall?ed|sum|sums|summed|in all|altogether|together|overall|combined|adding|adds? up|added up|in sum|entire|whole)\b/,
  mean: /\b(?:mean|average|averaged|averages|per|each|apiece|a day|daily)\b/,
  difference:
    /\b(?:difference|differs?|gap|more|less|fewer|above|below|ahead|behind|higher|lower|chang\w+|delta|apart|by|(?<!adds? |adding )up|down|faster|slower|longer|shorter|rose|fell|cheaper)\b/,
  most: /\b(?:at most|up to|peak\w*|most|highest|maximum|max|top|largest|longest|greatest|biggest|slowest)\b/,
  least: /\b(?:at least|least|lowest|minimum|min|fewest|smallest|shortest|bottom)\b/,
  ratio: /\b(?:times|ratio|fold)\b|\d ?x\b/,
} as const;
