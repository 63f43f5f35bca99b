import { dayMs } from '../../language/time/span.ts';
import type { PlatformObject } from '../../domain/explanation.ts';
import { breaksOf, keyOf, seriesOf } from './breaks.ts';
import type { Break } from './breaks.ts';
import { daysOfSeries } from './find-symptom.ts';
import { measureOf } from './measures/index.ts';
import type { Row } from './rows.ts';
import { msOf, numberOf, textOf } from './rows.ts';

/**
 * The break of a measure on an object that was open on the day on which another break began, or began on the
 * day before; null when there is none.
 *
 * Pure.
 */
export function breakBefore(
  id: string,
  rows: readonly Row[],
  object: PlatformObject,
  symptom: Break,
  nowMs: number,
): Break | null {
  const measure = measureOf(id);
  const { fromDay, toDay } = daysOfSeries(nowMs);
  const series = seriesOf(measure, rows, fromDay, toDay).find(
    (one) => keyOf(one.object) === keyOf(object),
  );
  const found = series === undefined ? [] : breaksOf(series, measure, fromDay, toDay);
  const lastDay = Math.floor((symptom.causeByMs - 1) / dayMs);
  return (
    found.findLast(
      (one) =>
        one.sign === measure.bad && one.fromDay <= lastDay && one.toDay >= symptom.fromDay - 1,
    ) ?? null
  );
}

/** The rows of an object in a table, by its id and workspace. Pure. */
export const rowsOfObject = (
  rows: readonly Row[],
  { id, workspaceId }: PlatformObject,
  idColumn: string,
): readonly Row[] =>
  rows.filter(
    (row) =>
      textOf(row, idColumn) === id &&
      (workspaceId === null || [null, workspaceId].includes(textOf(row, 'workspace_id'))),
  );

/** The rows that lie on the days of a break. Pure. */
export const rowsWithin = (
  rows: readonly Row[],
  { fromDay, toDay }: Pick<Break, 'fromDay' | 'toDay'>,
  day: string,
): readonly Row[] =>
  rows.filter((row) => {
    const ms = msOf(row, day);
    return ms !== null && Math.floor(ms / dayMs) >= fromDay && Math.floor(ms / dayMs) <= toDay;
  });

/** The row with the largest number in a column; null without a number. Pure. */
export function largest(rows: readonly Row[], column: string): Row | null {
  let best: Row | null = null;
  for (const row of rows)
    if ((numberOf(row, column) ?? -Infinity) > (best ? (numberOf(best, column) ?? 0) : -Infinity))
      best = row;
  return best;
}

/** The mean of a column over the four weeks before a day; null without a value. Pure. */
export function meanBefore(
  rows: readonly Row[],
  { fromDay }: Pick<Break, 'fromDay'>,
  day: string,
  column: string,
): number | null {
  const before = rowsWithin(rows, { fromDay: fromDay - 28, toDay: fromDay - 1 }, day);
  const values = before.flatMap((row) => numberOf(row, column) ?? []);
  return values.length === 0 ? null : values.reduce((sum, one) => sum + one, 0) / values.length;
}
