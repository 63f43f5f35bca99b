import type { AppError, FailureDetails } from './errors.ts';
import type { Genie } from './genie.ts';
import type { InvestigationId } from './ids.ts';
import type { InvestigationRef } from './investigation.ts';
import type { Secret } from './secret.ts';
import type { Warehouse } from './warehouse.ts';

/** Whose rights count at the workspace: those of the service, or of the user who asks. */
export type Identity = 'service' | 'user';

/** As whom the workspace was asked; `askedAs` is the name of the user there, null for the service. */
export type AskedAs = { readonly identity: Identity; readonly askedAs: string | null };

/** Pure. */
export const askedAsOf = (name: string | null): AskedAs => ({
  identity: name === null ? 'service' : 'user',
  askedAs: name,
});

/** A user of the workspace who is there, with what a request of theirs brought. */
export type WorkspaceUser = {
  /** Their name at the workspace. */
  readonly name: string;
  readonly token: Secret;
  /** Epoch milliseconds; null where the token does not tell. */
  readonly expiresAtMs: number | null;
};

/** A token of a user as it is stored: encrypted for one investigation, under the key of a name. */
export type SealedToken = {
  readonly keyName: string;
  readonly bytes: Uint8Array;
  readonly expiresAtMs: number | null;
};

/** `isRefused`: the workspace did not take this one any more. `version` grows with each renewal. */
export type StoredToken = SealedToken & { readonly version: number; readonly isRefused: boolean };

/** Encrypts tokens, each for one investigation, and decrypts what was encrypted for it. */
export type TokenVault = {
  readonly seal: (
    user: Pick<WorkspaceUser, 'token' | 'expiresAtMs'>,
    id: InvestigationId,
  ) => SealedToken;
  /** Null when its key is not known any more, or it was changed or made for another investigation. */
  readonly open: (
    sealed: Pick<SealedToken, 'keyName' | 'bytes'>,
    id: InvestigationId,
  ) => Secret | null;
};

/** The stored tokens of open investigations. */
export type UserTokens = {
  /** Null when there is none: it was wiped at the end, or never stored. */
  readonly read: (ref: InvestigationRef) => Promise<StoredToken | null>;
  /** Notes that the workspace refused this version, so that the next one takes its place. */
  readonly refuse: (ref: InvestigationRef, version: number) => Promise<void>;
};

/**
 * Opens the workspace for an investigation, by the name of the user as whom it is asked; null is the service. No
 * request is made. Gives null for the ways of the service itself.
 */
export type WorkspaceFor = (
  ref: InvestigationRef,
  name: string | null,
) => { readonly genie: Genie; readonly warehouse: Warehouse | null } | null;

/** Whether a token can be tried. Pure. */
export const isFresh = (
  { isRefused, expiresAtMs }: Pick<StoredToken, 'isRefused' | 'expiresAtMs'>,
  nowMs: number,
): boolean => !isRefused && (expiresAtMs === null || expiresAtMs > nowMs);

type SignInLost = NonNullable<FailureDetails['signIn']>;

/** Whether a failure is that of a token that has to be renewed. Pure. */
export const isSignInLost = ({ details }: AppError, how: SignInLost): boolean =>
  details.signIn === how;

/** What is told of work that would use the rights of the service where people are asked as themselves. */
export const needsUser = (what: string): string =>
  `ON_BEHALF_OF is set: Genie and the SQL warehouse are asked only as the user who is there, so ${what}.`;
