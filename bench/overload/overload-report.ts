import { load } from './simulate-overload.ts';
import type { Sent } from './simulate-overload.ts';

const windowMs = 60_000;
const leastUse = 0.95;
const mostUnequal = 1.5;

export type Overload = {
  /** Windows of a minute with more questions than the quota. */
  readonly over: number;
  readonly use: number;
  /** Questions of the user who had most, and of who had fewest. */
  readonly most: number;
  readonly fewest: number;
};

/** What an overload came to. Pure. */
export function overloadOf(sent: readonly Sent[]): Overload {
  const times = sent.map(({ atMs }) => atMs).toSorted((a, b) => a - b);
  const over = times.filter(
    (from) => times.filter((ms) => ms >= from && ms < from + windowMs).length > load.perMinute,
  ).length;
  const counts = new Map(Array.from({ length: load.users }, (_, n) => [`user-${n}`, 0]));
  for (const { owner } of sent) counts.set(owner, (counts.get(owner) ?? 0) + 1);
  const served = [...counts.values()];
  return {
    over,
    use: sent.length / (load.perMinute * load.minutes),
    most: Math.max(...served),
    fewest: Math.min(...served),
  };
}

/** Whether the bars are met. Pure. */
export const isKept = ({ over, use, most, fewest }: Overload): boolean =>
  over === 0 && use >= leastUse && most <= mostUnequal * fewest;

/** One line for one run. Pure. */
export function overloadLine(overload: Overload): string {
  const { over, use, most, fewest } = overload;
  const bars = `bars 0, ${leastUse * 100} %, a ratio of ${mostUnequal}`;
  return `${isKept(overload) ? 'ok  ' : 'FAIL'} ${over} windows over quota, ${(use * 100).toFixed(0)} % of it used, ${most} questions for who had most, ${fewest} for who had fewest (${bars})`;
}
