import { createHash } from 'node:crypto';
import type { Catalogue } from './catalogue.ts';

/** SHA-256 of the certified statements with their ids and headers: which definitions a figure had. Pure. */
export function catalogueSha256({ questions, checks, definitions }: Catalogue): string {
  const content = JSON.stringify([questions, checks, definitions]);
  return createHash('sha256').update(content).digest('hex');
}
