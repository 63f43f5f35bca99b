import { randomBytes } from 'node:crypto';

/** Who a request is from. `id` is the number that messages and SCIM carry. */
export type Principal = {
  readonly id: number;
  readonly name: string;
  readonly displayName: string;
  readonly isServicePrincipal: boolean;
};

/** Tokens and whom they stand for. */
export type Principals = {
  /** Null for a missing, unknown or expired token. */
  readonly of: (authorization: string | undefined) => Principal | null;
  /** A new access token for client credentials, or null when they are wrong. Effect: remembers the token. */
  readonly grant: (clientId: string, clientSecret: string) => string | null;
};

/** The service principal of the local workspace; its secret is the administrator's token. */
export const localClientId = '00000000-0000-4000-8000-0000000c11e0';

/** How long an access token lives, as Databricks says it. */
export const tokenSeconds = 3600;

const admin: Principal = {
  id: 5_550_000,
  name: 'admin@example.com',
  displayName: 'Administrator',
  isServicePrincipal: false,
};
const service: Principal = {
  id: 5_550_099,
  name: localClientId,
  displayName: 'health-monitor',
  isServicePrincipal: true,
};

/**
 * @param token The administrator's personal access token.
 */
export function createPrincipals(token: string): Principals {
  const granted = new Map<string, number>();
  return {
    of: (authorization) => {
      const bearer = authorization?.match(/^Bearer (\S+)$/i)?.[1];
      if (bearer === undefined) return null;
      if (bearer === token) return admin;
      return (granted.get(bearer) ?? 0) > Date.now() ? service : null;
    },
    grant: (clientId, clientSecret) => {
      if (clientId !== localClientId || clientSecret !== token) return null;
      const access = `local-${randomBytes(24).toString('hex')}`;
      granted.set(access, Date.now() + tokenSeconds * 1000);
      return access;
    },
  };
}
