import { randomBytes } from 'node:crypto';
import { knownPrincipals, type KnownPrincipal, type Principal } from './known-principals.ts';

export { localClientId, type Principal } from './known-principals.ts';

/** An authenticated principal with the scopes of its token. */
export type Credential = {
  readonly principal: Principal;
  readonly scopes: ReadonlySet<string>;
};

/** Principals and their tokens. */
export type Principals = {
  /** The credential of an `Authorization` header, or what is wrong with it. */
  readonly authenticate: (
    authorization: string | undefined,
  ) => Credential | 'missing' | 'wrong' | 'expired';
  /** A new access token for client credentials; null when they are wrong. Effect: stores the token. */
  readonly issueToken: (clientId: string, clientSecret: string, scope: string) => string | null;
  /** A new access token of a user with the scopes of an app, as its proxy hands it over. Effect: stores the token. */
  readonly issueUserToken: (user: Principal, scopes: readonly string[], seconds: number) => string;
  /** Effect: revokes an access token; a personal access token stays valid. */
  readonly revoke: (authorization: string | undefined) => void;
  readonly byId: (id: number) => Principal | null;
  readonly byName: (name: string) => Principal | null;
};

/** Lifetime of an access token, as in Databricks. */
export const tokenSeconds = 3600;

/** The scope that includes all others. */
export const allApis = 'all-apis';

type IssuedToken = Credential & { readonly expiresMs: number };

const bearerOf = (authorization: string | undefined): string =>
  authorization?.match(/^Bearer (\S+)$/i)?.[1] ?? '';

/** Nobody checks its signature here: the workspace knows the tokens that it has issued. */
const jwtOf = (payload: object): string =>
  [{ alg: 'RS256', typ: 'JWT' }, payload]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .concat(randomBytes(24).toString('base64url'))
    .join('.');

/**
 * Effect: keeps access tokens in memory.
 *
 * @param token The administrator's personal access token; the tokens of other users begin with it.
 * @param nowMs The workspace's time, by which access tokens expire.
 */
export function createPrincipals(token: string, nowMs: () => number): Principals {
  const issued = new Map<string, IssuedToken>();
  const secretOf = ({ key }: KnownPrincipal) => (key === '' ? token : `${token}-${key}`);
  const personal = new Map(
    knownPrincipals
      .filter((known) => !known.isServicePrincipal)
      .map((known) => [
        secretOf(known),
        { principal: known, scopes: new Set([allApis]), expiresMs: Number.POSITIVE_INFINITY },
      ]),
  );
  return {
    authenticate: (authorization) => {
      const bearer = bearerOf(authorization);
      if (bearer === '') return 'missing';
      const found = personal.get(bearer) ?? issued.get(bearer);
      if (found === undefined) return 'wrong';
      return found.expiresMs > nowMs() ? found : 'expired';
    },
    issueToken: (clientId, clientSecret, scope) => {
      const found = knownPrincipals.find(
        (known) => known.isServicePrincipal && known.name === clientId,
      );
      if (found === undefined || clientSecret !== secretOf(found)) return null;
      const accessToken = `local-${randomBytes(24).toString('hex')}`;
      const scopes = new Set(scope.split(/\s+/).filter((name) => name !== ''));
      issued.set(accessToken, {
        principal: found,
        scopes,
        expiresMs: nowMs() + tokenSeconds * 1000,
      });
      return accessToken;
    },
    issueUserToken: (user, scopes, seconds) => {
      const expiresMs = nowMs() + seconds * 1000;
      const accessToken = jwtOf({
        sub: user.name,
        scope: scopes.join(' '),
        exp: Math.floor(expiresMs / 1000),
      });
      issued.set(accessToken, { principal: user, scopes: new Set(scopes), expiresMs });
      return accessToken;
    },
    revoke: (authorization) => {
      const bearer = bearerOf(authorization);
      const found = issued.get(bearer);
      if (found !== undefined) issued.set(bearer, { ...found, expiresMs: 0 });
    },
    byId: (id) => knownPrincipals.find((known) => known.id === id) ?? null,
    byName: (name) => knownPrincipals.find((known) => known.name === name) ?? null,
  };
}
