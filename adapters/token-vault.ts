import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { decodeJwt } from 'jose';
import type { Config } from '../config/index.ts';
import type { TokenVault } from '../domain/on-behalf.ts';
import { Secret } from '../domain/secret.ts';

const algorithm = 'aes-256-gcm';
/** Bytes, as NIST SP 800-38D recommends for random ones. */
const nonceBytes = 12;
const tagBytes = 16;

/** A key of 32 bytes, as base64. */
export type TokenKey = { readonly name: string; readonly key: string };

/**
 * Creates the vault of users' tokens: AES-256-GCM, with the id of the investigation as additional data, so
 * that a token cannot be moved to another one.
 *
 * Pure, but for the random nonces.
 *
 * @param keys The first encrypts, all decrypt. At least one.
 */
export function createTokenVault(keys: readonly TokenKey[]): TokenVault {
  const bytes = new Map(keys.map(({ name, key }) => [name, Buffer.from(key, 'base64')]));
  const [newest] = keys;
  if (newest === undefined) throw new Error('A vault of tokens needs a key.');
  const keyOf = (name: string): Buffer | null => bytes.get(name) ?? null;
  return {
    seal: ({ token, expiresAtMs }, id) => {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv(algorithm, keyOf(newest.name) ?? '', nonce);
      cipher.setAAD(Buffer.from(id));
      const sealed = [cipher.update(token.reveal(), 'utf8'), cipher.final(), cipher.getAuthTag()];
      return { keyName: newest.name, bytes: Buffer.concat([nonce, ...sealed]), expiresAtMs };
    },
    open: ({ keyName, bytes: sealed }, id) => {
      const key = keyOf(keyName);
      if (key === null || sealed.length < nonceBytes + tagBytes) return null;
      const decipher = createDecipheriv(algorithm, key, sealed.subarray(0, nonceBytes));
      decipher.setAAD(Buffer.from(id));
      decipher.setAuthTag(sealed.subarray(-tagBytes));
      try {
        const text = decipher.update(sealed.subarray(nonceBytes, -tagBytes));
        return new Secret(Buffer.concat([text, decipher.final()]).toString('utf8'));
      } catch {
        return null;
      }
    },
  };
}

/** How the tokens of who asks are encrypted; null where the workspace is asked as the service. Pure. */
export const sealTokenOf = ({
  onBehalfOf,
  tokenKeys,
}: Pick<Config, 'onBehalfOf' | 'tokenKeys'>): TokenVault['seal'] | null =>
  onBehalfOf ? createTokenVault(tokenKeys).seal : null;

/**
 * When a token says that it ends, epoch milliseconds; null when it is no JWT or does not say. Its signature is
 * for the workspace to check: this only tells when asking again is of no use.
 *
 * Pure.
 */
export function expiryOf(token: string): number | null {
  try {
    const { exp } = decodeJwt(token);
    return exp === undefined ? null : exp * 1000;
  } catch {
    return null;
  }
}
