import { asksForDoer } from '../../language/deeds-asked.ts';
import { asksMoney } from '../../language/money-asked.ts';
import { asksWhoChanged } from '../../language/who-did.ts';
import { tagged } from '../../language/wants/limits.ts';
import { explanationIntent } from '../../language/why.ts';
import { type Domain, domains } from '../../domain/domains.ts';
import { domainOfMeasure } from '../../wordings/metrics/domain-of.ts';
import type { Ranker } from '../../wordings/rank.ts';
import { isExplained, type Topic, topicIn } from './topics.ts';

/** Belief in the domain of which a metric understands every word. */
const measuredShare = 0.9;

/** The domain of a metric that understands all of a text; null where money is asked of what it measures. */
function domainMeasured(text: string): Domain | null {
  // What changed around something is no number of changes.
  if (explanationIntent(text) !== null) return null;
  const domain = domainOfMeasure(text);
  return domain !== 'cost' && asksMoney(text) ? null : domain;
}

/** What a text is about whose every word a metric understands, where no certified question explains it. */
function measured(text: string, whole: Topic | null): Topic | null {
  const isOfAudit = asksWhoChanged(text) || asksForDoer(text);
  if (whole !== null && isExplained(whole) && !isOfAudit) return whole;
  if (isOfAudit && !/\band\b|[,;:]/i.test(text))
    return {
      domain: 'security',
      share: measuredShare,
      example: text,
      explained: asksWhoChanged(text) ? 1 : 0.5,
    };
  const domain = domainMeasured(text);
  if (domain === null) return whole;
  if (domain === whole?.domain)
    return { ...whole, share: Math.max(whole.share, measuredShare), explained: 1 };
  return { domain, share: measuredShare, example: text, explained: 1 };
}

/** A domain by its name, of which nothing more is told: "anything weird in security since yesterday". */
const saidDomain =
  /\b(?:in|on|with|about|regarding) (?:the |our |terms of )?(cost|security|performance|reliability)(?: side)?(?=\W*$|,| (?:since|yesterday|today|last|this|over|in the|for the)\b)/i;

/** How long jobs ran is nothing of queries, of which the same words are asked. */
const ranLonger =
  /\b(?:jobs?|pipelines?|workflows?) (?:that |which )?(?:ran|run|took|take|lasted) (?:for )?(?:longer|more|over)\b/i;

/** "Do serverless jobs finish quicker than the others?" */
const ranQuicker =
  /\b(?:jobs?|pipelines?|workflows?) (?:(?:that|which|on|in|of) (?:\p{L}+ ){1,3})?(?:finish|run|ran|complete|end|start)(?:e?s|ed)? (?:quicker|faster|slower|sooner|earlier|later)\b/iu;

/** Endpoints refuse requests, and people are refused. */
const refusedRequests = /\b(?:refused|rejected|throttled|dropped) (?:requests?|calls?)\b/i;

/** "It started failing": runs began to fail, and nobody started anything. */
const beganToFail =
  /\b(?:began|begun|start(?:ed|s)?) (?:failing|breaking|crashing|timing out|to (?:fail|break|crash|time out))\b/i;

/** "Cost of data quality monitoring": of money, whatever it is of. */
const costOf =
  /^\W*(?:the |our |my |total |list |monthly |daily )*(?:costs?|price|spend|bill) (?:of|for) (?!.*(?:[,;:]|\b(?:and|who|how|which|what)\b))/i;

/** "Are they cheaper?" */
const isCheaper =
  /\b(?:is|are|was|were|be|get|gets|got|become|became) (?:\S+ ){1,4}?(?:cheaper|dearer|pricier|costlier|(?:more|less) (?:expensive|costly))\W*$/i;

/** "Did it stay below 500 dollars?", "did it spend over $20k?": of money, whatever it was spent on. */
const boundOfMoney =
  /\b(?:(?:stay|stays|stayed|remain\w*|keep|kept) (?:well )?(?:below|under|within)|(?:spend|spends|spent|costs?) (?:more than|less than|at least|at most|over|above|below|under)) (?:[$€] ?\d|\d[\d.,]*k? ?(?:[$€]|usd|dollars?|bucks|euros?|eur)\b)/i;

/** "Dollars that belong to no team": teams are tags. */
const ofTeam =
  /\b(?:belongs?|attributed|booked|assigned) to (?:an?|no|any|the|which|one) (?:\w+ )?team\b/i;
const isTagged = (text: string): boolean => tagged.test(text) || ofTeam.test(text);

/** Changes of rights and settings, whatever they are of. */
const changedRights =
  /\b(?:permissions?|rights?|grants?|privileges?) (?:change[ds]?|edit(?:s|ed)?|updates?)\b|\b(?:run-as|identity|settings?) (?:was|were|has been|have been) (?:changed|edited|modified|altered)\b|\b(?:changes?|edits?) (?:of|to|in) (?:the |our )?(?:permissions?|rights?|grants?|privileges?)\b/i;

/** From here on a text is a certified question, but for a word or two. */
const asWorded = 0.99;

/** Domains of which these words alone decide. */
const decided: readonly (readonly [Domain, (text: string, topic: Topic | null) => boolean])[] = [
  [
    'cost',
    (text, topic) =>
      boundOfMoney.test(text) ||
      (isTagged(text) && asksMoney(text) && !asksForDoer(text)) ||
      ((costOf.test(text) || isCheaper.test(text)) && (topic?.explained ?? 0) < asWorded),
  ],
  [
    'reliability',
    (text) =>
      [ranLonger, ranQuicker].some((so) => so.test(text)) ||
      (beganToFail.test(text) && !asksForDoer(text)),
  ],
  [
    'performance',
    (text) => refusedRequests.test(text) && !/\S@\S/.test(text) && !asksForDoer(text),
  ],
  [
    'security',
    (text, topic) => changedRights.test(text) && (topic === null || topic.explained < asWorded),
  ],
];

const severalParts = /[;:]|\b(?:next to|plus|versus|vs|as well as|together with)\b/i;

/** What is not surely about another domain is about the one that it names. */
function asSaid(text: string, topic: Topic | null): Topic | null {
  const named = saidDomain.exec(text)?.[1]?.toLowerCase();
  const said =
    decided.find(([, isSo]) => isSo(text, topic))?.[0] ?? domains.find((one) => one === named);
  if (said === undefined || said === topic?.domain) return topic;
  // Of several parts they are the words of one.
  const explained = severalParts.test(text) ? 0 : 1;
  return { domain: said, share: measuredShare, example: text, explained };
}

/** What a text is about: by its words, by a metric that understands all of them, or by the domain that it names. */
export const topicOfText = (text: string, ranker: Ranker): Topic | null =>
  asSaid(text, measured(text, topicIn(text, ranker)));
