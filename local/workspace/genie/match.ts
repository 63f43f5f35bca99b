import type { Domain } from '../../../domain/outcome.ts';
import { findPeriod } from '../../../domain/period.ts';
import { lemmas, rarity, similarity } from '../../../domain/text.ts';
import type { Catalogue, CertifiedQuestion } from '../../../sql/catalogue.ts';

type Candidate = {
  readonly question: CertifiedQuestion;
  readonly phrases: readonly (readonly string[])[];
  readonly bag: ReadonlySet<string>;
  readonly not: readonly (readonly string[])[];
};
export type Scored = { readonly question: CertifiedQuestion; readonly score: number };

/** Finds the certified questions of one space that a text may mean, best first. */
export type Matcher = (text: string) => readonly Scored[];

/** Below this a text is not what a certified question answers. */
export const matchFloor = 0.33;

/** What is left of times that are not fully written, such as "with the week before". */
const timeWords = new Set([
  'week',
  'month',
  'quarter',
  'year',
  'hour',
  'before',
  'after',
  'ago',
  'last',
  'next',
]);

/** The lemmas of a text without the words that name a time: when is not what. Pure. */
export function timeless(text: string): string[] {
  let rest = text.toLowerCase();
  for (
    let period = findPeriod(rest, 0, 'UTC');
    period !== null;
    period = findPeriod(rest, 0, 'UTC')
  )
    rest = rest.replace(period.label, ' ');
  return lemmas(rest).filter((lemma) => !timeWords.has(lemma));
}

function candidateOf(question: CertifiedQuestion): Candidate {
  const phrases = [question.question, ...question.variants].map(timeless);
  const columns = Object.keys(question.columns).join(' ').replaceAll('_', ' ');
  return {
    question,
    phrases,
    bag: new Set([...phrases.flat(), ...lemmas(question.meaning), ...lemmas(columns)]),
    not: question.not.map(timeless),
  };
}

function scoreOf(
  asked: readonly string[],
  candidate: Candidate,
  weight: (lemma: string) => number,
): number {
  const likeness = (phrase: readonly string[]) => similarity(asked, phrase, weight);
  const best = Math.max(...candidate.phrases.map(likeness));
  const total = asked.reduce((sum, lemma) => sum + weight(lemma), 0);
  const known = asked
    .filter((lemma) => candidate.bag.has(lemma))
    .reduce((sum, lemma) => sum + weight(lemma), 0);
  const score = total === 0 ? 0 : best * (0.5 + 0.5 * (known / total));
  const isNear = (phrase: readonly string[]) =>
    phrase.length > 0 && phrase.every((lemma) => asked.includes(lemma));
  const isForeign = (phrase: readonly string[]) =>
    phrase.some((lemma) => !candidate.bag.has(lemma));
  const isRefused = candidate.not.some(
    (phrase) => isNear(phrase) && (isForeign(phrase) || likeness(phrase) > best),
  );
  return isRefused ? score * 0.5 : score;
}

/**
 * A matcher over the questions of one domain; `unified` sees all of them and prefers its own. A word
 * that a question knows nothing of lowers its score. Words count by how rare
 * they are among the questions, a list of near questions (`not`) lowers those it stands at.
 *
 * Pure.
 */
export function createMatcher(catalogue: Catalogue, domain: Domain): Matcher {
  const mine = catalogue.questions.filter(
    (question) => domain === 'unified' || question.domain === domain,
  );
  const candidates = mine.map(candidateOf);
  const weight = rarity(candidates.map((candidate) => [...candidate.bag]));
  return (text) => {
    const asked = [...new Set(timeless(text))];
    return candidates
      .map((candidate) => ({
        question: candidate.question,
        score:
          scoreOf(asked, candidate, weight) * (candidate.question.domain === domain ? 1 : 0.85),
      }))
      .toSorted((left, right) => right.score - left.score);
  };
}
