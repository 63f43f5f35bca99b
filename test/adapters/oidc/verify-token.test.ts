import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTokenVerifier } from '../../../adapters/oidc/verify-token.ts';
import { audience, startIssuer } from './issuer.ts';
import type { Issuer } from './issuer.ts';

let issuer: Issuer;
let other: Issuer;
beforeAll(async () => {
  [issuer, other] = await Promise.all([startIssuer(), startIssuer()]);
});
afterAll(async () => {
  await Promise.all([issuer, other].map((one) => one[Symbol.asyncDispose]()));
});

const settings = () => ({
  issuer: issuer.url,
  audience,
  clientId: null,
  clientSecret: null,
  groupsClaim: 'groups',
  algorithms: ['RS256'],
});
const roles = { operator: ['sre'], admin: ['user:ann@example.com'] };
const verifier = (over = {}) =>
  createTokenVerifier({ ...settings(), ...over }, roles, { cooldownMs: 0 });
const now = () => Math.floor(Date.now() / 1000);
const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');

/** The code of the failure, else the id that was let in. */
const outcome = (token: string, over = {}) =>
  verifier(over)
    .verify(token)
    .then(
      ({ id }) => id,
      (error: { code: string }) => error.code,
    );

describe('a token of the issuer', () => {
  it('tells who it is about, in which groups, and for how long', async () => {
    const exp = now() + 60;
    const caller = await verifier().verify(await issuer.token({ groups: ['sre', '*'], exp }));
    expect(caller).toMatchObject({
      id: `oidc:${new URL(issuer.url).host}#ann`,
      groups: ['sre'],
      role: 'operator',
      via: 'oidc',
      expiresAtMs: exp * 1000,
    });
  });

  it('gives a person something by a verified address only, and never by a group of that name', async () => {
    const told = async (claims: object) =>
      (await verifier().verify(await issuer.token({ ...claims }))).role;
    const email = 'Ann@example.com';
    expect(await told({ email, email_verified: true })).toBe('admin');
    expect(await told({ email })).toBe('viewer');
    expect(await told({ email, email_verified: false })).toBe('viewer');
    expect(await told({ groups: ['user:ann@example.com'] })).toBe('viewer');
  });

  it('may come from a clock that is 20 s ahead or behind', async () => {
    expect(await outcome(await issuer.token({ exp: now() - 20 }))).toContain('#ann');
    expect(await outcome(await issuer.token({ nbf: now() + 20 }))).toContain('#ann');
  });

  it.each<[string, () => Promise<string>]>([
    ['expired', () => issuer.token({ exp: now() - 60 })],
    ['not good yet', () => issuer.token({ nbf: now() + 60 })],
    ['without an end', () => issuer.token({ exp: null })],
    ['without a subject', () => issuer.token({ sub: null })],
    ['with an empty subject', () => issuer.token({ sub: '' })],
    ['for another audience', () => issuer.token({ aud: 'another-service' })],
    ['without an audience', () => issuer.token({ aud: null })],
    ['of another issuer by its name', () => issuer.token({ iss: 'https://login.example.com' })],
    ['signed by another tenant', () => other.token({ iss: issuer.url })],
    [
      'of another subject than was signed',
      async () => {
        const [head, , signature] = (await issuer.token()).split('.');
        const body = encode({ sub: 'bob', aud: audience, iss: issuer.url, exp: now() + 60 });
        return [head, body, signature].join('.');
      },
    ],
    [
      'that says it is not signed',
      async () => {
        const body = encode({ sub: 'ann', aud: audience, iss: issuer.url, exp: now() + 60 });
        return `${encode({ alg: 'none', typ: 'JWT' })}.${body}.`;
      },
    ],
    [
      'signed with the public key as a shared secret',
      async () => {
        const body = encode({ sub: 'ann', aud: audience, iss: issuer.url, exp: now() + 60 });
        const signed = `${encode({ alg: 'HS256', kid: 'first' })}.${body}`;
        const key = JSON.stringify(issuer.server.issuer.keys.toJSON()[0]);
        return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`;
      },
    ],
    ['that is none', async () => 'a.b.c'],
    ['that is empty', async () => ''],
  ])('lets nobody in when it is one %s', async (_, make) => {
    expect(await outcome(await make())).toBe('auth.required');
  });

  it('lets nobody in when it is signed with an algorithm that is not set', async () => {
    expect(await outcome(await issuer.token(), { algorithms: ['ES256'] })).toBe('auth.required');
  });

  it('is good with a new key of the issuer, once the issuer has it', async () => {
    const known = verifier();
    await known.verify(await issuer.token());
    await issuer.server.issuer.keys.generate('RS256', { kid: 'second' });
    expect((await known.verify(await issuer.token({}, 'second'))).id).toContain('#ann');
  });

  it('cannot be judged while the issuer is away, which is no fault of the token', async () => {
    const gone = await startIssuer();
    const token = await gone.token();
    await gone[Symbol.asyncDispose]();
    expect(await outcome(token, { issuer: gone.url })).toBe('dependency.down');
  });
});
