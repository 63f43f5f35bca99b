import { randomBytes } from 'node:crypto';
import { people, type Person, type Principal } from './people.ts';

export { localClientId, type Principal } from './people.ts';

/** What a token allows: everything its principal may do, or only what needs one of some scopes. */
export type Credential = {
  readonly principal: Principal;
  readonly scopes: ReadonlySet<string>;
};

/** Tokens and whom they stand for. */
export type Principals = {
  /** Null for a missing, unknown or expired token. */
  readonly of: (authorization: string | undefined) => Credential | null;
  /** A new access token for client credentials, or null when they are wrong. Effect: remembers the token. */
  readonly grant: (clientId: string, clientSecret: string, scope: string) => string | null;
  /** Ends an access token before its time; personal tokens live on. Effect: forgets it. */
  readonly expire: (authorization: string | undefined) => void;
  readonly byId: (id: number) => Principal | null;
  readonly byName: (name: string) => Principal | null;
};

/** How long an access token lives, as Databricks says it. */
export const tokenSeconds = 3600;

/** The scope that includes all others. */
export const allApis = 'all-apis';

type Granted = Credential & { readonly untilMs: number };

const bearerOf = (authorization: string | undefined): string =>
  authorization?.match(/^Bearer (\S+)$/i)?.[1] ?? '';

/**
 * Effect: keeps access tokens in memory.
 *
 * @param token The administrator's personal access token; those of others begin with it.
 * @param nowMs The workspace's time, which ends access tokens.
 */
export function createPrincipals(token: string, nowMs: () => number): Principals {
  const granted = new Map<string, Granted>();
  const secretOf = ({ key }: Person) => (key === '' ? token : `${token}-${key}`);
  const personal = new Map(
    people
      .filter((person) => !person.isServicePrincipal)
      .map((person) => [
        secretOf(person),
        { principal: person, scopes: new Set([allApis]), untilMs: Number.POSITIVE_INFINITY },
      ]),
  );
  return {
    of: (authorization) => {
      const bearer = bearerOf(authorization);
      const found = personal.get(bearer) ?? granted.get(bearer);
      return found !== undefined && found.untilMs > nowMs() ? found : null;
    },
    grant: (clientId, clientSecret, scope) => {
      const found = people.find((person) => person.isServicePrincipal && person.name === clientId);
      if (found === undefined || clientSecret !== secretOf(found)) return null;
      const access = `local-${randomBytes(24).toString('hex')}`;
      const scopes = new Set(scope.split(/\s+/).filter((name) => name !== ''));
      granted.set(access, { principal: found, scopes, untilMs: nowMs() + tokenSeconds * 1000 });
      return access;
    },
    expire: (authorization) => {
      granted.delete(bearerOf(authorization));
    },
    byId: (id) => people.find((person) => person.id === id) ?? null,
    byName: (name) => people.find((person) => person.name === name) ?? null,
  };
}
