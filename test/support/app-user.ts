import { randomBytes } from 'node:crypto';

/** A token key as TOKEN_KEYS has it. */
export const tokenKey = (name = 'k1'): string => `${name}:${randomBytes(32).toString('base64')}`;

/** A text of the form of a JWT whose end is known; no two are the same. */
export const aJwt = (name: string, expiresAtMs: number): string =>
  [
    { alg: 'RS256', typ: 'JWT' },
    { sub: name, exp: Math.floor(expiresAtMs / 1000), jti: randomBytes(8).toString('hex') },
  ]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
    .concat(`.${randomBytes(24).toString('base64url')}`);

/** What the proxy of Databricks Apps adds to a request of a person. */
export const proxied = (name: string, token: string | null): Record<string, string> => ({
  'x-forwarded-user': `${name}@1234`,
  'x-forwarded-email': `${name}@example.com`,
  ...(token === null ? {} : { 'x-forwarded-access-token': token }),
});
