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

/** Two lengths, of which the longer is this much longer at most, can be compared: months differ so. */
const mostTimes = 1.12;

/**
 * Whether the windows of two times are about as long, so that a sum of one can be set against one of the
 * other; what is not complete yet is not counted. True where a table has no window.
 *
 * Pure.
 */
export function areEquallyLong({ now, before }: TwoTimes): boolean {
  const [one, other] = [now, before].map((table) => {
    const window = windowOf(table);
    if (window === null) return null;
    const completeMs = Date.parse(table.completeUntil ?? '');
    const endMs = Number.isNaN(completeMs) ? window.toMs : Math.min(completeMs, window.toMs);
    return Math.max(endMs - window.fromMs, 0);
  });
  if (one === null || other === null || one === undefined || other === undefined) return true;
  return Math.max(one, other) <= mostTimes * Math.min(one, other);
}
