import { distance } from 'fastest-levenshtein';

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

/** A short word matches only one that lost a letter or has two in another order; one of middle length must keep its first letter. */
function isPlausible(written: string, word: string): boolean {
  const isSwapped = word.length === written.length && sorted(word) === sorted(written);
  if (written.length < 5 && word.length <= written.length && !isSwapped) return false;
  return word[0] === written[0] || word.length >= 7;
}

/**
 * Makes a function that corrects a word's spelling: the word itself when it is known, else the nearest
 * known word within `maxEdits`, with the same first letter unless the word is long; null when none is
 * near enough.
 */
export function createSpeller(words: Iterable<string>): (written: string) => string | null {
  const known = new Set(words);
  const cache = new Map<string, string | null>();
  const nearest = (written: string): string | null => {
    // A word of five letters that lost one has only four, one of nine that lost two has seven.
    const limit = maxEdits(written.length + (written.length < 7 ? 1 : 2));
    if (limit === 0) return null;
    let best: { readonly word: string; readonly edits: number } | null = null;
    for (const word of known) {
      if (!isPlausible(written, word)) continue;
      const edits = editsBetween(written, word, limit);
      const allowed = Math.min(limit, maxEdits(word.length));
      if (edits <= allowed && edits < (best?.edits ?? Infinity)) best = { word, edits };
    }
    return best?.word ?? null;
  };
  return (written) => {
    if (known.has(written)) return written;
    const cached = cache.get(written);
    if (cached !== undefined) return cached;
    const found = nearest(written);
    cache.set(written, found);
    return found;
  };
}
