import { AppError } from '../../domain/errors.ts';
import type { InvestigationRef } from '../../domain/investigation.ts';
import { isFresh } from '../../domain/on-behalf.ts';
import type { TokenVault, UserTokens } from '../../domain/on-behalf.ts';
import type { Authenticate } from './auth.ts';

/** As whom an investigation is asked, and where the token of them is. */
export type AsUser = {
  readonly ref: InvestigationRef;
  /** Their name at the workspace. */
  readonly name: string;
  readonly tokens: UserTokens;
  readonly vault: TokenVault;
};

/**
 * Creates the function that makes the headers of a user. The token is read for each request: it may have been
 * renewed by another process, and is not used any more once it was wiped.
 *
 * Effect: one statement for each request; a second one notes that the workspace refused a token.
 *
 * @throws {AppError} `auth.denied` with `signIn`: `expired` until there is a new token, or `gone`. No request was
 *   sent then.
 */
export function createUserAuthenticate({ ref, name, tokens, vault }: AsUser): Authenticate {
  return async ({ refused } = { renew: false }) => {
    const stored = await tokens.read(ref);
    if (stored === null)
      throw signInLost('gone', `The token of ${name} was wiped, or there was none.`);
    const token = vault.open(stored, ref.id);
    if (token === null)
      throw signInLost(
        'gone',
        `The token of ${name} cannot be decrypted: TOKEN_KEYS has no such key as ${stored.keyName}, or the row was changed.`,
      );
    const authorization = `Bearer ${token.reveal()}`;
    if (authorization === refused) await tokens.refuse(ref, stored.version);
    if (authorization === refused || !isFresh(stored, Date.now()))
      throw signInLost('expired', `The sign-in of ${name} at the workspace has expired.`);
    return { authorization };
  };
}

/** Creates the function that makes no headers: whom nobody may take the place of is not there. Pure. */
export const refuseToSignIn =
  (why: string): Authenticate =>
  () =>
    Promise.reject(signInLost('gone', why));

const signInLost = (signIn: 'expired' | 'gone', message: string): AppError =>
  new AppError('auth.denied', message, { signIn, unknownEffect: false });
