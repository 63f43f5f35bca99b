import type { ExplanationIntent } from '../domain/explanation.ts';
import { howToFix } from './named-forms.ts';
import { tellsTrouble } from './said-trouble.ts';

/** "How to …", "explain what a … is": a question for instructions or for the meaning of a word. */
const forInstructions =
  /^\W*(?:(?:hi|hello|hey|please|pls)\W+)*(?:how (?:could (?:i|you|we|one|find|see|tell|get|explain)\b|(?:to|do|can|should|would) (?:i|you|we|one|find|see|tell|get|explain)?\b)|(?:explain|describe|define)(?: to me| me)? (?:how\b|the (?:difference|term|concept|meaning)\b|what (?:(?:a|an|the) [\w ]{1,30}|[\w]{1,20}s?) (?:is|are|does|do|means?)\b))/i;

/** "Why not …", "not why", "reasons why …, grouped": words of cause that ask for none. */
const noCause =
  /\bwh?y (?:not\b|do(?:n['’]?t| not) (?:you|we)\b)|\bnot (?:interested in )?why\b|\bwhat (?:is|are) an? [\w ]{1,30}\W.*\bexplain\b|\breasons? why\b.*\bgrouped\b|\breasons\b.*\b(?:by|per|each|grouped|list)\b/i;

const thing =
  '(?:queues?|queu(?:e?ing)|wait(?:s|ing)|spill(?:s|ing|ed data)?|latency|log-?ins?|downloads?|tokens?|retries|increases?|rises?|jumps?|spikes?|surges?|growth|drops?|falls?|declines?|dips?|peaks?|bursts?|failures?|errors?|outages?|incidents?|changes?|delays?|slow ?downs?|slowness|breaks?|anomal(?:y|ies)|costs?|spend(?:ing)?|bills?)';
/** At most four words between. */
const few = "(?:[\\w’'.-]+ ){0,4}?";

/** Forms that ask for the cause of something that happened. */
const causes: readonly RegExp[] = [
  /\bwh?y\b/i,
  /\bhow come\b/i,
  /\broot[- ]causes?\b/i,
  /\bwhat(?:['’]?s| is| was| are| were| could be| might be)? (?:really )?(?:the )?(?:main |real |actual |likely |possible )?(?:reasons?|causes?|explanations?) (?:for|of|behind|that|why)\b/i,
  /\b(?:tell|show|give|find)\b.{0,20}\b(?:reason|cause|explanation) (?:for|of|behind|that|why)\b/i,
  /\b(?:any|an|the) (?:reasons?|explanations?) (?:for|behind|why)\b/i,
  /\bwhat(?:['’]?s| is| was| could be| might be|['’]?s really| is really)? behind\b/i,
  /\bwhat(?: has|['’]s)? (?:happened|happend) (?:to|with)\b/i,
  /\bwhat(?:['’]s| has)? changed (?:in|with|about) (?:our |the |my )?(?:costs?|spend(?:ing)?|bill)\b(?!.*\b(?:compared|vs|versus|than)\b)/i,
  /\bwhat (?:went|is going|has gone|goes) wrong\b.*\b(?:with|for|at) |\S.*[,.;:!?–—-]\s*what (?:went|is going|has gone|goes) wrong\W*$/i,
  /\bwhat(?: has| have|['’]s)?(?: been)? (?:caused?|causes|causing|triggered|triggers|led to|leads to|made|makes|broke|slowed|explains?|(?:is|was|are|were) (?:causing|triggering|making|slowing|breaking))\b(?!.{0,12}\bmost\b)/i,
  /\b(?:the )?(?:reasons?|root cause|explanation)\W*$/i,
  /(?:[.,;:!?–—-]\s*|\b(?:the|any) )causes?\W*$/i,
  /\bwhat(?:['’]?s| is| was| could be| might be)? the (?:\w+ )?(?:cause|reason|explanation)(?: is| was)?\W*$/i,
  /\bwhat (?:drives|drove|is driving|pushe[sd]|caused|causes|is causing) (?:it|that|this|them)\b/i,
  /[.,;:!?–—-]\s*(?:please |pls |can you |could you )?explain(?: (?:it|this|that))?(?: please| pls)?\W*$/i,
  /[.,;:!?–—-]\s*what (?:was|were) (?:that|this|those|these)(?: about)?\W*$/i,
  /\bhow (?:does|did|can|could) (?:that|this|it|such a thing) (?:happen|be|come about)\b/i,
  /\bhow (?:was|were) .{1,60} able to\b/i,
  /\bhow could (?!i\b|we\b|you\b|one\b)(?:\S+ ){1,4}?(?:get|become|happen|grow|rise|jump|double|change|alter|delete|drop|read|see|reach|go|cost|fail|slip)\b/i,
  /\bwhat (?:happened|went on|was (?:going on|happening)) (?:\w+ )?(?:at|around|about) (?:midnight|noon|\d{1,2}(?::\d\d| ?[ap]\.?m| o.clock|\b(?=\W*$)))/i,
  /^\W*y (?:is|are|does|do|did|was|were|has|have|so)\b|\by\W*$/i,
  /\b(?:wtf|wth|the (?:hell|heck|fuck)) happened\b/i,
  /\bhow (?:the (?:hell|heck|fuck)|on earth|in the world) (?:did|does|do|can|could|is|was|are|were)\b/i,
  /\bwho (?:broke|messed up|crashed|wrecked)\b/i,
  /\bwhat (?:drove|was driving|pushed)\b/i,
  /\bwhat (?:was|is) (?!it |that |this )\S+ up to\b/i,
  /\b(?:is|was) there an? (?:\w+ )?cause (?:for|of|behind)\b/i,
  /^\W*(?:please |pls )?explain (?:the|our|this|that|those|these) /i,
  /\bwhat hap+ened\W*$/i,
  /\bculprits?\b|\bto blame\b|\b(?:is|are|was|were|what['’]?s) responsible for\b/i,
  new RegExp(`\\bexplain(?:s|ed)?\\b ${few}${thing}\\b`, 'i'),
  new RegExp(
    `\\bwhat(?: is|['’]?s| was| has been| are)? (?:drives?|drove|driving|pushes|pushed|pushing|raised|raises|raising|inflated)\\b(?=.*\\b(?:up|down|${thing})\\b)`,
    'i',
  ),
  new RegExp(`\\bbehind (?:the|this|that|these|those|our|my) ${few}${thing}\\b`, 'i'),
  new RegExp(
    `\\bwhere (?:does|do|did|is|are) (?:the|this|that|these|all|our|my) ${few}${thing} com(?:e|ing) from\\b`,
    'i',
  ),
  /\b(?:the|root|likely|probable|possible|underlying) causes? (?:of|for|behind)\b/i,
  /^\W*(?:main |likely )?(?:reasons?|causes?) (?:for|of|behind)\b/i,
  /\bhow (?:did|could|can|come) .{0,40}\b(?:so (?:much|high|expensive|slow|long|late)|suddenly)\b/i,
  /\bhow (?:is it possible|can it be) that\b/i,
  /\bwhat(?: has| have)? (?:mainly |mostly |really )?contribut(?:ed|es|ing) to\b/i,
  /\bwhich (?:[\w-]+ )?(?:changes?|edits?|deploy\w*|updates?|settings?) (?:has |have )?(?:caused|broke|triggered|led to|made)\b/i,
  /\b(?:is|has) (?:something|anything) (?:wrong|broken|off|up|the matter|happened) (?:with|in|on|to)\b/i,
];

/** A time or an event beside which a change is meant. */
const beside =
  '(?:before|prior to|ahead of|around|right (?:before|when)|when|at the (?:time|moment|same time)|leading up to|so that|to make|that (?:could|may|might|made|broke|explains))';
const changes: readonly RegExp[] = [
  new RegExp(
    `\\bwhat(?:['’]s| has| have| was| is| had)?(?: been)?(?: all)? (?:chang(?:ed?|es)|different)\\b.*\\b${beside}\\b`,
    'i',
  ),
  new RegExp(
    `\\b(?:anything|something|any(?:body|one)|somebody|someone)\\b.{0,10}\\bchang(?:ed?|es)\\b.*\\b${beside}\\b`,
    'i',
  ),
  new RegExp(`\\b(?:what|which|any|the) (?:\\w+ )?changes\\b.*\\b${beside}\\b`, 'i'),
  /\bwhat hap+ened (?:right |just |shortly |directly )?(?:before|prior to)\b/i,
  // On an object that is named: "what changed on bi-main this week".
  /\bwhat(?:['’]s| has| have| was| is)?(?: been)? (?:changed|different) (?:on|in|with|about|at|for|of) (?:the )?(?:\w+ )?[`"']?[a-z]\w*[_.-]\w/i,
  /\bchang\w+\b.*[.;,!–—-]\s*what\W*$/i,
  // Behind an object: "bi-main: what changed on Monday".
  /^\W*[a-z]\w*(?:[_.-]\w+)+[`"']?\s*[:,;–—-]\s*what(?:['’]s| has| have| was)?(?: been)? (?:changed|different)\b/i,
  // Said of what went before: "It failed since Monday. What changed?"
  /[.,;:!?–—-]\s*(?:so |and )?what(?:['’]s| has| was)?(?: been)? (?:changed|different)\W*$/i,
  /^\W*(?:so |and )?what(?:['’]s| has| was)?(?: been)? (?:changed|different)\W*$/i,
];
const compared = /\b(?:compared (?:to|with)|vs\.?|versus)\b/i;

/**
 * Whether a question asks for the cause of something that happened, or for what changed around it; null
 * for a question that asks for neither.
 *
 * Pure.
 */
export function explanationIntent(question: string): ExplanationIntent | null {
  if (howToFix.test(question)) return 'why';
  if (forInstructions.test(question) || noCause.test(question)) return null;
  if (causes.some((form) => form.test(question)) || tellsTrouble(question)) return 'why';
  if (compared.test(question)) return null;
  return changes.some((form) => form.test(question)) ? 'whatChanged' : null;
}
