import { wordsOf } from './same-word.ts';

/** Words that say how something is, when, or who asks, and never which object it is; as `wordsOf` writes them. */
export const ordinaryWords: ReadonlySet<string> = new Set(
  wordsOf(
    [
      'a all also an and any are as at be been being but by can could did do does each every few for from had has have',
      'he her his how i in into is it its many me more most my no nobody none not nothing of off on one only or other',
      'our ours out over own per she since so some such than that the their then there these they this those to under',
      'up us was we were what when where which while who whole whom why with without would you your',
      'big biggest broken busy busiest certain cheap expensive failed failing former great huge important large last late',
      'latest main new newest old red same scheduled serverless shared single slow slowest small stale whatever',
      'called named sql delta databricks',
      'yesterday today tonight monday tuesday wednesday thursday friday saturday sunday week weekend month night morning',
      'evening day days hour hours minute minutes',
    ].join(' '),
  ),
);
