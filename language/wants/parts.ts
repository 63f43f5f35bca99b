import { withoutContrast } from '../contrast.ts';
import { withoutOccasion } from '../occasions.ts';

/** What one thing does to another: "did the resize make the jobs slower". */
const does =
  '(?<!\\bwho )(?:make|makes|made|making|affect(?:s|ed)?|impact(?:s|ed)?|influence[sd]?|help(?:s|ed)?|hurts?|improve[sd]?|worsen(?:s|ed)?|delay(?:s|ed)?|slow(?:s|ed)? down|br(?:eak|eaks|oke)|block(?:s|ed)?)(?= (?:the|any|our|some|your|their|its|more|us|them|it|run|jobs?|quer(?:y|ies)|tables?|cost|spend)\\b)';

/** Words between the parts of a question, also between a cause and its effect. */
const between = [
  'side by side with|and|plus|yet(?= (?:still|also|now)\\b)|vs\\.?|versus|but|or|also|as well as|along with|together with|combined with',
  'next to(?! (?:each|one another|it|them|that)\\b)|with(?= (?:their|its|the|his|her|how|what|who|p\\d\\d|(?:total|average|mean|median|max)\\b|(?:number|count|share) of)\\b)',
  `against(?= (?:(?:the|its|their|our) )?(?:spend\\w*|costs?|load|number of|failures?|waiting|runs?|queries)\\b)|(?<!\\bwhere\\b[^?]*)(?:comes?|came|stems?|results?|resulted) from`,
  `because(?: of)?|due to|the reason (?:that|for|why|of)|caus(?:e|es|ed|ing)|lead(?:s|ing)? to|${does}`,
].join('|');

/** Between the parts of a question. */
const separator = new RegExp(
  `\\s*[,;?!]+\\s*|\\s*:\\s+|\\.\\s+|\\s+[+&/–—-]\\s+|(?<=\\p{L}{2})\\/(?=\\p{L}{2}|\\$)|\\s*\\(\\d\\)\\s*|\\s+(?:${between})\\s+`,
  'iu',
);

/** What ties a part to the one before it, and says nothing of what it is about. */
const ties =
  /\b(?:afterwards?|after(?:wards)? (?:that|it)|since then|as a result|because of (?:it|that|this)|in the same (?:time|period|days?|weeks?|months?)|at the same time|so far|compared (?:with|to) normal|in one go|(?:the same|one) (?:story|thing|cause|reason)(?=\W*$)|next to (?:each|it|them|that)|of (?:each of )?(?:those|these|them))\b\s*|\b(?:too|either|as well)(?=\W*$)/gi;

/** What joins a part to the one before it. */
const joint =
  /^\W*(?:(?:and|but|or|so|also|then|plus|if (?:so|yes|not)(?:,|(?= \p{L}{2}))|still)\s+)+/iu;

/** That it is wanted: every part is. */
const wish =
  /^\W*(?:i|we) (?:only |just |really |also )?(?:want|need|would like|['’]d like) to (?:know|see|find out)\s+/i;

/** A clause about what was named before it: "before it began to fail", "while they were waiting". */
const subordinate =
  /\s+(?:at the same (?:minute|hour|moment|day)s? (?:as|when|that)\s+|in the (?:minutes?|hours?|days?|weeks?) (?:before|after)\s+|(?:(?:shortly|right|just|soon|directly) )?(?:before|after) (?=(?:each|every|any|the (?:first|last|next))\s)|(?:before|after|since|once|when|while|until|as soon as)\s+(?=(?:it|they|this|that|some(?:one|body))\s+\p{L}+)|(?:(?:shortly|right|just|soon|directly) )?(?:before|after|since|until)\s+(?=(?:its|their|his|her)\s)|on (?:the|those) (?:days?|nights?|weeks?|hours?|times?) (?:when|that|on which|in which)\s+|(?:when|whenever|while|although|though)\s+(?=(?:the|their|its|our|his|her|these|those)\s))/iu;

/** A clause about what was before, that nothing parts from the question: "after the resize did more runs fail". */
const before =
  /^(\W*(?:(?:right|shortly|just|soon) )?(?:after|since|before|once|when) (?!when\b|did\b|do\b|does\b|was\b|were\b|is\b|are\b|has\b|have\b)[^,;:?!]{8,90}?) (?=(?:did|do|does|have|has|were|was|are) (?:the|our|more|less|fewer|any|it|they|we|all|some)\b)/iu;

/** "While the nightly pipeline runs" says when. */
const during =
  /\bwhile (?:the |our |an? )(?:\p{L}+ ){0,2}?(?:pipelines?|jobs?|loads?|batch(?:es)?|etl|\S*[_.-]\S*) (?:runs?|ran|(?:is|are|was|were) running)\b/giu;

/** "What share of the bill is jobs, what share is warehouses": each is one of the bill. */
const shareOf =
  /\bwhat (?:share|part|percentage|fraction) of ([^,;?]{3,40}?) (?:is|are|was|were|goes?|went|comes?|came)\b/iu;
const shareAlone =
  /(\bwhat (?:share|part|percentage|fraction)) (?=(?:is|are|was|were|goes?|went|comes?|came)\b)/giu;

/** A text whose shares all say of what they are. */
function withShares(text: string): string {
  const whole = shareOf.exec(text)?.[1];
  return whole === undefined ? text : text.replaceAll(shareAlone, `$1 of ${whole} `);
}

/** What stands in brackets with several things gives examples. */
const examples = /\([^()]*[,;][^()]*\)/g;

/** A part of a question: as it was written, and without the words that tie it to others. */
export type Part = {
  readonly said: string;
  /** Whether it is a whole sentence that ends with a question mark. */
  readonly isQuestion: boolean;
};

/** The parts of a question, in order. Pure. */
export function partsOf(question: string): readonly Part[] {
  const text = withShares(withoutOccasion(withoutContrast(question)))
    .replaceAll(examples, ' ')
    .replaceAll(during, ' ')
    .replace(before, '$1, ');
  const questions = new Set(text.match(/[^.?!]+(?=\?)/g)?.map((one) => one.trim()));
  return text
    .split(separator)
    .flatMap((whole) => whole.split(subordinate))
    .map((part) => ({
      said: part
        .replace(joint, '')
        .replace(wish, '')
        .replaceAll(ties, ' ')
        .replaceAll(/\s+/g, ' ')
        .trim(),
      isQuestion: questions.has(part.trim()),
    }))
    .filter(({ said }) => said !== '');
}
