import type { Answer } from '../domain/answer.ts';
import { recited } from '../domain/correction.ts';
import type { CorrectedClaim } from '../domain/correction.ts';
import type { Evidence } from '../domain/evidence.ts';
import { claimsBySentence } from './check-claims.ts';

/**
 * The claims of an answer that its tables supported as they were, and do not as they are now. What is told
 * with other digits than the cell has stays true as long as it rounds to them, so that a difference that no
 * reader sees is none.
 *
 * Pure.
 *
 * @param now The same tables, with the rows of now in the order of then.
 */
export function changedClaims(
  { markdown, citations }: Pick<Answer, 'markdown' | 'citations'>,
  before: readonly Evidence[],
  now: readonly Evidence[],
): readonly CorrectedClaim[] {
  const citedNow = citations.map((one) => recited(one, now));
  const held = new Set(
    claimsBySentence(markdown, citations, before).flatMap(({ sentence, claims }) =>
      claims
        .filter(({ verdict }) => verdict !== 'unsupported')
        .map(({ text }) => JSON.stringify([sentence.end, text])),
    ),
  );
  return claimsBySentence(markdown, citedNow, now).flatMap(({ sentence, claims }) => {
    const cells = citations.flatMap((one, at) => {
      const after = citedNow[at]?.value ?? null;
      const isOther = sentence.markers.includes(one.marker) && after !== one.value;
      const { marker, column, value } = one;
      return isOther ? [{ marker, column, before: value, after }] : [];
    });
    return claims
      .filter(({ verdict, text }) => {
        const isHeld = held.has(JSON.stringify([sentence.end, text]));
        return verdict === 'unsupported' && isHeld;
      })
      .map(({ text }) => ({ text, sentence: sentence.text, cells }));
  });
}
