import { questionFor } from '../../language/clauses.ts';
import { asideOf } from '../../language/asides.ts';
import { comparesEarlierAnswer } from '../../language/compared-times.ts';
import { withoutNeed } from '../../language/need-leads.ts';
import { namesGiven } from '../../language/names-given.ts';
import { plainQuestion } from '../../language/plain-question.ts';
import { standAlone } from '../../language/stand-alone.ts';
import { type Domain, domains } from '../../domain/domains.ts';
import type { RouteRequest } from '../../domain/reasoner-port.ts';
import type { RoutedDomain, Routing } from '../../domain/routing.ts';
import { asksWhoChanged } from '../../language/who-did.ts';
import { explanationIntent } from '../../language/why.ts';
import { domainOfMeasure } from '../../wordings/metrics/domain-of.ts';
import { contentOf, kindsIn } from '../../wordings/subject.ts';
import type { Ranker } from '../../wordings/rank.ts';
import { topicsOfListed } from './listed.ts';
import { isExplained, type Topic, topicIn, topicsOfClauses } from './topics.ts';

/** From this share of belief on a text is about a domain; below it a session's last question goes on. */
const leastShare = 0.45;
/** Below this share the things that a text names say more of its domain. */
const sureShare = 0.6;
/** Where a question belongs that hardly says more than a name. */
const domainOf: Readonly<Record<string, Domain>> = {
  user: 'security',
  address: 'security',
  table: 'quality',
  job: 'reliability',
};

/** Belief in the domain of which a metric understands every word. */
const measuredShare = 0.9;

const round = (share: number): number => Math.round(share * 100) / 100;

const routed = ({ domain, share, example }: Topic, question: string): RoutedDomain => ({
  domain,
  question,
  score: round(share),
  reason: `Most similar question: “${example}”.`,
});

/**
 * Routes to the domain whose certified questions are asked in such words, and to several when clauses of
 * the question are about several. A text that is about none goes where the session's last question went;
 * a greeting, an order and a question for instructions go nowhere.
 */
export function routeByQuestions(
  { question: written, cards, history }: Omit<RouteRequest, 'modelByMs'>,
  ranker: Ranker,
): Routing {
  const question = withoutNeed(plainQuestion(written));
  const to = (to: readonly RoutedDomain[], source: Routing['source'] = 'examples') => ({
    domains: to,
    tools: [],
    source,
  });
  const asked = ranker.correct(question);
  if (asideOf(asked) !== null) return to([]);
  const before = history.messages.findLast(({ domains }) => domains.length > 0)?.domains ?? [];
  const resolved = standAlone(question, history.messages);
  const understood = standAlone(asked, history.messages);
  const whole = asSaid(understood, measured(understood, topicIn(understood, ranker)));
  const parts = topicsOfClauses(understood, whole, ranker);
  const several = severalOf({ resolved, understood }, whole, parts, cards, ranker);
  if (several.length > 0) return to(several);
  const topic = topicAlone(asked, whole, parts[0]);
  if (before.length > 0 && (topic === null || topic !== whole || goesOn(asked, topic.share)))
    return to(continued(before, comparesEarlierAnswer(question) ? resolved : question), 'thread');
  return to(byTopic(topic, resolved));
}

/** Where a text goes that begins a session or has a topic of its own. */
function byTopic(topic: Topic | null, question: string): readonly RoutedDomain[] {
  if (topic === null) return byName(question);
  const named = topic.share < sureShare ? byOtherThing(question, topic) : [];
  return named.length > 0 ? named : [routed(topic, question)];
}

/** What is hardly like any question goes where the things are known that it names, if they are none of its topic's. */
function byOtherThing(question: string, { domain }: Topic): readonly RoutedDomain[] {
  const [one, ...others] = thingsOf.filter(([, words]) => words.test(question));
  return one !== undefined && others.length === 0 && one[0] !== domain && domain !== 'cost'
    ? byName(question)
    : [];
}

