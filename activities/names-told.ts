import type { InvestigationRow } from '../domain/investigation.ts';
import { withKnownNames } from '../language/known-names.ts';
import { withoutSaid } from '../language/preferences-said.ts';
import type { Deps } from './deps.ts';

/**
 * What is asked, its names with what they are names of; null where only preferences were told.
 *
 * Pure: as far as the names that are known stay the same.
 */
export function namesTold(
  { knownNames }: Pick<Deps, 'knownNames'>,
  { question, closedDomains }: Pick<InvestigationRow, 'question' | 'closedDomains'>,
): string | null {
  const asked = withoutSaid(question);
  // Who may not see what people do does not learn their addresses either.
  const hidden = closedDomains.includes('security') ? (['user'] as const) : [];
  return asked === null ? null : withKnownNames(asked, knownNames(), hidden);
}
