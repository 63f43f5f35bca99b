import { distance } from 'fastest-levenshtein';

/** How many slips of the pen a word of so many letters may have and still be that word. */
export const slips = (letters: number): number => (letters < 5 ? 0 : letters < 9 ? 1 : 2);

const sorted = (text: string): string => Array.from(text).toSorted().join('');

/**
 * How far a written text is from a wanted one: letters added, lost or changed; two neighbours that
 * changed places count once. Above `limit` the exact distance does not matter.
 *
 * Pure.
 */
export function slipsBetween(written: string, wanted: string, limit: number): number {
  if (written === wanted) return 0;
  if (Math.abs(written.length - wanted.length) > limit) return limit + 1;
  const edits = distance(written, wanted);
  return edits === 2 && sorted(written) === sorted(wanted) ? 1 : edits;
}

/** A short word is only taken for one that lost a letter, a middling one must keep its first. */
function mayMean(written: string, word: string): boolean {
  if (written.length < 5 && word.length <= written.length) return false;
  return word[0] === written[0] || word.length >= 7;
}

/**
 * Tells which known word a written one is meant to be: itself, else the nearest within `slips`, its
 * first letter unchanged unless the word is long. Null when none is near.
 *
 * Pure.
 */
export function createSpeller(words: Iterable<string>): (written: string) => string | null {
  const known = new Set(words);
  const remembered = new Map<string, string | null>();
  const nearest = (written: string): string | null => {
    // A word of five letters that lost one is still looked up.
    const limit = slips(written.length + 1);
    if (limit === 0) return null;
    let best: { readonly word: string; readonly off: number } | null = null;
    for (const word of known) {
      if (!mayMean(written, word)) continue;
      const off = slipsBetween(written, word, limit);
      const allowed = Math.min(limit, slips(word.length));
      if (off <= allowed && off < (best?.off ?? Infinity)) best = { word, off };
    }
    return best?.word ?? null;
  };
  return (written) => {
    if (known.has(written)) return written;
    const before = remembered.get(written);
    if (before !== undefined) return before;
    const found = nearest(written);
    remembered.set(written, found);
    return found;
  };
}
