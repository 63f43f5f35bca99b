import { isOrder } from '../language/asides.ts';
import { concepts } from '../language/concepts.ts';
import { withoutContrast } from '../language/contrast.ts';
import { stem } from '../language/text.ts';

/** Words that are no features. Who, why, when, not and without are features. */
const stopWords = new Set(
  (
    'a an the of in on for to from by at as is are was were be been am do does did has have had having will would can could should shall may might must ' +
    'i me my we us our ours you your it its he she they them their this that these those there here and or but so if then than also just only ' +
    'please show give list tell let get see want need like know which what whats with per s t re ve ll d m any some'
  ).split(' '),
);

const wordsOf = (text: string): string[] =>
  (
    text
      .normalize('NFC')
      .toLowerCase()
      .replace(/n['’]t\b/g, ' not')
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  ).filter((word) => /\p{L}/u.test(word) || /^[45]\d\d$/.test(word));

/**
 * The features of a text, without duplicates: stems of its words, pairs of neighbouring stems, concepts
 * (`@…`), its first word (`^…`) and `@order` for a request to change something.
 */
export function featuresOf(question: string): string[] {
  // "right now" asks about no rights.
  const text = withoutContrast(question).replaceAll(/\bright now\b/gi, 'now');
  const words = wordsOf(text);
  const stems = words.map(stem);
  const contentWords = stems.filter((_, index) => !stopWords.has(words[index] ?? ''));
  const pairs = contentWords.slice(1).map((word, index) => `${contentWords[index]} ${word}`);
  const conceptFeatures = concepts(stems).map((concept) => `@${concept}`);
  const imperativeFeature = isOrder(text) ? ['@order'] : [];
  const firstWord = stems[0] === undefined ? [] : [`^${stems[0]}`];
  return [
    ...new Set([...contentWords, ...pairs, ...conceptFeatures, ...firstWord, ...imperativeFeature]),
  ];
}

/**
 * Weight of a feature by its kind: an order is one whatever it is about, concepts count more than words,
 * and pairs of words least, because they are many and rare.
 */
export function featureWeight(feature: string): number {
  if (feature === '@order') return 4;
  if (feature.startsWith('@')) return 1.8;
  return feature.includes(' ') ? 0.6 : 1;
}

/** `featuresOf` with a cache, because every space reads the same texts. */
export function createFeatureCache(): typeof featuresOf {
  const known = new Map<string, string[]>();
  return (text) => {
    const found = known.get(text) ?? featuresOf(text);
    known.set(text, found);
    return found;
  };
}
