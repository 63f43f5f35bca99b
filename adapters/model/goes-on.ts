import { asksForDoer } from '../../language/deeds-asked.ts';
import { asksMoney } from '../../language/money-asked.ts';
import type { Domain } from '../../domain/domains.ts';
import type { RoutedDomain } from '../../domain/routing.ts';
import { contentOf } from '../../wordings/subject.ts';
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

/** "Is this getting more?" */
const pointing =
  /^\W*(?:(?:and|so|but|ok)\W+)*(?:is|are|was|were|has|have|does|do|did) (?:it|this|that|these|those|they)\b/i;

/**
 * Whether a text of a session goes on with its last question: short or opened so, with no topic of its own, or
 * pointing back with no word of any domain. Pure.
 */
export function goesOn(text: string, { share, explained }: Topic): boolean {
  const words = text.trim().split(/\s+/).length;
  const content = contentOf(text).length;
  if (opening.test(text) && content < 2) return content === 0 || share < 0.9;
  if (pointing.test(text) && explained < 0.8 && !hasSign(text)) return true;
  return share < 0.7 && (words <= 3 || (opening.test(text) && words <= 8));
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
