import { questionFor } from '../../language/clauses.ts';
import { asideOf } from '../../language/asides.ts';
import { requestsIn } from '../../language/requests.ts';
import { standAlone } from '../../language/stand-alone.ts';
import type { Domain } from '../../domain/domains.ts';
import type { RouteRequest } from '../../domain/reasoner-port.ts';
import type { RoutedDomain, Routing } from '../../domain/routing.ts';
import { contentOf, kindsIn } from '../../wordings/subject.ts';
import type { Ranked, Ranker } from '../../wordings/rank.ts';

/** From this share of belief on a text is about a domain; below it a session's last question goes on. */
const leastShare = 0.45;
/** From this share on a clause of a question is about a domain of its own. */
const leastClauseShare = 0.7;
/** A clause of fewer words limits another one. */
const leastClauseWords = 2;

/** Where a question belongs that hardly says more than a name. */
const domainOf: Readonly<Record<string, Domain>> = {
  user: 'security',
  address: 'security',
  table: 'quality',
  job: 'reliability',
};

/** One domain is preferred to the whole platform where both would answer. */
const wholePlatformWeight = 0.2;

/** The whole question is preferred to what is asked behind an introduction. */
const requestWeight = 0.9;

/** From here on one certified question explains all of a text: its clauses limit what is asked. */
const leastExplained = 0.8;

/**
 * What a text is about: its likeliest domain, the share of belief in it, its likeliest question, and how
 * far that question alone explains the text.
 */
type Topic = {
  readonly domain: Domain;
  readonly share: number;
  readonly example: string;
  readonly explained: number;
};

/** Null when no certified question is likelier than none of them. */
function topicOf(ranked: readonly Ranked[]): Topic | null {
  const shares = new Map<Domain | null, number>();
  for (const { domain, share } of ranked) {
    const weight = domain === 'unified' ? wholePlatformWeight : 1;
    shares.set(domain, (shares.get(domain) ?? 0) + weight * share);
  }
  const [best] = [...shares].toSorted(([, left], [, right]) => right - left);
  if (best === undefined || best[0] === null) return null;
  const [domain, share] = best;
  const nearest = ranked.find(({ header }) => header?.domain === domain);
  const all = [...shares.values()].reduce((left, right) => left + right, 0);
  return {
    domain,
    share: share / all,
    example: nearest?.header?.question ?? '',
    explained: nearest === undefined ? 0 : nearest.share * nearest.known,
  };
}

/** What a question is about, also when its writer says something else before it. */
function topicIn(question: string, { rank }: Ranker): Topic | null {
  const [whole, ...parts] = [question, ...requestsIn(question)].map((text) => topicOf(rank(text)));
  return parts.reduce<Topic | null>(
    (best, part) => (part && part.share * requestWeight > (best?.share ?? 0) ? part : best),
    whole ?? null,
  );
}

const round = (share: number): number => Math.round(share * 100) / 100;

const routed = ({ domain, share, example }: Topic, question: string): RoutedDomain => ({
  domain,
  question,
  score: round(share),
  reason: `Most similar question: “${example}”.`,
});

/** Marks and words between the parts of a question, also between a cause and its effect. */
const separator =
  /\s*[,;:?!]\s*|\.\s+|\s+[+&/]\s+|\s+(?:and|plus|vs\.?|versus|but|or|because(?: of)?|due to|making us|the reason (?:that|for|why|of)|caus(?:e|es|ed|ing)|lead(?:s|ing)? to)\s+/i;

/** Parts of a question that may each be about something else. */
const partsOf = (question: string): readonly string[] =>
  question
    .split(separator)
    .filter((part) => part.trim().split(/\s+/).length >= leastClauseWords)
    .filter((part) => contentOf(part).length > 0);

/** Parts that ask by themselves, or for an effect: "…, and are the expensive jobs failing too?" */
const asking =
  /\s+the reason (?:that|for|why)\s+|(?:[?,;]|\band)\s+(?:and\s+|but\s+)?(?=(?:which|what|who|whose|why|how|when|where|are|is|do|does|did|was|were)\b)/i;

/** What the parts of a question are about, one topic a domain, the surest first. */
function topicsOf(parts: readonly string[], { rank }: Ranker): readonly Topic[] {
  const topics = parts.flatMap((part) => topicOf(rank(part)) ?? []);
  const sure = topics.filter(({ domain, share, explained }) =>
    domain === 'unified' ? explained >= leastExplained : share >= leastClauseShare,
  );
  return sure
    .filter(({ domain }, index) => sure.findIndex((one) => one.domain === domain) === index)
    .toSorted((left, right) => right.share - left.share);
}

/** The topics of a question's clauses; where one certified question explains all, of those that ask. */
function topicsOfClauses(question: string, whole: Topic | null, ranker: Ranker): readonly Topic[] {
  const isExplained = whole !== null && whole.explained >= leastExplained;
  if (!isExplained) return topicsOf(partsOf(question), ranker);
  const asked = question.split(asking);
  return asked.length > 1 ? topicsOf(asked, ranker) : [];
}

/**
 * Routes to the domain whose certified questions are asked in such words, and to several when clauses of
 * the question are about several. A text that is about none goes where the session's last question went;
 * a greeting, an order and a question for instructions go nowhere.
 */
export function routeByQuestions(
  { question, cards, history }: Omit<RouteRequest, 'modelByMs'>,
  ranker: Ranker,
): Routing {
  const nowhere: Routing = { domains: [], tools: [], source: 'examples' };
  const asked = ranker.correct(question);
  if (asideOf(asked) !== null) return nowhere;
  const hasTopic = contentOf(asked).length > 0;
  const before = history.messages.findLast(({ domains }) => domains.length > 0)?.domains ?? [];
  const resolved = standAlone(question, history.messages);
  const understood = standAlone(asked, history.messages);
  const whole = topicIn(understood, ranker);
  const parts = topicsOfClauses(understood, whole, ranker);
  if (parts.length > 1) {
    const topics = cards.filter(({ domain }) => parts.some((one) => one.domain === domain));
    const domains = parts.map((topic) =>
      routed(topic, questionFor(resolved, topic.domain, topics)),
    );
    return { ...nowhere, domains };
  }
  const isClear = hasTopic && whole !== null && whole.share >= leastShare;
  if (isClear && !(before.length > 0 && goesOn(asked, whole.share)))
    return { ...nowhere, domains: [routed(whole, resolved)] };
  const byName =
    before.length === 0 ? kindsIn(resolved).flatMap((kind) => domainOf[kind] ?? []) : [];
  const [named] = byName;
  const [part] = before.length === 0 && hasTopic ? parts : [];
  if (part !== undefined) return { ...nowhere, domains: [routed(part, resolved)] };
  if (named !== undefined) {
    const why = 'It names such a thing and little else.';
    return {
      ...nowhere,
      domains: [{ domain: named, question: resolved, score: leastShare, reason: why }],
    };
  }
  const reason = 'Continues the last question of the session.';
  const domains = before.map((domain) => ({ domain, question, score: 0.5, reason }));
  return { ...nowhere, domains, source: 'thread' };
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
