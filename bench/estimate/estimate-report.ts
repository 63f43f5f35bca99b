import { quantile } from '../statistics.ts';

/** What one investigation was told when it was admitted, and how long it waited for its last question; seconds. */
export type Told = { readonly toldSeconds: number; readonly waitedSeconds: number };

const within = 0.2;
/** A wait that nobody notices; a worker looks every second. */
const unnoticedSeconds = 2;
const leastShare = 0.9;

/** Whether what was told is close enough to what came. Pure. */
export const isClose = ({ toldSeconds, waitedSeconds }: Told): boolean =>
  Math.abs(toldSeconds - waitedSeconds) <= Math.max(unnoticedSeconds, within * waitedSeconds);

const waited = ({ toldSeconds, waitedSeconds }: Told): boolean =>
  Math.max(toldSeconds, waitedSeconds) > unnoticedSeconds;

const shareOf = (some: readonly Told[]): number =>
  some.length === 0 ? 1 : some.filter(isClose).length / some.length;

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** Whether estimates of those that had to wait are close in nine of ten cases. Pure. */
export const isHonest = (all: readonly Told[]): boolean =>
  shareOf(all.filter(waited)) >= leastShare;

/** How one simulated hour went. Pure. */
export function hourLine(all: readonly Told[]): string {
  const some = all.filter(waited);
  const times = some.map(({ waitedSeconds }) => waitedSeconds);
  return (
    `${all.length} investigations, ${some.length} had to wait, half ${quantile(times, 0.5).toFixed(0)} s, 95 % ${quantile(times, 0.95).toFixed(0)} s; ` +
    `within 20 %: ${percent(shareOf(some))} of those, ${percent(shareOf(all))} of all`
  );
}

/** Whether the bar is met over all hours. Pure. */
export const verdictLine = (all: readonly Told[]): string =>
  `${isHonest(all) ? 'ok  ' : 'FAIL'} within 20 %: ${percent(shareOf(all.filter(waited)))} of those that waited (bar ${percent(leastShare)}), ${percent(shareOf(all))} of all`;
