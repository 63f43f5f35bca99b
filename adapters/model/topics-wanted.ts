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
  const sign = isSure ? null : signOf(want.text);
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

/** "Jobs, permissions, everything" is no list of some domains. */
const everything = /\b(?:everything|all of (?:it|them)|(?:whole|entire) platform|overall)\b/i;

/**
 * The topics of the parts of a question, one a domain, the surest first. Where one certified question explains
 * all of it, only parts that ask by themselves count, and where that is one of the whole platform, only several.
 */
export function topicsWanted(
  wants: readonly Want[],
  whole: Topic | null,
  ranker: Ranker,
): readonly Topic[] {
  const isOfAll = whole?.domain === 'unified' && isExplained(whole);
  if (isOfAll && wants.some(({ said }) => everything.test(said))) return [];
  const isWhole = whole !== null && isExplained(whole) && !isOfAll;
  const asksSum = whole?.domain !== 'cost' && wants.some(({ text }) => asksMoney(text));
  const asked = isWhole
    ? wants.filter(({ isClause, isLimit }) => isClause && (!isLimit || asksSum))
    : wants;
  if (isWhole && asked.length < 2) return [];
  const topics = asked
    .flatMap((want) => topicsOf(want, ranker))
    .filter(({ domain }) => !isOfAll || domain !== 'unified');
  return topics
    .filter(({ domain }, index) => topics.findIndex((one) => one.domain === domain) === index)
    .toSorted((left, right) => right.share - left.share);
}
