import type { CertifiedQuestion } from '../../../../sql/catalogue.ts';
import type { Ranker } from '../../../../wordings/rank.ts';

/** Weight of what the ranker gives to questions of other spaces, which overlap with those of this one. */
const elsewhereWeight = 0.3;

/** What both opinions leave at least to each question, and to none of them. */
const leastShare = 1e-3;
const leastNoneShare = 1e-2;

/** Shares of belief, 0 to 1, in each of a space's questions, and in none of them. */
export type Opinion = { readonly of: (id: string) => number; readonly none: number };

/** What the ranker believes of a space's questions: it counts the same wordings in another way. Pure. */
export const rankerOpinion =
  (own: readonly CertifiedQuestion[], { rank }: Ranker) =>
  (core: string): Opinion => {
    const ids = new Set(own.map(({ id }) => id));
    const shares = new Map<string, number>();
    let elsewhere = 0;
    for (const { header, share } of rank(core)) {
      if (header !== null && ids.has(header.id)) shares.set(header.id, share);
      else elsewhere += elsewhereWeight * share;
    }
    const all = [...shares.values()].reduce((left, right) => left + right, elsewhere);
    return { of: (id) => (shares.get(id) ?? 0) / all, none: elsewhere / all };
  };

/**
 * Two ways to count rarely err on the same text: the mean of both, which is high where they agree, times
 * the fit of each question with the objects that are named. By question id, 0 to 1. Pure.
 */
export function agree(
  own: readonly CertifiedQuestion[],
  left: Opinion,
  right: Opinion,
  fitOf: (question: CertifiedQuestion) => number,
): ReadonlyMap<string, number> {
  const mean = (one: number, other: number, least: number) =>
    Math.sqrt(Math.max(one, least) * Math.max(other, least));
  const beliefs = own.map((one) => ({
    id: one.id,
    belief: mean(left.of(one.id), right.of(one.id), leastShare) * fitOf(one),
  }));
  const none = mean(left.none, right.none, leastNoneShare);
  const all = beliefs.reduce((sum, { belief }) => sum + belief, none);
  return new Map(beliefs.map(({ id, belief }) => [id, belief / all]));
}
