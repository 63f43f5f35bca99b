import { createCorrect, vocabularyOf } from '../../../../language/correct-words.ts';
import { zoneCities } from '../../../../language/zones.ts';
import type { KnownNames } from '../../dataset.ts';
import { findMentions } from './mentions.ts';

/** Corrects misspelt words; known names and words without a close match are unchanged. */
export type Corrector = (text: string, names: KnownNames) => string;

/** Creates a corrector with the words of some texts, common words and those of the known names. */
export function createCorrector(texts: Iterable<string>): Corrector {
  const known = vocabularyOf([...texts, ...zoneCities]);
  const correctors = new WeakMap<KnownNames, ReturnType<typeof createCorrect>>();
  const correctorFor = (names: KnownNames) => {
    const own = vocabularyOf(Object.values(names).flat());
    const made = createCorrect(new Set([...known, ...own]));
    correctors.set(names, made);
    return made;
  };
  return (text, names) =>
    (correctors.get(names) ?? correctorFor(names))(text, findMentions(text, names));
}
