import { asQuestion, questionFor } from '../../language/clauses.ts';
import { asideOf } from '../../language/asides.ts';
import { comparesEarlierAnswer } from '../../language/compared-times.ts';
import { withoutNeed } from '../../language/need-leads.ts';
import { asksMoney } from '../../language/money-asked.ts';
import { namesGiven } from '../../language/names-given.ts';
import { wantsNothing } from '../../language/wants/qualifiers.ts';
import { wantsIn } from '../../language/wants/wants-in.ts';
import { newSubject } from '../../language/new-subject.ts';
import { isOfOtherField } from '../../language/of-other-fields.ts';
import { withoutOrders } from '../../language/orders.ts';
import { plainQuestion } from '../../language/plain-question.ts';
import { standAlone } from '../../language/stand-alone.ts';
import type { Domain } from '../../domain/domains.ts';
import type { RouteRequest } from '../../domain/reasoner-port.ts';
import type { RoutedDomain, Routing } from '../../domain/routing.ts';
import { contentOf, kindsIn } from '../../wordings/subject.ts';
import type { Ranker } from '../../wordings/rank.ts';
import { byTopic } from './by-topic.ts';
import { continued, goesOn, newMeasure } from './goes-on.ts';
import { type ListedTopic, topicsOfListed } from './listed.ts';
import { routed } from './routed.ts';
import { topicOfText } from './topic-of-text.ts';
import { isExplained, type Topic } from './topics.ts';
import { topicsWanted, type WantedTopic } from './topics-wanted.ts';

/** From this share of belief on a text is about a domain; below it a session's last question goes on. */
const leastShare = 0.45;
/** From here on a text of a session is about its own domain, whatever else it asks for. */
const leastOwnShare = 0.95;

/** A question as it is understood, and the session that it belongs to. */
type Understood = {
  /** In plain words, without what it orders. */
  readonly question: string;
  /** With its words corrected. */
  readonly asked: string;
  /** The two with what they point to in the session. */
  readonly resolved: string;
  readonly understood: string;
  /** The domains of the session's last question; none where the text begins something new. */
  readonly before: readonly Domain[];
};

function readIn(
  { messages: all }: RouteRequest['history'],
  written: string,
  ranker: Ranker,
): Understood {
  const fresh = newSubject(written);
  const messages = fresh === null ? all : [];
  const question = withoutOrders(withoutNeed(plainQuestion(fresh ?? written)));
  const asked = ranker.correct(question);
  return {
    question,
    asked,
    resolved: standAlone(question, messages),
    understood: standAlone(asked, messages),
    before: messages.findLast(({ domains }) => domains.length > 0)?.domains ?? [],
  };
}

/**
 * Routes to the domain whose certified questions are asked in such words, and to several when parts of
 * the question are about several. A text that is about none goes where the session's last question went;
 * a greeting, an order, a question for instructions and one of another field go nowhere.
 */
export function routeByQuestions(
  { question: written, cards, history }: Omit<RouteRequest, 'modelByMs'>,
  ranker: Ranker,
): Routing {
  const text = readIn(history, written, ranker);
  const to = (to: readonly RoutedDomain[], source: Routing['source'] = 'examples') => ({
    domains: to,
    tools: [],
    source,
  });
  if (asideOf(text.asked) !== null) return to([]);
  const wants = wantsIn(text.understood);
  const [only] = wants.filter(({ said }) => wants.length === 1 && contentOf(said).length > 0);
  const whole = topicOfText(only?.text ?? text.understood, ranker);
  if (text.before.length === 0 && isElsewhere(text, whole, ranker)) return to([]);
  if (ranker.isHeader(text.question)) return to(byTopic(whole, text.resolved));
  const parts = topicsWanted(wants, whole, ranker);
  const several = severalOf(text, whole, parts, cards, ranker);
  return several.length > 0 ? to(several) : alone(text, whole, parts[0]?.topic, to);
}

/** Who asks for money wants it, whatever it was spent on; null where something else is asked, or one question explains all. */
function moneyAlone(
  { asked, before }: Understood,
  whole: Topic | null,
  part: Topic | undefined,
): Topic | null {
  const isOpen = before.length === 0 && (whole === null || !isExplained(whole));
  return isOpen && part?.domain === 'cost' && asksMoney(asked) ? part : null;
}

