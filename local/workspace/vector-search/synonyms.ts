/** Words that mean the same to an embedding model; each list is one meaning. */
const meanings: readonly (readonly string[])[] = [
  ['fail', 'failure', 'error', 'crash', 'broken', 'break', 'abort'],
  ['slow', 'latency', 'sluggish', 'delay', 'late', 'long'],
  ['cost', 'spend', 'bill', 'expense', 'price', 'money', 'dbu', 'expensive'],
  ['job', 'workflow', 'run', 'task'],
  ['warehouse', 'endpoint', 'compute', 'cluster'],
  ['queue', 'wait', 'capacity', 'concurrency'],
  ['stale', 'outdated', 'old', 'fresh', 'freshness'],
  ['permission', 'grant', 'access', 'privilege', 'denied', 'refused', 'revoked'],
  ['login', 'signin', 'authentication', 'password'],
  ['token', 'credential', 'secret', 'key'],
  ['memory', 'spill', 'oom', 'disk'],
  ['retry', 'repair', 'rerun', 'restart'],
  ['schedule', 'cron', 'trigger', 'paused'],
  ['pipeline', 'dlt', 'ingestion'],
  ['idle', 'unused', 'underused'],
  ['resize', 'scale', 'size'],
  ['missing', 'lost', 'drop', 'gap', 'fewer'],
  ['fix', 'resolve', 'remedy', 'solve'],
];

const stem = (word: string): string =>
  word.length > 4 ? word.replace(/(?:ing|ed|es|s)$/, '').replace(/([^aeiou])\1$/, '$1') : word;

const meaningOf = new Map(
  meanings.flatMap((words, n) => words.map((word) => [stem(word), `=${n}`] as const)),
);

const stopWords = new Set(
  'a an and are as at be by do does for from how i in is it my of on or our the this to was we what when why with'.split(
    ' ',
  ),
);

/**
 * The terms of a text that a search compares: stems of its words, where words of one meaning are equal
 * if `bySense` is set.
 *
 * Pure.
 */
export function termsOf(text: string, bySense: boolean): readonly string[] {
  return (text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [])
    .filter((word) => !stopWords.has(word))
    .map(stem)
    .map((word) => (bySense ? (meaningOf.get(word) ?? word) : word));
}
