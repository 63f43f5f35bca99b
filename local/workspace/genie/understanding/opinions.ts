import type { CertifiedQuestion } from '../../../../sql/catalogue.ts';
import type { Ranker } from '../../../../wordings/rank.ts';

/** Weight of what the ranker gives to questions of other spaces, which overlap with those of this one. */
const elsewhereWeight = 0.3;

/** What both opinions leave at least to each question, and to none of them. */
const leastShare = 1e-3;
const leastNoneShare = 1e-2;

/** Shares of belief, 0 to 1, in each of a space's questions, and in none of them. */
export type Opinion = { readonly of: (id: string) => number; readonly none: number };

/**
 * What the ranker believes of a space's questions: it counts the same wordings in another way. Pure.
 *
 * `known` is the share, 0 to 1, of the text's words that the wordings of a question have.
 */
export const rankerOpinion =
  (own: readonly CertifiedQuestion[], { rank }: Ranker) =>
  (core: string): Opinion & { readonly known: (id: string) => number } => {
    const ids = new Set(own.map(({ id }) => id));
    const ranked = rank(core);
    const mine = new Map(
      ranked.flatMap((one) => (one.header && ids.has(one.header.id) ? [[one.header.id, one]] : [])),
    );
    const elsewhere = ranked
      .filter(({ header }) => header === null || !ids.has(header.id))
      .reduce((sum, { share }) => sum + elsewhereWeight * share, 0);
    const all = [...mine.values()].reduce((sum, { share }) => sum + share, elsewhere);
    return {
      of: (id) => (mine.get(id)?.share ?? 0) / all,
      none: elsewhere / all,
      known: (id) => mine.get(id)?.known ?? 0,
    };
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
