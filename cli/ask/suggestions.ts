import type { CertifiedQuestion } from '../../sql/catalogue.ts';

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
