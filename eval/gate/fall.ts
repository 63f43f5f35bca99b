import type { BarResult, Evaluation, GateResult } from '../../domain/evaluation.ts';
import { wilson } from './wilson.ts';

/** How many earlier runs of a suite a run is compared with. */
export const runsOfMean = 7;

/** A scorer that passes less often than it did: shares, 0 to 1, and of how many runs the mean is. */
export type Fall = Pick<BarResult, 'scorer' | 'domain' | 'judged'> & {
  readonly share: number;
  readonly mean: number;
  readonly runs: number;
};

/**
 * What fell against the mean of earlier runs by more than noise: even the most that the questions of this
 * run allow for is less than the least that those of the earlier runs allow for (95 % each). Pure.
 */
export function fallsOf(now: GateResult, earlier: readonly GateResult[]): readonly Fall[] {
  return now.bars.flatMap((bar) => {
    const before = earlier.flatMap(({ bars }) =>
      bars.filter(
        (one) => one.scorer === bar.scorer && one.domain === bar.domain && one.judged > 0,
      ),
    );
    const sum = (of: 'passed' | 'judged'): number =>
      before.reduce((total, one) => total + one[of], 0);
    const [passed, judged] = [sum('passed'), sum('judged')];
    if (bar.share === null || bar.high >= wilson(passed, judged).low) return [];
    const { scorer, domain, share } = bar;
    const mean = passed / judged;
    return [{ scorer, domain, judged: bar.judged, share, mean, runs: before.length }];
  });
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/**
 * A fall as a message for people: what fell, how far, and where to look; nothing of questions or answers.
 * Pure.
 *
 * @param link Address of the evaluation.
 */
export function fallText(
  { suite, gate }: Pick<Evaluation, 'suite' | 'gate'>,
  falls: readonly Fall[],
  link: string,
): string {
  const lines = falls.map(({ scorer, domain, share, mean, judged, runs }) => {
    const of = domain === null ? scorer : `${scorer} of ${domain}`;
    const before = runs === 1 ? 'the run before' : `the mean of the last ${runs} runs`;
    return `• ${of}: ${percent(share)} of ${judged}, ${before} was ${percent(mean)}`;
  });
  const verdict = gate?.verdict === 'passed' ? 'still passed' : (gate?.verdict ?? 'has no verdict');
  return [`Health Monitor: the evaluation ${suite} fell and ${verdict}.`, ...lines, link].join(
    '\n',
  );
}
