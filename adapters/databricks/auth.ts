import { Config } from '@databricks/sdk-experimental';
import { AppError } from '../../domain/errors.ts';
import type { SignIn } from '../../domain/hints.ts';

/** Credentials for a workspace: the first that is set is used, else the CLI's profile. */
export type Credentials = {
  readonly host: string;
  readonly token: string | null;
  readonly clientId: string | null;
  readonly clientSecret: string | null;
  readonly profile: string | null;
};

/** The kind of sign-in that the credentials lead to. */
export function signInOf({ token, clientId, profile }: Omit<Credentials, 'host'>): SignIn {
  if (token !== null) return { by: 'token' };
  if (clientId !== null) return { by: 'client' };
  return profile === null ? { by: 'default' } : { by: 'profile', profile };
}

/**
 * Makes the headers that authenticate a request. `renew` gets a new token, for when the workspace
 * refused the current one before it expired.
 */
export type Authenticate = (options?: { renew: boolean }) => Promise<Record<string, string>>;

/** Timeout of a token request, milliseconds. */
const tokenTimeoutMs = 10_000;

/** Messages of temporary failures; the vendor's errors have no codes. */
const temporaryFailures = [
  /retrieve token: (429|5\d\d|Unknown|server_error|temporarily_unavailable|INTERNAL_ERROR|TEMPORARILY_UNAVAILABLE|RESOURCE_EXHAUSTED|REQUEST_LIMIT_EXCEEDED)/,
  /\bE(CONNREFUSED|CONNRESET|HOSTUNREACH|NETUNREACH|NOTFOUND|TIMEDOUT|PIPE|AI_AGAIN)\b/,
  /socket hang up|discover OIDC endpoints|is not valid JSON/,
];

/**
 * Creates the function that makes authentication headers. The vendor's `Config` supports token,
 * client credentials and CLI profile, and refreshes tokens before they expire.
 *
 * Effect: may ask the workspace for a token.
 *
 * @throws {AppError} `auth.denied` when the credentials are refused; `upstream.down` when the
 *   workspace temporarily gives no token. In both cases no other request was sent.
 */
export function createAuthenticate(
  credentials: Credentials,
  timeoutMs = tokenTimeoutMs,
): Authenticate {
  let config = configOf(credentials);
  return async (options) => {
    if (options?.renew === true) config = configOf(credentials);
    const headers = new Headers();
    try {
      await withTimeout(config.authenticate(headers), timeoutMs);
    } catch (cause) {
      throw toFailure(cause, credentials.host, signInOf(credentials));
    }
    return Object.fromEntries(headers);
  };
}

/** A new `Config` has no token yet; an old one keeps its token until it expires. */
function configOf({ host, token, clientId, clientSecret, profile }: Credentials): Config {
  return new Config({
    host,
    ...(token === null ? {} : { token, authType: 'pat' }),
    ...(clientId === null || clientSecret === null
      ? {}
      : { clientId, clientSecret, ...(token === null ? { authType: 'oauth-m2m' } : {}) }),
    ...(profile === null ? {} : { profile }),
    // The SDK skips the verification by default.
    skipVerify: false,
  });
}

async function withTimeout(work: Promise<void>, ms: number): Promise<void> {
  const timeout = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    timeout.reject(new Error(`ETIMEDOUT: no token after ${ms} ms`));
  }, ms);
  try {
    await Promise.race([work, timeout.promise]);
  } finally {
    clearTimeout(timer);
  }
}

const signInNames: Readonly<Record<SignIn['by'], string>> = {
  token: 'DATABRICKS_TOKEN',
  client: 'DATABRICKS_CLIENT_ID and DATABRICKS_CLIENT_SECRET',
  profile: 'the profile that DATABRICKS_CONFIG_PROFILE names',
  default: 'the default credentials of this environment',
};

function toFailure(cause: unknown, host: string, signIn: SignIn): AppError {
  const message = cause instanceof Error ? cause.message : '';
  const isTemporary = temporaryFailures.some((pattern) => pattern.test(message));
  return isTemporary
    ? new AppError('upstream.down', `Databricks at ${new URL(host).host} gives no token.`, {
        cause,
        unknownEffect: false,
      })
    : new AppError(
        'auth.denied',
        `Databricks at ${new URL(host).host} gives no token for ${signInNames[signIn.by]}.`,
        { cause, unknownEffect: false },
      );
}
