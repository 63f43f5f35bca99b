import { hasEnded } from '../domain/investigation.ts';
import type { InvestigationRow } from '../domain/investigation.ts';
import type { Principal } from '../domain/ids.ts';
import type { AppDeps } from './deps.ts';

/**
 * Keeps the token that a request of its owner brought, for an investigation that is asked as them: whatever they
 * look at or change, the workspace can be asked on.
 *
 * Effect: one statement for an open one; nothing of others, or where the request brought none.
 *
 * @returns Whether it took the place of the one that was kept.
 */
export async function renewToken(
  { sealToken, store }: Pick<AppDeps, 'sealToken' | 'store'>,
  { id, workspaceUser = null }: Principal,
  row: InvestigationRow,
): Promise<boolean> {
  const isAskedAsUser = (row.askedAs ?? null) !== null && row.owner === id;
  if (sealToken === null || workspaceUser === null || !isAskedAsUser || hasEnded(row.status))
    return false;
  return store.keepToken(row, sealToken(workspaceUser, row.id));
}
