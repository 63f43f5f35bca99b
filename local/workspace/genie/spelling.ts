import { createSpeller } from '../../../language/spelling.ts';
import { zoneCities } from '../../../language/zones.ts';
import type { KnownNames } from '../dataset.ts';
import { findMentions } from './mentions.ts';

/** Words of times, counts and thresholds, which stand in no example. */
const everyday =
  'yesterday today tonight overnight midnight morning evening minute minutes hour hours weekend week weeks month months quarter year years ' +
  'monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december ' +
  'last past previous current since until between during within before after today three four five seven eight nine eleven twelve fifteen twenty thirty fifty dozen couple fortnight ' +
  'longer shorter slower faster below above under least most more less than over exceed seconds percent gigabytes times events actions runs deviations ' +
  'which what where when whose there their these those about would could should please show give list tell with without from into only just every each other another another than then them they have having been being does doing';

const wordsOf = (text: string): string[] => text.toLowerCase().match(/\p{L}{3,}/gu) ?? [];

/** Puts words right that are misspelt; names of the data and what nobody knows stay as they are. */
export type Corrector = (text: string, names: KnownNames) => string;

/** A corrector that knows the words of some texts, beside those of every question. */
export function createCorrector(texts: Iterable<string>): Corrector {
  const known = new Set([everyday, ...zoneCities].flatMap(wordsOf));
  for (const text of texts) for (const word of wordsOf(text)) known.add(word);
  const spellers = new WeakMap<KnownNames, (written: string) => string | null>();
  const spellerFor = (names: KnownNames) => {
    const made = spellers.get(names);
    if (made !== undefined) return made;
    const own = Object.values(names).flat().flatMap(wordsOf);
    const speller = createSpeller(new Set([...known, ...own]));
    spellers.set(names, speller);
    return speller;
  };
  return (text, names) => {
    const spell = spellerFor(names);
    const mentions = findMentions(text, names);
    const isName = (at: number) => mentions.some(({ from, to }) => at >= from && at < to);
    // What stands beside a digit, an underscore, a dot or an @ is a name, known or not.
    return text.replace(
      /(?<![\p{L}\p{N}_.@'’-])\p{L}{4,}(?![\p{L}\p{N}_@-]|\.\p{L})/gu,
      (word: string, at: number) => {
        if (isName(at)) return word;
        const right = spell(word.toLowerCase());
        return right === null || right === word.toLowerCase() ? word : right;
      },
    );
  };
}