/** What a text is about whose every word a metric understands, where no certified question explains it. */
function measured(text: string, whole: Topic | null): Topic | null {
  const isOfAudit = asksWhoChanged(text);
  if (whole !== null && isExplained(whole) && !isOfAudit) return whole;
  if (isOfAudit && !/\band\b/i.test(text))
    return { domain: 'security', share: measuredShare, example: text, explained: 1 };
  // What changed around something is no number of changes.
  const domain = explanationIntent(text) === null ? domainOfMeasure(text) : null;
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

/** "Did it stay below 500 dollars?": of money, whatever it was spent on. */
const boundOfMoney =
  /\b(?:stay|stays|stayed|remain\w*|keep|kept) (?:well )?(?:below|under|within) (?:[$€] ?\d|\d[\d.,]*k? ?(?:[$€]|usd|dollars?|bucks|euros?|eur)\b)/i;

/** Domains of which these words alone decide. */
const decided: readonly (readonly [Domain, RegExp])[] = [
  ['cost', boundOfMoney],
  ['reliability', ranLonger],
];

/** What is not surely about another domain is about the one that it names. */
function asSaid(text: string, topic: Topic | null): Topic | null {
  const named = saidDomain.exec(text)?.[1]?.toLowerCase();
  const said =
    decided.find(([, words]) => words.test(text))?.[0] ?? domains.find((one) => one === named);
  if (said === undefined || said === topic?.domain) return topic;
  return { domain: said, share: measuredShare, example: text, explained: 1 };
}

/** What a text is about where it has a topic of its own: all of it, else its surest clause. */
function topicAlone(text: string, whole: Topic | null, part: Topic | undefined): Topic | null {
  if (contentOf(text).length === 0) return null;
  return whole !== null && whole.share >= leastShare ? whole : (part ?? null);
}

/** The domains of a question that is about several, each with its part: of the things it lists, else of its clauses. */
function severalOf(
  { resolved, understood }: { readonly resolved: string; readonly understood: string },
  whole: Topic | null,
  parts: readonly Topic[],
  cards: RouteRequest['cards'],
  ranker: Ranker,
): readonly RoutedDomain[] {
  const listed = whole !== null && isExplained(whole) ? [] : topicsOfListed(understood, ranker);
  if (listed.length > 0) return listed.map((one) => routed(one.topic, one.question));
  if (parts.length < 2) return [];
  const topics = cards.filter(({ domain }) => parts.some((one) => one.domain === domain));
  return parts.map((topic) => routed(topic, questionFor(resolved, topic.domain, topics)));
}

/** A text without a topic of its own goes where the last question went. */
const continued = (before: readonly Domain[], question: string): readonly RoutedDomain[] =>
  before.map((domain) => ({
    domain,
    question,
    score: 0.5,
    reason: 'Continues the last question of the session.',
  }));

/** Words for things of one domain only, where a text is about nothing else that is known. */
const thingsOf: readonly (readonly [Domain, RegExp])[] = [
  [
    'performance',
    /\b(?:warehouses?|clusters?|endpoints?|models?|quer(?:y|ies)|cpu|gpu|tokens? per|latency|compil\w+)\b/i,
  ],
  ['reliability', /\b(?:jobs?|pipelines?|runs?|dlt)\b/i],
  [
    'security',
    /\b(?:users|people|logins?|permissions?|grants?|secrets?|audit logs?|service principals?|who|by whom)\b/i,
  ],
  ['quality', /\b(?:columns?|schemas?|catalogs?|lineage)\b/i],
  ['cost', /\b(?:costs?|spend|spent|usd|dbus?|bill|workspaces?)\b/i],
];

/** What no other field than a data platform has. */
const ofPlatform =
  /\b(?:sql warehouses?|warehouses?|clusters?|endpoints?|pipelines?|workspaces?|dbus?|ai gateway|lineage|audit logs?|service principals?|jobs?\b.{0,40}\b(?:run|runs|ran|runtime|fail\w*|retr\w+|minutes?|hours?))\b/i;

/** A text that hardly says more than a name, or of things that only one domain has, goes where they are known. */
function byName(question: string): readonly RoutedDomain[] {
  const [kind] = kindsIn(question).flatMap((one) => domainOf[one] ?? []);
  const things = thingsOf.filter(([, words]) => words.test(question)).map(([domain]) => domain);
  const isNamed =
    kind !== undefined || namesGiven(question).length > 0 || ofPlatform.test(question);
  const [thing] = things.length > 0 && isNamed ? things : kind === undefined ? [] : [kind];
  const domain = asksWhoChanged(question) ? 'security' : thing;
  const reason = 'It names such a thing and little else.';
  return domain === undefined ? [] : [{ domain, question, score: leastShare, reason }];
}

const opening =
  /^\W*(?:ok(?:ay)?,? )?(?:and|no|or|but|what about|how about|same|only|just|for|in|by|per|on|since|now|also|without|instead|the (?:day|week|month) before|show me (?:only|just)|why|which one|who)\b/i;

/** Whether a text of a session goes on with its last question: short or opened so, with no topic of its own. */
function goesOn(text: string, share: number): boolean {
  const words = text.trim().split(/\s+/).length;
  const content = contentOf(text).length;
  if (opening.test(text) && content < 2) return content === 0 || share < 0.9;
  return share < 0.7 && (words <= 3 || (opening.test(text) && words <= 8));
}
