/** "Was every run of `etl` successful?" */
const ofAll =
  /\b(?:did|have|has|were|was|are|is) (?:all|every|each|100 ?%)(?: single)?(?: of)?(?: the| our| its)? (?=.{0,40}(?:\w_\w|\bruns?\b|\bupdates?\b))(.{2,80}?) (?:been )?(?:succeed(?:ed)?|success(?:ful(?:ly)?)?|pass(?:ed)?|work(?:ed)? out|go(?:ne)? (?:well|fine|through)|finish(?:ed)? (?:ok|fine|well|successfully)|end(?:ed)? (?:ok|fine|well|successfully)|green|completed? (?:ok|fine|successfully))\b/giu;

/**
 * A question whether all runs or updates succeeded, as the question for their share; others stay as they are.
 * Who answers still has the question with its yes or no.
 *
 * Pure.
 */
export const asShareOfAll = (question: string): string =>
  question.replace(ofAll, 'what share of $1 succeeded');
