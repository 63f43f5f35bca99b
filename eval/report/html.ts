import { domains } from '../../domain/domains.ts';
import type { BarResult, CaseResult, Evaluation } from '../../domain/evaluation.ts';
import type { Comparison } from '../compare.ts';
import { barName, durationOf, percent, verdictWords } from './table.ts';
import { pageStyle } from './style.ts';

/** What a page is made of; `others` are earlier evaluations of the suite, newest first. */
export type ReportParts = {
  readonly evaluation: Evaluation;
  readonly results: readonly CaseResult[];
  readonly others: readonly Evaluation[];
  /** Against the newest of `others`. */
  readonly comparison: Comparison | null;
};

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (one) => entities[one] ?? '');

type Cell = string | { readonly html: string; readonly kind?: string };

function table(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const cell = (one: Cell): string => {
    if (typeof one === 'string') return `<td>${escaped(one)}</td>`;
    return `<td${one.kind === undefined ? '' : ` class="${one.kind}"`}>${one.html}</td>`;
  };
  const headers = head.map((one) => `<th>${escaped(one)}</th>`).join('');
  const body = rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('\n');
  return `<table><thead><tr>${headers}</tr></thead><tbody>\n${body}\n</tbody></table>`;
}

const [width, height] = [220, 14];

/** A share with its interval, and the bar as a line. */
function shareSvg({ share, low, high, bar, verdict }: BarResult): string {
  const x = (at: number): string => (at * width).toFixed(1);
  if (share === null) return '';
  const label = `${percent(share)}, between ${percent(low)} and ${percent(high)}; the bar is ${percent(bar)}`;
  return `<svg role="img" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><title>${label}</title><rect class="${verdict}" x="0" y="3" width="${x(share)}" height="8"/><line class="interval" x1="${x(low)}" x2="${x(high)}" y1="7" y2="7"/><line class="bar" x1="${x(bar)}" x2="${x(bar)}" y1="0" y2="${height}"/></svg>`;
}

const barRow = (one: BarResult): readonly Cell[] => [
  barName(one),
  { html: shareSvg(one) },
  percent(one.share),
  percent(one.bar),
  String(one.judged),
  String(one.notRun),
  String(one.errors),
  { html: verdictWords[one.verdict], kind: one.verdict },
];

/** Wanted domain → asked domain → questions; `none` for no domain. */
function confusion(results: readonly CaseResult[]): string {
  const names = [...domains, 'none'];
  const count = (wanted: string, asked: string): number =>
    results.filter(({ domains: own, figures }) => {
      const to = figures?.asked ?? [];
      const isWanted = own.length === 0 ? wanted === 'none' : own.some((one) => one === wanted);
      return isWanted && (to.length === 0 ? asked === 'none' : to.some((one) => one === asked));
    }).length;
  return table(
    ['wanted ↓ asked →', ...names],
    names.map((wanted) => [
      wanted,
      ...names.map((asked): Cell => {
        const n = count(wanted, asked);
        if (n === 0) return { html: '·', kind: 'none' };
        return { html: String(n), kind: wanted === asked ? 'passed' : 'failed' };
      }),
    ]),
  );
}

/** The share of each scorer over the evaluations, oldest first. */
function trend({ evaluation, others }: ReportParts): string {
  const all = [...others.toReversed(), evaluation].filter(({ gate }) => gate !== null);
  if (all.length < 2) return '<p>There is no earlier evaluation of this suite.</p>';
  const scorers = [...new Set(all.flatMap(({ gate }) => gate?.bars.map(barName) ?? []))];
  const rows = scorers.map((name): readonly Cell[] => {
    const shares = all.map(({ gate }) => gate?.bars.find((bar) => barName(bar) === name)?.share);
    const points = shares.flatMap((share, at) =>
      typeof share === 'number'
        ? [`${((at * width) / (all.length - 1)).toFixed(1)},${((1 - share) * 28 + 1).toFixed(1)}`]
        : [],
    );
    const svg = `<svg role="img" width="${width}" height="30" viewBox="0 0 ${width} 30"><title>${escaped(name)}</title><polyline points="${points.join(' ')}"/></svg>`;
    return [name, { html: svg }, percent(shares.at(-2) ?? null), percent(shares.at(-1) ?? null)];
  });
  return table(['', `${all.length} evaluations`, 'before', 'now'], rows);
}

