import { distance } from 'fastest-levenshtein';
import { stem } from './text.ts';

/** How many typing errors a word of this length may have and still be recognised. */
export const maxEdits = (letters: number): number => (letters < 5 ? 0 : letters < 9 ? 1 : 2);

const sorted = (text: string): string => Array.from(text).toSorted().join('');

/**
 * The edit distance between a written text and a known one: letters added, removed or replaced; two
 * letters that changed places count once. Distances above `limit` are not exact.
 */
export function editsBetween(written: string, wanted: string, limit: number): number {
  if (written === wanted) return 0;
  if (Math.abs(written.length - wanted.length) > limit) return limit + 1;
  const edits = distance(written, wanted);
  return edits === 2 && sorted(written) === sorted(wanted) ? 1 : edits;
}

/** Whether two neighbouring letters of a word changed places, and nothing else. */
export function isSwapped(written: string, word: string): boolean {
  if (written.length !== word.length) return false;
  const at = Array.from(written).findIndex((letter, index) => letter !== word[index]);
  const [one, other] = [written[at], written[at + 1]];
  return (
    at >= 0 &&
    one === word[at + 1] &&
    other === word[at] &&
    written.slice(at + 2) === word.slice(at + 2)
  );
}

/** "coast" for "cost": a letter too many inside of a word of four. */
const hasOneTooMany = (written: string, word: string): boolean =>
  word.length === 4 && written.length === 5 && written.at(-1) === word.at(-1);

/** A short word matches only one that lost a letter or has two in another order; one of middle length must keep its first letter. */
function isPlausible(written: string, word: string): boolean {
  if (written.length < 5 && word.length <= written.length && !isSwapped(written, word))
    return false;
  return word[0] === written[0] || word.length >= 7;
}

/** Words of three letters that are mistyped: others are as often words of their own, or names. */
const shortWords = new Set(
  'the and how who why for job run was are did can not all per day top use our you has any'.split(
    ' ',
  ),
);

/** How near a word is to what was written; letters in another order are nearest. Null when it is another word. */
function nearnessOf(written: string, word: string, limit: number): number | null {
  if (isSwapped(written, word)) return written.length > 3 || shortWords.has(word) ? 0.5 : null;
  if (limit === 0) return null;
  const edits = editsBetween(written, word, limit);
  const allowed = hasOneTooMany(written, word) ? 1 : Math.min(limit, maxEdits(word.length));
  return edits <= allowed ? edits : null;
}

/**
 * Makes a function that corrects a word's spelling: the word itself when it or another form of it is known,
 * else the nearest known word within `maxEdits`, with the same first letter unless the word is long; null when
 * none is near enough.
 */
export function createSpeller(words: Iterable<string>): (written: string) => string | null {
  const known = new Set(words);
  const stems = new Set([...known].map(stem));
  const cache = new Map<string, string | null>();
  const nearest = (written: string): string | null => {
    // A word of five letters that lost one has only four, one of nine that lost two has seven.
    const limit = maxEdits(written.length + (written.length < 7 ? 1 : 2));
    let best: { readonly word: string; readonly edits: number } | null = null;
    for (const word of known) {
      if (!isPlausible(written, word)) continue;
      const edits = nearnessOf(written, word, limit);
      if (edits !== null && edits < (best?.edits ?? Infinity)) best = { word, edits };
    }
    return best?.word ?? null;
  };
  return (written) => {
    if (known.has(written)) return written;
    const cached = cache.get(written);
    if (cached !== undefined) return cached;
    const root = stem(written);
    const found = root.length > 3 && stems.has(root) ? written : nearest(written);
    cache.set(written, found);
    return found;
  };
}
