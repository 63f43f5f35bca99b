import type { Score } from '../domain/evaluation.ts';
import type { CaseRun } from './case-run.ts';
import { answered } from './scorers/answered.ts';
import { cause } from './causes/scorer.ts';
import { certifiedMatch } from './scorers/certified-match.ts';
import { citations } from './scorers/citations.ts';
import { completeness } from './scorers/completeness.ts';
import { cost } from './scorers/cost.ts';
import { firstLine } from './scorers/first-line.ts';
import { latency } from './scorers/latency.ts';
import { numberTruth } from './scorers/number-truth.ts';
import { repeatability } from './scorers/repeatability.ts';
import { routing } from './scorers/routing.ts';
import { rowsTruth } from './scorers/rows-truth.ts';
import type { Scorer } from './scorers/scorer.ts';
import { unjudged } from './scorers/scorer.ts';
import { secrets } from './scorers/secrets.ts';
import { told } from './scorers/told.ts';
import { units } from './scorers/units.ts';

/** Every scorer, earlier stages first. */
export const scorers: readonly Scorer[] = [
  routing,
  answered,
  told,
  certifiedMatch,
  rowsTruth,
  units,
  numberTruth,
  firstLine,
  cause,
  citations,
  completeness,
  secrets,
  latency,
  cost,
  repeatability,
];

/**
 * What every scorer says of one question. A scorer that throws is an error of the judge and no score. Pure.
 */
export function score(run: CaseRun, table: readonly Scorer[] = scorers): readonly Score[] {
  return table.map(({ name, judge }) => {
    try {
      return { scorer: name, ...judge(run) };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return { scorer: name, ...unjudged(`the judge failed: ${reason}`) };
    }
  });
}

/** Where nothing can be judged: an error of every scorer. Pure. */
export const scoreNothing = (reason: string): readonly Score[] =>
  scorers.map(({ name }) => ({ scorer: name, ...unjudged(reason) }));
