import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { AdmitDeps } from '../domain/admit.ts';

/** Hex digits of an id. */
const idDigits = 32;

/** The clock, the ids and the hashes of admission. */
export const admissionIds: Pick<AdmitDeps, 'nowMs' | 'randomHex' | 'keyedHex' | 'hash'> = {
  nowMs: Date.now,
  randomHex: () => randomBytes(idDigits / 2).toString('hex'),
  keyedHex: (key, text) => createHmac('sha256', key).update(text).digest('hex').slice(0, idDigits),
  hash: (text) => createHash('sha256').update(text).digest('hex'),
};
