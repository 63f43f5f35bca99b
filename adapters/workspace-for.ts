import type { Config } from '../config/index.ts';
import { hintFor } from '../domain/hints.ts';
import type { Caller } from '../domain/hints.ts';
import { isFresh, needsUser } from '../domain/on-behalf.ts';
import type { Warehouse } from '../domain/warehouse.ts';
import type { TokenVault, UserTokens, WorkspaceFor } from '../domain/on-behalf.ts';
import type { Connections } from './connect.ts';
import { createPatientWarehouse } from './databricks/patient-warehouse.ts';
import { createUserAuthenticate, refuseToSignIn } from './databricks/user-auth.ts';
import { createTokenVault } from './token-vault.ts';

/**
 * Creates what opens the workspace for an investigation, as whom it is asked: the service, or the user whose
 * token is stored beside it. One never takes the place of the other.
 *
 * Effect: none until it is asked.
 */
export function createWorkspaceFor(
  { onBehalfOf, tokenKeys }: Pick<Config, 'onBehalfOf' | 'tokenKeys'>,
  { asCaller }: Pick<Connections, 'asCaller'>,
  tokens: UserTokens,
): WorkspaceFor {
  const vault: TokenVault | null = onBehalfOf ? createTokenVault(tokenKeys) : null;
  return (ref, name) => {
    if (name === null)
      return onBehalfOf ? asCaller(refuseToSignIn(onlyUsers), callerOf(name)) : null;
    if (vault === null) return asCaller(refuseToSignIn(usersOff(name)), callerOf(name));
    const authenticate = createUserAuthenticate({ ref, name, tokens, vault });
    const user = asCaller(authenticate, callerOf(name));
    const isRenewed = async (): Promise<boolean> => {
      const stored = await tokens.read(ref);
      return stored === null || isFresh(stored, Date.now());
    };
    const remedy = hintFor({ kind: 'sign-in' }, { ...callerOf(name), host: '' });
    return {
      genie: user.genie,
      warehouse: user.warehouse && createPatientWarehouse(user.warehouse, isRenewed, remedy),
    };
  };
}

const callerOf = (principal: string | null): Omit<Caller, 'host'> => ({
  principal,
  signIn: { by: 'user' },
});

const onlyUsers =
  'ON_BEHALF_OF is set, and no user was there when this was asked: the service asks nothing in their place.';

const usersOff = (name: string): string =>
  `It was asked as ${name}, and ON_BEHALF_OF is not set at this worker: the service asks nothing in their place.`;

/**
 * A warehouse for what asks while nobody is there, where it is asked only as the user who is: it tells so, and asks
 * nothing. Pure.
 */
export const closedWarehouse = ({ id }: Pick<Warehouse, 'id'>): Warehouse => ({
  id,
  run: () =>
    Promise.resolve({
      kind: 'denied',
      reason: needsUser('nothing is asked while you are away'),
      remedy: 'Ask the question yourself.',
    }),
});
