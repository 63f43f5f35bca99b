import { termsOf } from './synonyms.ts';

export type Row = Readonly<Record<string, unknown>>;
export type Ranked = { readonly row: Row; readonly score: number };

/** Saturation of a term's frequency, and how much the length of a text counts, as in BM25. */
const saturation = 1.2;
const lengthShare = 0.75;

/** How rare a term is among the texts; 0 or more. */
const rarity = (texts: number, holding: number): number =>
  Math.log(1 + (texts - holding + 0.5) / (holding + 0.5));

const textIn = (cell: unknown): string => (typeof cell === 'string' ? cell : '');

function countsOf(terms: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
}

/**
 * Rows by how well a text of theirs fits a query, best first; rows without a common term are left out.
 *
 * Pure.
 *
 * @param column The column with the text.
 * @param bySense Whether words of one meaning are equal; without it, only equal words are.
 * @returns Scores of more than 0 and at most 1: the share of the best possible score.
 */
export function rank(
  rows: readonly Row[],
  column: string,
  query: string,
  bySense: boolean,
): readonly Ranked[] {
  const wanted = [...new Set(termsOf(query, bySense))];
  const texts = rows.map((row) => termsOf(textIn(row[column]), bySense));
  const counts = texts.map(countsOf);
  const meanLength = texts.reduce((sum, { length }) => sum + length, 0) / (texts.length || 1);
  const weights = wanted.map((term) =>
    rarity(texts.length, counts.filter((held) => held.has(term)).length),
  );
  const best = weights.reduce((sum, weight) => sum + weight * (saturation + 1), 0);
  const scoreOf = (n: number): number =>
    wanted.reduce((sum, term, place) => {
      const times = counts[n]?.get(term) ?? 0;
      const length = (texts[n]?.length ?? 0) / (meanLength || 1);
      const dampened = times + saturation * (1 - lengthShare + lengthShare * length);
      return sum + ((weights[place] ?? 0) * times * (saturation + 1)) / (dampened || 1);
    }, 0);
  return rows
    .map((row, n) => ({ row, score: best === 0 ? 0 : Math.min(1, scoreOf(n) / best) }))
    .filter(({ score }) => score > 0)
    .toSorted((left, right) => right.score - left.score);
}
