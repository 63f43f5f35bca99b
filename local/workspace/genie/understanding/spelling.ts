import { placeOf, readTimes } from '../../../../language/time/read-times.ts';
import { createSpeller } from '../../../../language/spelling.ts';
import { zoneCities } from '../../../../language/zones.ts';
import type { KnownNames } from '../../dataset.ts';
import { findMentions } from './mentions.ts';

/** Words of times, counts and thresholds, which may be missing in the examples. */
const commonWords =
  'excluding except excluded including without ignoring besides apart aside minus yesterday today tonight overnight midnight morning evening minute minutes hour hours weekend week weeks month months quarter year years ' +
  'monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december ' +
  'last past previous current since until between during within before after today three four five seven eight nine eleven twelve fifteen twenty thirty fifty dozen couple fortnight ' +
  'longer shorter slower faster below above under least most more less than over exceed secs seconds mins hours percent gigs megs gigabytes megabytes terabytes times events actions runs deviations sigma sigmas thousand half quarter third tenth ' +
  'which what where when whose there their these those about would could should please show give list tell with without from into only just every each other another another than then them they have having been being does doing';

const wordsOf = (text: string): string[] => text.toLowerCase().match(/\p{L}{3,}/gu) ?? [];

/** Corrects misspelt words; known names and words without a close match are unchanged. */
export type Corrector = (text: string, names: KnownNames) => string;

/** Where a text names times, which are read as they are written: "oct", "2 wks". */
function timesIn(text: string): { from: number; to: number }[] {
  const { periods, unread } = readTimes(text, Date.now(), 'UTC');
  return [...periods, ...unread].flatMap(({ label }) => placeOf(label, text) ?? []);
}

/** Creates a corrector with the words of some texts and common words. */
export function createCorrector(texts: Iterable<string>): Corrector {
  const known = new Set([commonWords, ...zoneCities].flatMap(wordsOf));
  for (const text of texts) for (const word of wordsOf(text)) known.add(word);
  const spellers = new WeakMap<KnownNames, (written: string) => string | null>();
  const spellerFor = (names: KnownNames) => {
    const existing = spellers.get(names);
    if (existing !== undefined) return existing;
    const own = Object.values(names).flat().flatMap(wordsOf);
    const speller = createSpeller(new Set([...known, ...own]));
    spellers.set(names, speller);
    return speller;
  };
  return (text, names) => {
    const spell = spellerFor(names);
    const kept = [...findMentions(text, names), ...timesIn(text)];
    const isKept = (at: number) => kept.some(({ from, to }) => at >= from && at < to);
    // A word next to a digit, an underscore, a dot or an @ is a name, even if it is unknown.
    return text.replace(
      /(?<![\p{L}\p{N}_.@'’-])\p{L}{4,}(?![\p{L}\p{N}_@-]|\.\p{L})/gu,
      (word: string, at: number) => {
        if (isKept(at)) return word;
        const corrected = spell(word.toLowerCase());
        return corrected === null || corrected === word.toLowerCase() ? word : corrected;
      },
    );
  };
}