/** Where a question goes that is about one thing only, or goes on with the last one. */
function alone(
  text: Understood,
  whole: Topic | null,
  part: Topic | undefined,
  to: (domains: readonly RoutedDomain[], source?: Routing['source']) => Routing,
): Routing {
  const { question, asked, resolved, before } = text;
  const money = moneyAlone(text, whole, part);
  if (money !== null) return to(byTopic(money, resolved));
  const topic = before.length > 0 && wantsNothing(asked) ? null : topicAlone(asked, whole, part);
  const measure = newMeasure(asked, before);
  if (measure !== null && (topic === null || topic.share < leastOwnShare))
    return to([routed(measure, resolved)]);
  if (before.length > 0 && (topic === null || topic !== whole || goesOn(asked, topic)))
    return to(continued(before, comparesEarlierAnswer(question) ? resolved : question), 'thread');
  return to(byTopic(topic, resolved));
}

/** What is like a question about the platform by so much is one, whatever else it says. */
const leastLike = 0.35;
/** Unless so many of its words, and not one only, are of no question about it. */
const leastStrange = 0.4;

/** "The schedule of Umsätze täglich": a name of several words, behind what has one. */
const properName =
  /\b[Ww]ho (?:has )?\p{L}+ed \p{Lu}|\bthis (?:job|pipeline|table|warehouse|cluster|endpoint)\b|\b(?:job|pipeline|warehouse|cluster|endpoint|dashboard|workspace|schedule)s? (?:of |called |named )?\p{Lu}/u;

/** Whether a text that begins a session is about another field, and only shares words with the platform. */
function isElsewhere(
  { resolved, understood: text }: Understood,
  topic: Topic | null,
  ranker: Ranker,
): boolean {
  const isNamed =
    kindsIn(text).length > 0 || namesGiven(text).length > 0 || properName.test(resolved);
  const strange = ranker.strange(text).length;
  const isMostlyStrange = strange > 1 && strange >= leastStrange * contentOf(text).length;
  const isLike = topic !== null && topic.explained >= leastLike && !isMostlyStrange;
  return !isNamed && !isLike && isOfOtherField(text, strange);
}

/** What a text is about where it has a topic of its own: all of it, else its surest clause. */
function topicAlone(text: string, whole: Topic | null, part: Topic | undefined): Topic | null {
  if (contentOf(text).length === 0) return null;
  return whole !== null && whole.share >= leastShare ? whole : (part ?? null);
}

/**
 * The clauses of a question that are of a domain; its parts where it cannot be taken apart by clauses, or they
 * lost what it names.
 */
function partFor(
  { topic, texts }: WantedTopic,
  question: string,
  topics: RouteRequest['cards'],
): string {
  const part = questionFor(question, topic.domain, topics);
  const names = namesGiven(question);
  const isNamed = (text: string): boolean => names.some((name) => text.includes(name));
  const isWhole = part === question && names.length === 0;
  const isLost = (part === question || !isNamed(part)) && texts.some(isNamed);
  return texts.length > 0 && (isWhole || isLost) ? asQuestion(texts, question) : part;
}

/** Whether listed things and parts are of the same domains. */
const isSame = (listed: readonly ListedTopic[], parts: readonly WantedTopic[]): boolean =>
  listed.length === parts.length &&
  listed.every(({ topic }) => parts.some((one) => one.topic.domain === topic.domain));

/** The domains of a question that is about several, each with its part: of the things it lists, else of its clauses. */
function severalOf(
  { resolved, understood }: Understood,
  whole: Topic | null,
  parts: readonly WantedTopic[],
  cards: RouteRequest['cards'],
  ranker: Ranker,
): readonly RoutedDomain[] {
  const listed = whole !== null && isExplained(whole) ? [] : topicsOfListed(understood, ranker);
  const isOther = parts.length > 1 && !isSame(listed, parts);
  if (listed.length > 0 && !isOther) return listed.map((one) => routed(one.topic, one.question));
  if (parts.length < 2) return [];
  const topics = cards.filter(({ domain }) => parts.some(({ topic }) => topic.domain === domain));
  return parts.map((one) => routed(one.topic, partFor(one, resolved, topics)));
}
