import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import { Config } from '@databricks/sdk-experimental';
import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { SignIn } from '../../domain/hints.ts';
import { optionalId } from './fields.ts';

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
 * refused the current one before it expired; `refused` is the `authorization` that it did not take.
 */
export type Authenticate = (options?: {
  renew: boolean;
  refused?: string | undefined;
}) => Promise<Record<string, string>>;

/** Timeout of a token request, milliseconds. */
const tokenTimeoutMs = 10_000;

/** Messages of temporary failures; the vendor's errors have no codes. */
const temporaryFailures = [
  /retrieve token: (429|5\d\d|Unknown|server_error|temporarily_unavailable|INTERNAL_ERROR|TEMPORARILY_UNAVAILABLE|RESOURCE_EXHAUSTED|REQUEST_LIMIT_EXCEEDED)/,
  /\bE(CONNREFUSED|CONNRESET|HOSTUNREACH|NETUNREACH|NOTFOUND|TIMEDOUT|PIPE|AI_AGAIN)\b/,
  /socket hang up|^aborted$|discover OIDC endpoints/,
  // What JSON.parse of V8 says about a web page, and about a reply that is empty or breaks off.
  /is not valid JSON|(?:end of|in) JSON/,
];

/** The vendor puts a reply to which it finds no token into the message, with its secrets. */
const unreadReply = /^Failed to retrieve token: ([[{"].*|null)$/s;

/** What the vendor makes of an `access_token` that is no text. */
const noToken = /^Bearer(?: (?:null|undefined|true|false|\[object Object\]))?$/;

/**
 * Creates the function that makes authentication headers. The vendor's `Config` supports token,
 * client credentials and CLI profile, and refreshes tokens before they expire.
 *
 * Effect: may ask the workspace for a token.
 *
 * @throws {AppError} `auth.denied` when the credentials are refused; `upstream.down` when the
 *   workspace temporarily gives no token; `upstream.rejected` when its reply has none. In all cases
 *   no other request was sent.
 */
export function createAuthenticate(
  credentials: Credentials,
  timeoutMs = tokenTimeoutMs,
): Authenticate {
  let config = configOf(credentials);
  // A token whose lifetime the workspace did not tell; it is used until it is refused.
  let lasting: string | null = null;
  return async (options) => {
    if (options?.renew === true) {
      config = configOf(credentials);
      lasting = null;
    }
    const headers = new Headers(lasting === null ? {} : { authorization: lasting });
    try {
      if (lasting === null) await withTimeout(() => config.authenticate(headers), timeoutMs);
    } catch (cause) {
      const token = tokenIn(cause);
      if (token === null) throw toFailure(cause, credentials.host, signInOf(credentials));
      lasting = `Bearer ${token}`;
      headers.set('authorization', lasting);
    }
    if (noToken.test(headers.get('authorization') ?? 'none')) {
      // The vendor would keep it for as long as a token lasts.
      config = configOf(credentials);
      throw unreadable(credentials.host);
    }
    return Object.fromEntries(headers);
  };
}

/** The token of a reply that the vendor refused because it tells no lifetime. */
function tokenIn(cause: unknown): string | null {
  const reply = unreadReply.exec(messageOf(cause))?.[1];
  if (reply === undefined) return null;
  const { access_token: token } = TokenReply.safeParse(JSON.parse(reply)).data ?? {};
  return token ?? null;
}

const TokenReply = z.object({ access_token: optionalId });

const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : '');

/** Without the cause, because its message may hold a secret. */
function unreadable(host: string): AppError {
  return new AppError(
    'upstream.rejected',
    `Databricks at ${new URL(host).host} answered the request for a token without a readable \`access_token\`.`,
    { unknownEffect: false },
  );
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
    // Else the SDK adds what variables for other programs say: an account, another kind of host.
    ...(token === null && clientId === null ? {} : { env: {} }),
    // The SDK skips the verification by default.
    skipVerify: false,
  });
}

/** Requests of the work in progress; the vendor's have no time limit, and no signal ends them. */
const requestsOf = new AsyncLocalStorage<Set<ClientRequest>>();
subscribe('http.client.request.created', (message) => {
  // Node's documentation of the channel says what a message holds.
  requestsOf.getStore()?.add((message as { readonly request: ClientRequest }).request);
});

/** Effect: what has not ended in time is cut off. */
async function withTimeout(work: () => Promise<void>, ms: number): Promise<void> {
  const timeout = Promise.withResolvers<never>();
  const requests = new Set<ClientRequest>();
  const timer = setTimeout(() => {
    timeout.reject(new Error(`ETIMEDOUT: no token after ${ms} ms`));
    for (const request of requests) request.destroy();
  }, ms);
  try {
    await Promise.race([requestsOf.run(requests, work), timeout.promise]);
  } finally {
    clearTimeout(timer);
  }
}

const signInNames: Readonly<Record<SignIn['by'], string>> = {
  token: 'DATABRICKS_TOKEN',
  client: 'DATABRICKS_CLIENT_ID and DATABRICKS_CLIENT_SECRET',
  profile: 'the profile that DATABRICKS_CONFIG_PROFILE names',
  user: 'the user who asks',
  default: 'the default credentials of this environment',
};

function toFailure(cause: unknown, host: string, signIn: SignIn): AppError {
  const message = messageOf(cause);
  if (unreadReply.test(message)) return unreadable(host);
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
