import { Config } from '@databricks/sdk-experimental';
import { AppError } from '../../domain/errors.ts';

/** How to prove who we are; the first that is set is used, else what the CLI's profile says. */
export type Credentials = {
  readonly host: string;
  readonly token: string | null;
  readonly clientId: string | null;
  readonly clientSecret: string | null;
  readonly profile: string | null;
};

/** Puts the proof of who we are on a request. */
export type Authenticate = () => Promise<Record<string, string>>;

/**
 * Makes the header that authenticates us to a workspace. The vendor's `Config` knows all its ways
 * (token, client credentials, CLI profile) and refreshes tokens before they expire.
 *
 * Effect: may ask the workspace for a token.
 *
 * @throws {AppError} `auth.denied` when no way works.
 */
export function createAuthenticate(credentials: Credentials): Authenticate {
  const { host, token, clientId, clientSecret, profile } = credentials;
  const config = new Config({
    host,
    ...(token === null ? {} : { token, authType: 'pat' }),
    ...(clientId === null || clientSecret === null
      ? {}
      : { clientId, clientSecret, ...(token === null ? { authType: 'oauth-m2m' } : {}) }),
    ...(profile === null ? {} : { profile }),
    // The SDK's default is to skip it.
    skipVerify: false,
  });
  return async () => {
    const headers = new Headers();
    try {
      await config.ensureResolved();
      await config.authenticate(headers);
    } catch (cause) {
      throw new AppError(
        'auth.denied',
        `Databricks did not accept our credentials for ${host}: check DATABRICKS_TOKEN, or DATABRICKS_CLIENT_ID and DATABRICKS_CLIENT_SECRET.`,
        { cause },
      );
    }
    return Object.fromEntries(headers);
  };
}
