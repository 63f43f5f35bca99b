import type { BarResult, CaseResult, Evaluation, GateVerdict } from '../../domain/evaluation.ts';
import type { Comparison } from '../compare.ts';

/** How the verdicts of a gate are told. */
export const verdictWords: Readonly<Record<GateVerdict, string>> = {
  passed: 'passed',
  failed: 'FAILED',
  notEnoughData: 'not enough data',
};

export const percent = (share: number | null): string =>
  share === null ? '–' : `${(100 * share).toFixed(1)} %`;

/** What a bar is about: `routing`, or `routing, quality`. */
export const barName = ({ scorer, domain }: BarResult): string =>
  domain === null ? scorer : `${scorer}, ${domain}`;

/** How long an evaluation took, as `7:05`; empty while it runs. */
export function durationOf({ startedAt, finishedAt }: Evaluation): string {
  if (finishedAt === null) return '';
  const seconds = Math.round((Date.parse(finishedAt) - Date.parse(startedAt)) / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

const columns = ['', 'reached', 'bar', '95 % sure of', 'judged', ''] as const;

const cellsOf = (bar: BarResult): readonly string[] => {
  const { share, low, high, judged, notRun, errors, verdict } = bar;
  const rest = [notRun > 0 ? `${notRun} not run` : '', errors > 0 ? `${errors} errors` : ''];
  const told = [verdictWords[verdict], ...rest].filter((text) => text !== '').join(', ');
  const interval = `${Math.round(100 * low)} to ${Math.round(100 * high)} %`;
  return [
    barName(bar),
    percent(share),
    `${Math.round(100 * bar.bar)} %`,
    judged === 0 ? '–' : interval,
    String(judged),
    told,
  ];
};

/** The bars as aligned lines: what failed first. Pure. */
export function barLines(bars: readonly BarResult[]): readonly string[] {
  const order: readonly GateVerdict[] = ['failed', 'notEnoughData', 'passed'];
  const sorted = bars.toSorted((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict));
  const rows = [columns, ...sorted.map(cellsOf)];
  const widths = columns.map((_, at) => Math.max(...rows.map((row) => (row[at] ?? '').length)));
  const isText = (at: number): boolean => at === 0 || at === columns.length - 1;
  return rows.map((row) =>
    row
      .map((cell, at) => {
        const width = widths[at] ?? 0;
        return isText(at) ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  ')
      .trimEnd(),
  );
}

/** What failed, a line for each judgement; at most `most`, and how many more there are. Pure. */
export function failureLines(results: readonly CaseResult[], most: number): readonly string[] {
  const lines = results.flatMap(({ caseId, scores }) =>
    scores
      .filter(({ verdict }) => verdict === 'fail' || verdict === 'error')
      .map(({ scorer, verdict, reason }) => {
        const what = verdict === 'error' ? `${scorer} (error)` : scorer;
        return `${what}  ${caseId}: ${reason.replaceAll(/\s+/g, ' ').slice(0, 160)}`;
      }),
  );
  const more = lines.length - most;
  return more > 0 ? [...lines.slice(0, most), `… and ${more} more`] : lines;
}

/** One line about a comparison. Pure. */
export function comparisonLine(other: Evaluation, comparison: Comparison): string {
  const { compared, newlyFailing, newlyPassing, otherNumbers } = comparison;
  const parts = [
    `${newlyFailing.length} newly failing`,
    `${newlyPassing.length} newly passing`,
    `${otherNumbers.length} with other numbers`,
  ];
  return `Against ${other.id} of ${other.startedAt.slice(0, 16).replace('T', ' ')}, ${compared} questions: ${parts.join(', ')}.`;
}

/** The table that a person reads in ten seconds: verdict, bars, and what failed. Pure. */
export function evaluationLines(
  evaluation: Evaluation,
  results: readonly CaseResult[],
  mostFailures = 10,
): readonly string[] {
  const { suite, status, gate, judged, cases, id, detail } = evaluation;
  const word = gate === null ? status : verdictWords[gate.verdict];
  const took = durationOf(evaluation);
  const failures = failureLines(results, mostFailures);
  return [
    `${suite}: ${word}. ${judged} of ${cases} questions judged${took === '' ? '' : ` in ${took}`} (${id}).`,
    ...(detail === null ? [] : [detail]),
    ...(gate === null ? [] : ['', ...barLines(gate.bars)]),
    ...(failures.length === 0 ? [] : ['', ...failures]),
  ];
}
