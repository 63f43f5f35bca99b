import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkClaims } from '../../claims/check-claims.ts';
import { root } from '../support/sources.ts';
import { evidenceOf } from './labelled.ts';
import type { Case } from './labelled.ts';
import { madeSentences } from './sentences.ts';
import { toldSentences } from './told.ts';

const cases = readFileSync(join(root, 'eval/datasets/claims.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Case);

type Judged = { readonly isTrue: boolean; readonly isAccepted: boolean };

/** A sentence is accepted where none of its claims is unsupported. */
const isAccepted = (
  markdown: string,
  citations: Parameters<typeof checkClaims>[1],
  evidence: Parameters<typeof checkClaims>[2],
): boolean =>
  checkClaims(markdown, citations, evidence).every(({ verdict }) => verdict !== 'unsupported');

/** In percent: false sentences that are accepted, and true ones that are not. */
function errorsOf(judged: readonly Judged[]): { falseAccepted: number; trueRejected: number } {
  const share = (isTrue: boolean): number => {
    const some = judged.filter((one) => one.isTrue === isTrue);
    return (100 * some.filter((one) => one.isAccepted !== isTrue).length) / some.length;
  };
  return { falseAccepted: share(false), trueRejected: share(true) };
}

describe('the claims that somebody labelled who had not seen the code', () => {
  it.each([
    ['read when the rules were written', 0, { falseAccepted: 0, trueRejected: 0 }],
    ['not read', 1, { falseAccepted: 5, trueRejected: 5 }],
  ] as const)('are told apart: those %s', (_, half, most) => {
    const judged = cases
      .filter((_case, n) => n % 2 === half)
      .map((one): Judged => {
        const { markdown, citations, evidence } = evidenceOf(one);
        return { isTrue: one.true, isAccepted: isAccepted(markdown, citations, [evidence]) };
      });
    expect(judged).toHaveLength(260);
    const { falseAccepted, trueRejected } = errorsOf(judged);
    expect(falseAccepted).toBeLessThanOrEqual(most.falseAccepted);
    expect(trueRejected).toBeLessThanOrEqual(most.trueRejected);
  });
});

describe('sentences made from tables', () => {
  it.each([
    ['numbers of rows, sums, means, ranks and changes', madeSentences],
    ['dates, states, names, rates, conditions and windows', toldSentences],
  ] as const)('are told apart: %s', (_, make) => {
    const judged = make(7, 3_000).map(({ isTrue, markdown, citations, evidence }): Judged => ({
      isTrue,
      isAccepted: isAccepted(markdown, citations, [evidence]),
    }));
    const { falseAccepted, trueRejected } = errorsOf(judged);
    expect(falseAccepted).toBeLessThanOrEqual(0.5);
    expect(trueRejected).toBeLessThanOrEqual(0.5);
  });
});
