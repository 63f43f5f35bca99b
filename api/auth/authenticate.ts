import type { ApiKeyStore, SignInStore } from '../../domain/access-ports.ts';
import type { Caller, Way } from '../../domain/caller.ts';
import { AppError } from '../../domain/errors.ts';
import { cookieIn, signInCookie } from './cookie.ts';
import type { Arrival } from './door.ts';

/** Who sends a request; and the cookie that their browser gets, where theirs has become old. */
export type Authenticated = { readonly caller: Caller; readonly setCookie: string | null };

/**
 * Finds out who sends a request.
 *
 * @throws {AppError} `auth.required` without a credential that is good; `auth.denied` when a browser sends
 *   it for another site; `dependency.down` when that cannot be found out now.
 */
export type Authenticate = (
  request: Request,
  arrival: Arrival,
) => Authenticated | Promise<Authenticated>;

/** The ways in; null for one that is not open. */
export type OpenWays = {
  readonly apiKeys: Pick<ApiKeyStore, 'callerOf'> | null;
  /** @throws {AppError} `auth.required` for a token that is not good. */
  readonly verifyToken: ((token: string) => Promise<Caller>) | null;
  readonly signIns: Pick<SignInStore, 'find'>;
  readonly isHttps: boolean;
};

const keyPrefix = 'hmk_';

/**
 * Makes the check of credentials. A request is judged by one of them: where a header names one, a cookie
 * beside it does not count, and a credential that is refused leads to no other.
 *
 * Effect: as the stores; one statement for a key or a cookie.
 */
export function createAuthenticate(open: OpenWays): Authenticate {
  return async (request, arrival) => {
    const header = request.headers.get('authorization');
    if (header !== null) return { caller: await callerOfHeader(open, header), setCookie: null };
    const cookie = cookieIn(request, open.isHttps);
    if (cookie === null) throw required(open);
    refuseForeign(request, arrival);
    const found = await open.signIns.find(cookie);
    if (found === null) throw notGood();
    const { caller, rotated } = found;
    return { caller, setCookie: rotated === null ? null : signInCookie(rotated, open.isHttps) };
  };
}

async function callerOfHeader({ apiKeys, verifyToken }: OpenWays, header: string): Promise<Caller> {
  const token = /^Bearer +([\x21-\x7e]+) *$/i.exec(header)?.[1] ?? null;
  if (token === null) throw notGood();
  if (token.startsWith(keyPrefix)) {
    const caller = (await apiKeys?.callerOf(token)) ?? null;
    if (caller === null) throw notGood();
    return caller;
  }
  if (verifyToken === null) throw notGood();
  return verifyToken(token);
}

/** The same words for whatever is wrong with it: they help nobody to find a good one. */
export const notGood = (): AppError =>
  new AppError(
    'auth.required',
    'The credential is not good: it is unknown, expired or revoked, or this service does not take its kind.',
  );

const kinds: Readonly<Partial<Record<Way, string>>> = {
  'api-keys': 'an API key',
  oidc: 'an access token of the issuer',
};

function required({ apiKeys, verifyToken }: OpenWays): AppError {
  const taken = [apiKeys && kinds['api-keys'], verifyToken && kinds.oidc].filter(Boolean);
  return new AppError(
    'auth.required',
    `Sign in, or send ${taken.join(' or ')} as “Authorization: Bearer …”.`,
  );
}

const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses a request that changes something and that a browser sends for a page of another site: it would
 * carry the cookie of whoever looks at that page.
 *
 * @throws {AppError} `auth.denied`.
 */
export function refuseForeign(request: Request, { host }: Arrival): void {
  if (safe.has(request.method)) return;
  const origin = request.headers.get('origin');
  const site = request.headers.get('sec-fetch-site');
  const isOurs = origin !== null && URL.canParse(origin) && new URL(origin).host === host;
  if (isOurs && (site === null || site === 'same-origin')) return;
  throw new AppError(
    'auth.denied',
    'A request with a cookie must come from a page of this service: its Origin is another, or missing.',
  );
}
