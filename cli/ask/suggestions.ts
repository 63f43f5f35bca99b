import { domains } from '../../domain/domains.ts';
import type { CertifiedQuestion } from '../../sql/catalogue.ts';

/** Questions such as "What did one user do" and "Where does this table come from" need a name. */
const needsName = /\b(?:one|this)\b/i;

/**
 * Chooses questions to begin with: for each domain the one that most other certified questions lead
 * to or that leads to most others, among those that need no name of a job, table or user.
 *
 * @param questions The catalogue, in order of id, which decides between equals.
 * @returns One question for each domain that has any, in order of domain.
 */
export function suggestedQuestions(
  questions: readonly CertifiedQuestion[],
): readonly CertifiedQuestion[] {
  const targets = questions.flatMap(({ next }) => next.map(({ ask }) => ask));
  const links = ({ id, next }: CertifiedQuestion): number =>
    next.length + targets.filter((target) => target === id).length;
  return domains.flatMap((domain) => {
    const candidates = questions.filter(
      ({ domain: own, question }) => own === domain && !needsName.test(question),
    );
    return candidates.toSorted((left, right) => links(right) - links(left)).slice(0, 1);
  });
}

/**
 * The suggestions as text.
 *
 * @param isInteractive Whether a question can be typed next.
 */
export function suggestionsText(
  suggestions: readonly Pick<CertifiedQuestion, 'domain' | 'question'>[],
  isInteractive: boolean,
): string {
  const width = Math.max(...suggestions.map(({ domain }) => domain.length));
  const lines = suggestions.map(
    ({ domain, question }, index) => `  ${index + 1}  ${domain.padEnd(width)}  ${question}`,
  );
  const next = isInteractive
    ? ['Type a question, or the number of a suggestion. Ctrl-D ends.']
    : [
        `Ask one of them, or your own:  npm run ask -- "${suggestions[0]?.question ?? 'question'}"`,
        'All options:                   npm run ask -- --help',
      ];
  return `${['Questions about your Databricks platform, for example:', '', ...lines, '', ...next].join('\n')}\n`;
}
