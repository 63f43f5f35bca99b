import { asksForDoer } from '../../language/deeds-asked.ts';
import { asksMoney } from '../../language/money-asked.ts';
import { namesGiven } from '../../language/names-given.ts';
import { limitsOfMoney } from '../../language/wants/limits.ts';
import type { Want } from '../../language/wants/wants-in.ts';
import type { Domain } from '../../domain/domains.ts';
import { contentOf } from '../../wordings/subject.ts';
import type { Ranker } from '../../wordings/rank.ts';
import { hasSign, onlySign, signOf } from './signs.ts';
import { topicOfText } from './topic-of-text.ts';
import { isExplained, type Topic } from './topics.ts';

/** From this share on a part of a question is about a domain of its own. */
const leastShare = 0.7;

/** A listed thing without a word of any domain has to be like a question by this much. */
const leastListedExplained = 0.3;

/** Belief in a domain that only a word of a part tells. */
const bySign = (domain: Domain, text: string): Topic => ({
  domain,
  share: leastShare,
  example: text,
  explained: 0,
});

/** A part that tells something, as "etl didn't finish". */
const statement =
  /\b(?:is|are|was|were|(?:did|does|do|has|had|was|were|is)(?:n['’]t)?|went|got|began|started|stopped|dropped|lost|became)\b/i;

/** Whether a part says what it wants: a clause at least of what it names, a listed thing by a word of its own. */
const saysWhat = ({ said, isClause }: Want): boolean =>
  contentOf(said).length > 0 || /[$€]/.test(said) || (isClause && namesGiven(said).length > 0);

/** Whether what a part is like is what it wants. */
const isTold = ({ text, said, isClause }: Want, topic: Topic): boolean =>
  isClause || topic.explained >= leastListedExplained || hasSign(text) || statement.test(said);

/** The sign of a domain in a part of one or two words: it says more than what else is asked so. */
function signOfShort({ text, said, isClause }: Want): Domain | null {
  const isShort = !isClause && said.split(' ').length < 3 && text.startsWith(said);
  return isShort ? onlySign(said) : null;
}

/** What a part is about, by its words or by the sign of a domain; null where neither is sure. */
function topicOfWant(want: Want, ranker: Ranker): Topic | null {
  const short = signOfShort(want);
  if (short !== null) return bySign(short, want.text);
  const topic = topicOfText(want.text, ranker);
  if (topic === null) return null;
  const isOfAll = topic.domain === 'unified';
  const isSure = !isOfAll && topic.share >= leastShare;
  const sign = isSure ? null : (signOf(want.said) ?? signOf(want.text));
  if (sign !== null) return bySign(sign, want.text);
  const isWanted = isOfAll ? isExplained(topic) : isSure && isTold(want, topic);
  return isWanted ? topic : null;
}

/** One part may want two things: which failed jobs cost most. */
function topicsOf(want: Want, ranker: Ranker): readonly Topic[] {
  if (!saysWhat(want)) return [];
  const own = topicOfWant(want, ranker);
  const all = own === null ? [] : [own];
  if (!want.isClause || !asksMoney(want.text)) return all;
  if (own?.domain === 'cost')
    return [
      ...all,
      ...limitsOfMoney(want.text).flatMap((limit) => topicOfText(limit, ranker) ?? []),
    ];
  return own !== null && isExplained(own) ? all : [...all, bySign('cost', want.text)];
}

/** The topics of a part: each is looked up once. */
type TopicsFor = (want: Want) => readonly Topic[];

/** What one question explains and a listed thing that another one of another domain does: then both are asked. */
function besidesOf(wants: readonly Want[], whole: Topic, ranker: Ranker): readonly Topic[] {
  const listed = wants.filter((want) => !want.isClause && saysWhat(want) && hasSign(want.said));
  const others = listed
    .flatMap((want) => topicOfWant(want, ranker) ?? [])
    .filter((topic) => topic.domain !== whole.domain && isExplained(topic));
  return listed.length > 1 && others.length > 0 ? [whole, ...others] : [];
}

/** "Jobs, permissions, everything" is no list of some domains. */
const everything = /\b(?:everything|all of (?:it|them)|(?:whole|entire) platform|overall)\b/i;

/** What is asked besides what one question explains: by parts that ask by themselves, and by listed things. */
function ofExplained(
  wants: readonly Want[],
  whole: Topic,
  ranker: Ranker,
  topicsFor: TopicsFor,
): readonly Topic[] {
  const asksSum = whole.domain !== 'cost' && wants.some(({ text }) => asksMoney(text));
  const asked = wants.filter(({ isClause, isLimit }) => isClause && (!isLimit || asksSum));
  const beside = besidesOf(wants, whole, ranker);
  const doers = asked.filter(({ said }) => asksForDoer(said) && whole.domain !== 'security');
  if (doers.length === 1 && asked.length === 1 && wants.length > 1)
    return [whole, ...doers.flatMap(topicsFor), ...beside];
  if (asked.length < 2 && beside.length === 0) return [];
  return [...asked.flatMap(topicsFor), ...beside];
}

/** The domains of which a question of the whole platform tells by parts; none where it says that it wants everything. */
function ofAll(wants: readonly Want[], topicsFor: TopicsFor): readonly Topic[] {
  if (wants.some(({ said }) => everything.test(said))) return [];
  return wants.flatMap(topicsFor).filter(({ domain }) => domain !== 'unified');
}

/** A domain that a question is about; of several, the parts that are, each in words that stand alone. */
export type WantedTopic = { readonly topic: Topic; readonly texts: readonly string[] };

/** One of each domain, the surest first, with the parts that are about it. */
function byDomain(
  wants: readonly Want[],
  topics: readonly Topic[],
  topicsFor: TopicsFor,
): readonly WantedTopic[] {
  const domains = topics.filter(
    ({ domain }, index) => topics.findIndex((one) => one.domain === domain) === index,
  );
  const isAbout = (want: Want, domain: Domain): boolean =>
    !want.isLimit && topicsFor(want).some((one) => one.domain === domain);
  // The only domain is asked the whole question.
  const textsOf = ({ domain }: Topic): readonly string[] =>
    domains.length < 2 ? [] : wants.filter((want) => isAbout(want, domain)).map(({ text }) => text);
  return (
    domains
      // What one of several parts is about is not the whole platform.
      .filter(({ domain }) => domains.length < 3 || domain !== 'unified')
      .toSorted((left, right) => right.share - left.share)
      .map((topic) => ({ topic, texts: textsOf(topic) }))
  );
}

/**
 * The topics of the parts of a question, one a domain, the surest first. Where one certified question explains
 * all of it, only parts that ask by themselves count, and where that is one of the whole platform, only several.
 */
export function topicsWanted(
  wants: readonly Want[],
  whole: Topic | null,
  ranker: Ranker,
): readonly WantedTopic[] {
  const known = new Map<Want, readonly Topic[]>();
  const topicsFor: TopicsFor = (want) => {
    const topics = known.get(want) ?? topicsOf(want, ranker);
    known.set(want, topics);
    return topics;
  };
  const isExplainedWhole = whole !== null && isExplained(whole);
  const topics = !isExplainedWhole
    ? wants.flatMap(topicsFor)
    : whole.domain === 'unified'
      ? ofAll(wants, topicsFor)
      : ofExplained(wants, whole, ranker, topicsFor);
  return byDomain(wants, topics, topicsFor);
}
