import type { Evaluation } from '../resources.ts';

/** What a scorer came to in one evaluation. */
export type TrendPoint = {
  readonly id: string;
  readonly at: string;
  /** 0 to 1. */
  readonly share: number;
  readonly judged: number;
};

/** A scorer over its evaluations, oldest first; `bar` is that of the newest. */
export type Trend = {
  readonly name: string;
  readonly bar: number;
  readonly points: readonly TrendPoint[];
};

/**
 * The trend of each scorer over all domains.
 *
 * Pure.
 *
 * @param evaluations Newest first, as the service lists them.
 */
export function trendsOf(evaluations: readonly Evaluation[]): readonly Trend[] {
  const trends = new Map<string, { bar: number; points: TrendPoint[] }>();
  for (const { id, startedAt, gate } of evaluations.toReversed()) {
    for (const { scorer, domain, share, judged, bar } of gate?.bars ?? []) {
      if (domain !== null || share === null) continue;
      const points = trends.get(scorer)?.points ?? [];
      trends.set(scorer, { bar, points: [...points, { id, at: startedAt, share, judged }] });
    }
  }
  return [...trends].map(([name, trend]) => ({ name, ...trend }));
}