function comparisonPart({ comparison, others }: ReportParts): string {
  const [other] = others;
  if (comparison === null || other === undefined) return '';
  const turns = [...comparison.newlyFailing, ...comparison.newlyPassing].map(
    (one): readonly Cell[] => [
      one.caseId,
      one.scorer,
      { html: `${one.before} → ${one.now}`, kind: one.now === 'pass' ? 'passed' : 'failed' },
      one.reason,
    ],
  );
  const numbers = comparison.otherNumbers.map(({ caseId, before, now }) => [caseId, before, now]);
  return [
    `<h2>Against ${escaped(other.id)}</h2>`,
    turns.length === 0
      ? '<p>Nothing is judged otherwise.</p>'
      : table(['question', 'scorer', '', 'reason'], turns),
    numbers.length === 0 ? '' : table(['question', 'before', 'now'], numbers),
  ].join('\n');
}

function caseRow({ caseId, repeat, question, scores, figures }: CaseResult): readonly Cell[] {
  const failed = scores.filter(({ verdict }) => verdict === 'fail' || verdict === 'error');
  const all = scores.map(
    ({ scorer, verdict, reason }) =>
      `<li class="${verdict}"><b>${escaped(scorer)}</b> ${verdict}${reason === '' ? '' : `: ${escaped(reason)}`}</li>`,
  );
  const word = scores.length === 0 ? 'not judged' : failed.length === 0 ? 'pass' : 'fail';
  const names = failed.map(({ scorer }) => scorer).join(', ');
  return [
    repeat === 1 ? caseId : `${caseId} (${repeat})`,
    { html: `<details><summary>${escaped(question)}</summary><ul>${all.join('')}</ul></details>` },
    figures?.firstLine ?? '',
    figures === null ? '' : `${(figures.tookMs / 1000).toFixed(1)} s`,
    { html: escaped(names === '' ? word : names), kind: word === 'pass' ? 'passed' : 'failed' },
  ];
}

/**
 * One page with all of an evaluation. It needs nothing else: styles and charts are in it, and nothing is
 * loaded. Pure.
 */
export function reportPage(parts: ReportParts): string {
  const { evaluation, results } = parts;
  const { suite, gate, judged, cases, startedAt, asOf, id, detail } = evaluation;
  const verdict = gate === null ? evaluation.status : verdictWords[gate.verdict];
  const order = (one: CaseResult): number =>
    one.scores.some((score) => score.verdict === 'fail' || score.verdict === 'error') ? 0 : 1;
  const sorted = results.toSorted((a, b) => order(a) - order(b) || a.position - b.position);
  const head = ['', '', 'reached', 'bar', 'judged', 'not run', 'errors', ''];
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Evaluation of ${escaped(suite)}: ${escaped(verdict)}</title><style>${pageStyle}</style></head><body>
<h1>Evaluation of ${escaped(suite)}: <span class="${gate?.verdict ?? ''}">${escaped(verdict)}</span></h1>
<p>${judged} of ${cases} questions judged, ${escaped(startedAt)}${durationOf(evaluation) === '' ? '' : `, in ${durationOf(evaluation)}`}; data of ${escaped(asOf)}; ${escaped(id)}.</p>
${detail === null ? '' : `<p>${escaped(detail)}</p>`}
<h2>Bars</h2>
${gate === null ? '<p>It has not ended.</p>' : table(head, gate.bars.map(barRow))}
${comparisonPart(parts)}
<h2>Over time</h2>
${trend(parts)}
<h2>Where questions went</h2>
${confusion(results)}
<h2>Questions</h2>
${table(['', 'question', 'first line', 'took', ''], sorted.map(caseRow))}
</body></html>
`;
}
