import type { Caller, Permission, Role } from './caller.ts';

/** A key of the API as it is shown: without its secret, of which only a hash is stored. */
export type ApiKey = {
  readonly id: string;
  readonly name: string;
  readonly principal: string;
  readonly role: Role;
  readonly groups: readonly string[];
  /** Null for all that the role may. */
  readonly scopes: readonly Permission[] | null;
  readonly dailyQuestions: number | null;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
  readonly revokedAtMs: number | null;
  readonly usedAtMs: number | null;
};

export type NewApiKey = Pick<
  ApiKey,
  'name' | 'principal' | 'role' | 'groups' | 'scopes' | 'dailyQuestions'
> & {
  readonly days: number;
};

/** The keys of an installation. */
export type ApiKeyStore = {
  /** @returns The key and its text, which nobody can read again. */
  readonly create: (key: NewApiKey) => Promise<{ readonly key: ApiKey; readonly text: string }>;
  /** Newest first. */
  readonly list: () => Promise<readonly ApiKey[]>;
  /** @returns False when there is no such key, or it is revoked already. */
  readonly revoke: (id: string) => Promise<boolean>;
  /** Who a key acts for; null when it is unknown, wrong, expired or revoked. */
  readonly callerOf: (text: string) => Promise<Caller | null>;
};

/** A browser that is signed in, and the text of its cookie where that has changed. */
export type SignIn = { readonly caller: Caller; readonly rotated: string | null };

/** Browsers that have signed in. The texts are secrets, of which only hashes are stored. */
export type SignInStore = {
  /** @returns The text of the cookie. */
  readonly create: (caller: Caller) => Promise<string>;
  /** Null when it is unknown, over or not used for too long. */
  readonly find: (text: string) => Promise<SignIn | null>;
  readonly end: (text: string) => Promise<void>;
};

/** The way of a browser to an issuer and back. */
export type BrowserFlow = {
  /**
   * @param returnTo Path of the page at the end.
   * @returns Where the browser goes, and what it keeps until it comes back.
   */
  readonly start: (
    returnTo: string,
  ) => Promise<{ readonly address: string; readonly kept: string }>;
  /**
   * @param query The query that the issuer sent the browser back with.
   * @throws {AppError} `auth.required` when it is not the answer to what was begun.
   */
  readonly finish: (
    query: string,
    kept: string,
  ) => Promise<{ readonly caller: Caller; readonly returnTo: string }>;
};
