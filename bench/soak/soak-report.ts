import { quantile } from '../statistics.ts';
import type { Disturbed } from './disturb.ts';
import type { Growth } from './growth.ts';
import type { SoakRecords } from './promises.ts';

type Run = {
  readonly seed: number;
  readonly minutes: number;
  /** From the last question to the end of the last investigation, milliseconds. */
  readonly endedAfterMs: number;
  readonly unanswered: number;
  readonly disturbed: Disturbed;
  readonly records: SoakRecords;
  readonly broken: readonly string[];
};

/** Megabytes for 100 investigations. */
const mostGrowthMb = 1;

/** Lines about one part of a soak. Pure. */
export function recordLines(run: Run): string[] {
  const { seed, minutes, endedAfterMs, unanswered, disturbed, records, broken } = run;
  const { accepted, investigations, ledger, questions } = records;
  const statuses = [...Map.groupBy(investigations, ({ status }) => status)]
    .map(([status, all]) => `${all.length} ${status}`)
    .join(', ');
  const seconds = investigations.map(({ tookMs }) => tookMs / 1_000);
  const late = investigations.filter(({ lateMs }) => (lateMs ?? Infinity) > 0).length;
  return [
    `  seed ${seed}: ${accepted.length} accepted in ${minutes.toFixed(1)} minutes, ${unanswered} requests without a reply; ${statuses}; all had ended ${(endedAfterMs / 1_000).toFixed(0)} s later`,
    `  killed: ${counted(disturbed.killed)}; stood still: ${counted(disturbed.stopped)}`,
    `  from the first event to the last: median ${quantile(seconds, 0.5).toFixed(1)} s, 95 % ${quantile(seconds, 0.95).toFixed(1)} s, longest ${Math.max(...seconds).toFixed(1)} s; ${late} ended after their deadline`,
    `  ${sum(questions)} Genie questions for ${sum(ledger)} rows of the ledger, ${investigations.reduce((all, { seqs }) => all + seqs.length, 0)} events`,
    ...(broken.length === 0
      ? ['  ok   all promises are kept']
      : broken.map((one) => `  FAIL ${one}`)),
  ];
}

const sum = (counts: ReadonlyMap<string, number>): number =>
  [...counts.values()].reduce((all, count) => all + count, 0);

const counted = (counts: ReadonlyMap<string, number>): string =>
  [...counts].map(([victim, times]) => `${victim} ${times}`).join(', ') || 'none';

/** Whether a process that lived all the time grew less than it may. Pure. */
export const isSmall = ({ rssMbPer100, isOneProcess }: Growth): boolean =>
  isOneProcess && rssMbPer100 < mostGrowthMb;

/** A line about what a process holds. Pure. */
export function growthLine(name: string, growth: Growth): string {
  const { rssMbPer100, heapMbPer100, rssMb, samples, isOneProcess } = growth;
  const [from, to] = rssMb;
  return (
    `  ${isSmall(growth) ? 'ok  ' : 'FAIL'} ${name}: ${rssMbPer100.toFixed(2)} MB more for 100 investigations (bar ${mostGrowthMb}), ` +
    `${from.toFixed(0)} MB after the warm-up, ${to.toFixed(0)} MB at the end; JavaScript heap ${heapMbPer100.toFixed(2)} MB for 100; ` +
    `${samples} samples${isOneProcess ? '' : ', not of one process'}`
  );
}
