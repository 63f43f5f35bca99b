import { domains } from '../domain/domains.ts';
import type { CertifiedQuestion } from './catalogue.ts';

/** Questions such as "What did one user do" and "Where does this table come from" need a name. */
const needsName = /\b(?:one|this)\b/i;

/**
 * Chooses questions to begin with: for each domain those that most other certified questions lead
 * to or that lead to most others, among those that need no name of a job, table or user. Pure.
 *
 * @param questions The catalogue, in order of id, which decides between equals.
 * @param perDomain How many of each domain.
 * @returns In order of domain, best first.
 */
export function suggestedQuestions(
  questions: readonly CertifiedQuestion[],
  perDomain = 1,
): readonly CertifiedQuestion[] {
  const targets = questions.flatMap(({ next }) => next.map(({ ask }) => ask));
  const links = ({ id, next }: CertifiedQuestion): number =>
    next.length + targets.filter((target) => target === id).length;
  return domains.flatMap((domain) => {
    const candidates = questions.filter(
      ({ domain: own, question }) => own === domain && !needsName.test(question),
    );
    return candidates.toSorted((left, right) => links(right) - links(left)).slice(0, perDomain);
  });
}
