import type { Evidence } from './evidence.ts';
import { instantOf } from './readable-dates.ts';

/** A table and the same table of an earlier time. */
export type TwoTimes = { readonly now: Evidence; readonly before: Evidence };

/** The time window of a table by its parameters; null when it has none. */
function windowOf({
  parameters,
}: Evidence): { readonly fromMs: number; readonly toMs: number } | null {
  const instants = parameters.flatMap(({ value }) => instantOf(value) ?? []);
  if (instants.length < 2) return null;
  return { fromMs: Math.min(...instants), toMs: Math.max(...instants) };
}

/**
 * The two tables of a lane that compares two times: the same certified question, or the same columns, of
 * two windows. Null for other tables.
 *
 * Pure.
 *
 * @param tables In the order in which they were asked for, the later time first.
 */
export function twoTimesOf(tables: readonly Evidence[]): TwoTimes | null {
  const [first, second, third] = tables;
  if (first === undefined || second === undefined || third !== undefined) return null;
  const names = ({ columns }: Evidence): string => columns.map(({ name }) => name).join();
  if (first.certified !== second.certified || names(first) !== names(second)) return null;
  const [one, other] = [windowOf(first), windowOf(second)];
  if (one === null || other === null)
    return first.certified === null ? { now: first, before: second } : null;
  if (one.fromMs === other.fromMs && one.toMs === other.toMs) return null;
  return one.fromMs >= other.fromMs
    ? { now: first, before: second }
    : { now: second, before: first };
}

const dayMs = 86_400_000;

/** Whether a table's window ends with a day, also with one that is not over. Pure. */
export function areWholeDays(table: Evidence): boolean {
  const window = windowOf(table);
  return window !== null && window.toMs % dayMs === 0;
}

/** Two lengths, of which the longer is this much longer at most, can be compared: months differ so. */
const mostTimes = 1.12;

/**
 * How much longer the window of the later time is than the earlier one's, as a factor; what is not complete
 * yet is not counted. 1 where a table has no window.
 */
function lengthRatio({ now, before }: TwoTimes): number {
  const lengthOf = (table: Evidence): number => {
    const window = windowOf(table);
    if (window === null) return NaN;
    const completeMs = Date.parse(table.completeUntil ?? '');
    const endMs = Number.isNaN(completeMs) ? window.toMs : Math.min(completeMs, window.toMs);
    return Math.max(endMs - window.fromMs, 0);
  };
  const ratio = lengthOf(now) / lengthOf(before);
  return Number.isNaN(ratio) ? 1 : ratio;
}

/** Whether the windows of two times are about as long, so that a sum can be set against the other. Pure. */
export const areEquallyLong = (times: TwoTimes): boolean =>
  lengthRatio(times) <= mostTimes && lengthRatio(times) >= 1 / mostTimes;

/** Whether the later time is no longer than the earlier, so that more in it is more already. Pure. */
export const isNoLonger = (times: TwoTimes): boolean => lengthRatio(times) <= mostTimes;
