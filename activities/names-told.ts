import type { NamedKind } from '../domain/known-names.ts';
import type { InvestigationRow } from '../domain/investigation.ts';
import { namesTakenAs, withKnownNames } from '../language/known-names.ts';
import type { SpeltName } from '../language/misspelt-names.ts';
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
  return asked === null ? null : withKnownNames(asked, knownNames(), hiddenIn(closedDomains));
}

/** Who may not see what people do does not learn their addresses either. */
const hiddenIn = (closed: InvestigationRow['closedDomains']): readonly NamedKind[] =>
  closed.includes('security') ? ['user'] : [];

/** The names of a question that nothing has, and that are taken as others. Pure, as `namesTold` is. */
export const takenAs = (
  { knownNames }: Pick<Deps, 'knownNames'>,
  { question, closedDomains }: Pick<InvestigationRow, 'question' | 'closedDomains'>,
): readonly SpeltName[] =>
  namesTakenAs(withoutSaid(question) ?? '', knownNames(), hiddenIn(closedDomains));
