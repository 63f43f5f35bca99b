import { commonWords } from '../language/common-words.ts';
import { conceptWords, wordsOfConcept } from '../language/concepts.ts';
import { stem } from '../language/text.ts';
import { metricTexts } from './metrics/vocabulary.ts';
import { subjectOf } from './subject.ts';

/** What people talk about beside the platform. */
const otherConcepts = ['chat', 'foreign', 'hardware', 'howto', 'hypothetical'];

/** Words that say nothing of what a text is about. */
const plain = new Set(
  'a an the of in on for to from by at as is are was were be been am do does did has have had and or but if so i me my we us our ours you your yours it its he she they them their this that these those there here not no can will what which who whom whose why how when where please pls hi hey thanks any all some than too with into'.split(
    ' ',
  ),
);

/** So often has a word to be written before it is one of the platform. */
const leastTexts = 2;

const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/\p{L}{2,}/gu) ?? [];

/**
 * Creates the lookup of the words of a text that hardly a question about the platform has, in plain form.
 *
 * @param examples Questions that the platform answers.
 */
export function createStrange(
  examples: readonly { readonly text: string }[],
): (text: string) => readonly string[] {
  const others = new Set(
    otherConcepts.flatMap(wordsOfConcept).flatMap((words) => words.split(' ')),
  );
  const texts = [
    ...examples.map(({ text }) => text),
    ...conceptWords.filter((word) => !others.has(word)),
    ...metricTexts(),
  ];
  const counts = new Map<string, number>();
  for (const text of texts)
    for (const word of new Set(wordsOf(text).map(stem)))
      counts.set(word, (counts.get(word) ?? 0) + 1);
  const common = new Set(commonWords.map(stem));
  return (text) =>
    wordsOf(subjectOf(text))
      .filter((word) => !plain.has(word))
      .map(stem)
      .filter((word) => (counts.get(word) ?? 0) < leastTexts && !common.has(word));
}
