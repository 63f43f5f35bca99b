import { Config } from '@databricks/sdk-experimental';
import { AppError } from '../../domain/errors.ts';
import type { SignIn } from '../../domain/hints.ts';

/** How to prove who we are; the first that is set is used, else what the CLI's profile says. */
export type Credentials = {
  readonly host: string;
  readonly token: string | null;
  readonly clientId: string | null;
  readonly clientSecret: string | null;
  readonly profile: string | null;
};

/** Which of the ways to sign in is used. */
export function signInOf({ token, clientId, profile }: Omit<Credentials, 'host'>): SignIn {
  if (token !== null) return { by: 'token' };
  if (clientId !== null) return { by: 'client' };
  return profile === null ? { by: 'default' } : { by: 'profile', profile };
}

/**
 * The headers that prove who we are. `renew` asks for a new token, after the one in use was refused
 * before its time.
 */
export type Authenticate = (options?: { renew: boolean }) => Promise<Record<string, string>>;

/** A workspace that has given no token by then is away, milliseconds. */
const tokenTimeoutMs = 10_000;

/** What the vendor's errors say, in words only, when it is the moment that is wrong. */
const passing = [
  /retrieve token: (429|5\d\d|Unknown|server_error|temporarily_unavailable|INTERNAL_ERROR|TEMPORARILY_UNAVAILABLE|RESOURCE_EXHAUSTED|REQUEST_LIMIT_EXCEEDED)/,
  /\bE(CONNREFUSED|CONNRESET|HOSTUNREACH|NETUNREACH|NOTFOUND|TIMEDOUT|PIPE|AI_AGAIN)\b/,
  /socket hang up|discover OIDC endpoints|is not valid JSON/,
];

/**
 * Makes the header that authenticates us to a workspace. The vendor's `Config` knows all its ways
 * (token, client credentials, CLI profile) and refreshes tokens before they expire.
 *
 * Effect: may ask the workspace for a token.
 *
 * @throws {AppError} `auth.denied` when no way works; `upstream.down` when the workspace cannot give a
 *   token just now. Either way nothing else was sent.
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
      await inTime(config.authenticate(headers), timeoutMs);
    } catch (cause) {
      throw failed(cause, credentials.host, signInOf(credentials));
    }
    return Object.fromEntries(headers);
  };
}

/** The vendor's `Config` keeps its token until it expires: a new one has none. */
function configOf({ host, token, clientId, clientSecret, profile }: Credentials): Config {
  return new Config({
    host,
    ...(token === null ? {} : { token, authType: 'pat' }),
    ...(clientId === null || clientSecret === null
      ? {}
      : { clientId, clientSecret, ...(token === null ? { authType: 'oauth-m2m' } : {}) }),
    ...(profile === null ? {} : { profile }),
    // The SDK's default is to skip it.
    skipVerify: false,
  });
}

async function inTime(work: Promise<void>, ms: number): Promise<void> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    late.reject(new Error(`ETIMEDOUT: no token after ${ms} ms`));
  }, ms);
  try {
    await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

const waysToSignIn: Readonly<Record<SignIn['by'], string>> = {
  token: 'DATABRICKS_TOKEN',
  client: 'DATABRICKS_CLIENT_ID and DATABRICKS_CLIENT_SECRET',
  profile: 'the profile that DATABRICKS_CONFIG_PROFILE names',
  default: 'anything that is set here',
};

function failed(cause: unknown, host: string, signIn: SignIn): AppError {
  const said = cause instanceof Error ? cause.message : '';
  const passes = passing.some((pattern) => pattern.test(said));
  return passes
    ? new AppError('upstream.down', `Databricks at ${new URL(host).host} gives no token.`, {
        cause,
        unknownEffect: false,
      })
    : new AppError(
        'auth.denied',
        `Databricks at ${new URL(host).host} gives no token for ${waysToSignIn[signIn.by]}.`,
        { cause, unknownEffect: false },
      );
}
