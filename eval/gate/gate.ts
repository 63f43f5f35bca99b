import { z } from 'zod';
import type { Domain } from '../../domain/domains.ts';
import { domains } from '../../domain/domains.ts';
import type { BarResult, CaseResult, GateResult, GateVerdict } from '../../domain/evaluation.ts';
import { wilson } from './wilson.ts';

const Bar = z.strictObject({
  scorer: z.string().min(1),
  /** `all` questions together; `each` domain by itself; or one domain. */
  domain: z.union([z.enum(['all', 'each']), z.enum(domains)]),
  /** Share of passes that must be reached, 0 to 1. */
  bar: z.number().min(0).max(1),
  /** Fewest questions by which it may be judged. */
  minimum: z.int().min(1),
  /** `labelled`: left out where a suite has no question that the scorer applies to. */
  applies: z.enum(['always', 'labelled']),
  /** The bar before; null for a first one. */
  was: z.number().min(0).max(1).nullable(),
  why: z.string().min(1),
});

/** One reviewed row of the gate. */
export type Bar = z.infer<typeof Bar>;

/**
 * Checks bars against the table of scorers.
 *
 * @throws {Error} Every bar that is no share, names no scorer or stands twice.
 */
export function readBars(rows: readonly unknown[], scorers: readonly string[]): readonly Bar[] {
  const seen = new Set<string>();
  const problems: string[] = [];
  const bars = rows.flatMap((row, at) => {
    const parsed = Bar.safeParse(row);
    if (!parsed.success) {
      for (const { path, message } of parsed.error.issues)
        problems.push(`bar ${at + 1}, ${path.join('.')}: ${message}`);
      return [];
    }
    const key = `${parsed.data.scorer}, ${parsed.data.domain}`;
    if (!scorers.includes(parsed.data.scorer)) problems.push(`bar ${at + 1}: no scorer ${key}`);
    if (seen.has(key)) problems.push(`bar ${at + 1}: ${key} stands twice`);
    seen.add(key);
    return [parsed.data];
  });
  if (problems.length > 0) throw new Error(`The bars are not valid: ${problems.join('; ')}`);
  return bars;
}

/**
 * What is reached is less than the bar: failed. Fewer rows than the minimum say nothing, unless even the
 * most that they allow for is below the bar. Rows that an earlier stage stopped count as rows that are there:
 * the bar of that stage tells of them. They do not make up for errors of the judge.
 */
function verdictOf(
  { bar, minimum }: Bar,
  rows: Pick<BarResult, 'passed' | 'judged' | 'notRun' | 'errors'>,
): GateVerdict {
  const { passed, judged, notRun, errors } = rows;
  if (judged > 0 && wilson(passed, judged).high < bar) return 'failed';
  if (judged + (errors > 0 ? 0 : notRun) < minimum) return 'notEnoughData';
  return judged > 0 && passed / judged < bar ? 'failed' : 'passed';
}

function resultOf(bar: Bar, domain: Domain | null, results: readonly CaseResult[]): BarResult {
  const scores = results
    .filter(({ domains: own }) => domain === null || own.includes(domain))
    .flatMap((result) => result.scores.filter(({ scorer }) => scorer === bar.scorer));
  const count = (verdict: string) => scores.filter((one) => one.verdict === verdict).length;
  const passed = count('pass');
  const judged = passed + count('fail');
  const notRun = count('notRun');
  const errors = count('error');
  return {
    scorer: bar.scorer,
    domain,
    bar: bar.bar,
    minimum: bar.minimum,
    passed,
    judged,
    notRun,
    errors,
    share: judged === 0 ? null : passed / judged,
    ...wilson(passed, judged),
    verdict: verdictOf(bar, { passed, judged, notRun, errors }),
  };
}

/** Questions that a scorer applied to, also where the judge erred. */
const applied = ({ judged, notRun, errors }: BarResult): number => judged + notRun + errors;

function resultsOf(bar: Bar, results: readonly CaseResult[]): readonly BarResult[] {
  if (bar.domain === 'each')
    return domains
      .map((domain) => resultOf(bar, domain, results))
      .filter((one) => applied(one) >= bar.minimum);
  const result = resultOf(bar, bar.domain === 'all' ? null : bar.domain, results);
  return bar.applies === 'labelled' && applied(result) === 0 ? [] : [result];
}

/**
 * Judges an evaluation by its bars. One bar that fails fails it; else one without enough data leaves it
 * open. A bar of `each` domain judges those of which the suite asks at least the minimum. Pure.
 */
export function gate(bars: readonly Bar[], results: readonly CaseResult[]): GateResult {
  const all = bars.flatMap((bar) => resultsOf(bar, results));
  const has = (verdict: GateVerdict) => all.some((one) => one.verdict === verdict);
  const verdict = has('failed')
    ? 'failed'
    : has('notEnoughData') || all.length === 0
      ? 'notEnoughData'
      : 'passed';
  return { verdict, bars: all };
}
