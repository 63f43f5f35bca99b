import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createTokenVault, expiryOf } from '../../adapters/token-vault.ts';
import { investigationId } from '../../domain/ids.ts';
import { Secret } from '../../domain/secret.ts';

const aKey = (name: string) => ({ name, key: randomBytes(32).toString('base64') });
const id = investigationId('a'.repeat(32));
const other = investigationId('b'.repeat(32));
const token = 'eyJ.the-token-of-ann.x';
const user = { token: new Secret(token), expiresAtMs: 5 };

describe('the vault of tokens', () => {
  it('gives back what it took, for the same investigation only', () => {
    const vault = createTokenVault([aKey('k1')]);
    const sealed = vault.seal(user, id);
    expect(sealed).toMatchObject({ keyName: 'k1', expiresAtMs: 5 });
    expect(vault.open(sealed, id)?.reveal()).toBe(token);
    expect(vault.open(sealed, other)).toBeNull();
    expect(Buffer.from(sealed.bytes).includes('the-token')).toBe(false);
  });

  it('writes the same token otherwise each time', () => {
    const vault = createTokenVault([aKey('k1')]);
    expect(vault.seal(user, id).bytes).not.toEqual(vault.seal(user, id).bytes);
  });

  it('reads with every key and writes with the first, so that keys can be changed', () => {
    const [old, newer] = [aKey('old'), aKey('new')];
    const before = createTokenVault([old]).seal(user, id);
    const both = createTokenVault([newer, old]);
    expect(both.open(before, id)?.reveal()).toBe(token);
    expect(both.seal(user, id).keyName).toBe('new');
    expect(createTokenVault([newer]).open(before, id)).toBeNull();
  });

  it('does not take a key of the same name for the one that encrypted', () => {
    const sealed = createTokenVault([aKey('k1')]).seal(user, id);
    expect(createTokenVault([aKey('k1')]).open(sealed, id)).toBeNull();
  });

  it('opens nothing that was changed in any byte, or cut', () => {
    const vault = createTokenVault([aKey('k1')]);
    const { bytes, keyName } = vault.seal(user, id);
    for (const at of bytes.keys()) {
      const changed = Uint8Array.from(bytes, (byte, n) => (n === at ? byte ^ 1 : byte));
      expect(vault.open({ keyName, bytes: changed }, id)).toBeNull();
    }
    expect(vault.open({ keyName, bytes: bytes.subarray(0, 20) }, id)).toBeNull();
    expect(vault.open({ keyName, bytes: bytes.subarray(0, -1) }, id)).toBeNull();
  });
});

describe('a secret', () => {
  it('is shown by nothing that writes texts', () => {
    const secret = new Secret(token);
    const error = Object.assign(new Error('failed'), { details: { secret } });
    const shown = [JSON.stringify({ secret }), `${String(secret)}`, inspect(error, { depth: 9 })];
    expect(shown.join()).not.toContain('the-token');
    expect(secret.reveal()).toBe(token);
  });
});

describe('the end of a token', () => {
  const jwt = (payload: object): string =>
    [{ alg: 'none' }, payload]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.') + '.x';

  it.each([
    [jwt({ exp: 1_800_000_000 }), 1_800_000_000_000],
    [jwt({ sub: 'ann' }), null],
    ['dapi0123', null],
    ['', null],
    ['a.b.c', null],
  ])('of %s is %s', (text, ends) => {
    expect(expiryOf(text)).toBe(ends);
  });
});
