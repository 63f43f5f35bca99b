import { asksForDoer } from '../../language/deeds-asked.ts';
import { asksMoney } from '../../language/money-asked.ts';
import type { Domain } from '../../domain/domains.ts';
import type { RoutedDomain } from '../../domain/routing.ts';
import { contentOf } from '../../wordings/subject.ts';
import { namesGiven } from '../../language/names-given.ts';
import { hasSign } from './signs.ts';
import type { Topic } from './topics.ts';

/** A text without a topic of its own goes where the last question went. Pure. */
export const continued = (before: readonly Domain[], question: string): readonly RoutedDomain[] =>
  before.map((domain) => ({
    domain,
    question,
    score: 0.5,
    reason: 'Continues the last question of the session.',
  }));

const opening =
  /^\W*(?:ok(?:ay)?,? )?(?:and|no|or|but|what about|how about|same|only|just|for|in|by|per|on|since|now|also|without|instead|the (?:day|week|month) before|show me (?:only|just)|why|which one|who)\b/i;

/** Words of a text that goes on where none of them is of any domain: "as a share of the total". */
const longestBare = 8;
/** What a certified question explains by so much is no such text, and by so much more none that points back. */
const leastBareExplained = 0.6;
const leastPointingExplained = 0.8;

/** "Is this getting more?" */
const pointing =
  /^\W*(?:(?:and|so|but|ok)\W+)*(?:is|are|was|were|has|have|does|do|did) (?:it|this|that|these|those|they)\b/i;

/** Whether no word of a short text, or of one that points back, is of any domain. */
function isBare(text: string, explained: number): boolean {
  if (hasSign(text) || namesGiven(text).length > 0) return false;
  const isShort = lengthOf(text) <= longestBare && explained < leastBareExplained;
  return isShort || (pointing.test(text) && explained < leastPointingExplained);
}

const lengthOf = (text: string): number => text.trim().split(/\s+/).length;

/**
 * Whether a text of a session goes on with its last question: short or opened so, with no topic of its own, or
 * without a word of any domain. Pure.
 */
export function goesOn(text: string, { share, explained }: Topic): boolean {
  const content = contentOf(text).length;
  if (opening.test(text) && content < 2) return content === 0 || share < 0.9;
  if (isBare(text, explained)) return true;
  return share < 0.7 && (lengthOf(text) <= 3 || (opening.test(text) && lengthOf(text) <= 8));
}

/** Belief in the domain that a follow-up asks for. */
const wishedShare = 0.7;

/**
 * What a follow-up asks of the thing that was asked about before: "and in dollars?" its cost, "who did it?" who
 * did something to it. Null where it asks for neither, or goes on in the same domain. Pure.
 */
export function newMeasure(text: string, before: readonly Domain[]): Topic | null {
  const domain = asksForDoer(text) ? 'security' : asksMoney(text) ? 'cost' : null;
  if (domain === null || before.length === 0 || before.includes(domain)) return null;
  return { domain, share: wishedShare, example: text, explained: 0 };
}
