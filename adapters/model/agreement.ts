import type { RoutedDomain } from '../../domain/routing.ts';

/**
 * Lowers the scores of a model's choice by as much as it differs from what the rules chose, to half
 * of them when both have nothing in common; the reasons then name the choice of the rules.
 */
export function weighedByRules(
  chosen: readonly RoutedDomain[],
  byRules: readonly RoutedDomain[],
): readonly RoutedDomain[] {
  const theirs = byRules.map(({ domain }) => domain);
  const shared = chosen.filter(({ domain }) => theirs.includes(domain)).length;
  const agreement = shared / (chosen.length + theirs.length - shared);
  if (agreement === 1) return chosen;
  const other = `The rules chose ${theirs.join(', ') || 'none'}.`;
  return chosen.map(({ reason, score, ...one }) => ({
    ...one,
    score: Math.round(score * (1 + agreement) * 50) / 100,
    reason: [reason.replace(/\.$/, ''), other].filter((part) => part !== '').join('. '),
  }));
}
