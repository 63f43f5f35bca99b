import { commonWords } from './common-words.ts';
import { createSpeller } from './spelling.ts';
import { placeOf, readTimes } from './time/read-times.ts';

const wordsOf = (text: string): string[] => text.toLowerCase().match(/\p{L}{3,}/gu) ?? [];

/** The words of some texts, and common ones. */
export const vocabularyOf = (texts: Iterable<string>): ReadonlySet<string> =>
  new Set([...commonWords, ...texts].flatMap(wordsOf));

/** A part of a text, the end not included. */
export type Span = { readonly from: number; readonly to: number };

/** Where a text names times, which are read as they are written: "oct", "2 wks". */
function timesIn(text: string): readonly Span[] {
  const { periods, unread } = readTimes(text, 0, 'UTC');
  return [...periods, ...unread].flatMap(({ label }) => placeOf(label, text) ?? []);
}

/**
 * Creates the function that corrects misspelt words by a vocabulary. Words without a close one, times,
 * and what `kept` covers stay as they are; a word next to a digit, an underscore, a dot, a hyphen or an @
 * is a name.
 */
export function createCorrect(
  vocabulary: ReadonlySet<string>,
): (text: string, kept?: readonly Span[]) => string {
  const spell = createSpeller(vocabulary);
  return (text, kept = []) => {
    const spans = [...kept, ...timesIn(text)];
    return text.replace(
      /(?<![\p{L}\p{N}_.@'’-])\p{L}{3,}(?![\p{L}\p{N}_@-]|\.\p{L}|['’]t(?!\p{L}))/gu,
      (word: string, at: number) => {
        // "US East" is a place, and "Ann" a person.
        const isName = word.length < 5 && at > 0 && /^\p{Lu}\p{Ll}/u.test(word);
        if (isName || spans.some(({ from, to }) => at >= from && at < to)) return word;
        const corrected = spell(word.toLowerCase());
        return corrected === null || corrected === word.toLowerCase() ? word : corrected;
      },
    );
  };
}
