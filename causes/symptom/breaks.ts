import { dayMs } from '../../language/time/span.ts';
import type { PlatformObject } from '../../domain/explanation.ts';
import type { Measure } from './measure.ts';
import { isWeekend, usualOn } from './usual.ts';
import { msOf, textOf } from './rows.ts';
import type { Row } from './rows.ts';

/** One object's values by day number, days since the epoch, and the rows that they come from. */
export type Series = {
  readonly object: PlatformObject;
  readonly values: ReadonlyMap<number, number>;
  readonly rows: ReadonlyMap<number, readonly Row[]>;
};

/**
 * A run of days on which a measure of an object left its usual range. `fromDay` and `toDay` are day
 * numbers, both included; sums or means of these days, or the last of them, by the measure.
 */
export type Break = {
  readonly measure: Measure;
  readonly object: PlatformObject;
  readonly fromDay: number;
  readonly toDay: number;
  readonly observed: number;
  readonly usual: number;
  readonly sign: 1 | -1;
  /** Whether only somebody says that it is unusual. */
  readonly isAsserted?: true;
  /** The change on each of its days, by day number. */
  readonly excess: ReadonlyMap<number, number>;
  /** Rows of its days. */
  readonly rows: readonly Row[];
  /** The last day before it on which the object was measured and as usual; null without one. */
  readonly lastUsualDay: number | null;
  /** No value before: there is nothing usual to compare with. */
  readonly isNew: boolean;
  /** It goes on at the end of the series. */
  readonly goesOn: boolean;
  /** The first instant at which its effect is known, and the last at which its cause may have come. */
  readonly onsetMs: number;
  readonly causeByMs: number;
};

export const excessOf = ({ observed, usual }: Pick<Break, 'observed' | 'usual'>): number =>
  observed - usual;

/** How far beyond the usual a value is unusual, in spreads. */
const spreads = 4;

function objectOf({ objects }: Measure, row: Row): PlatformObject | null {
  const id = textOf(row, objects.id);
  if (id === null) return null;
  return {
    kind: 'is' in objects.kind ? objects.kind.is : (textOf(row, objects.kind.column) ?? ''),
    id,
    name: (objects.name === null ? null : textOf(row, objects.name)) ?? id,
    workspaceId: objects.workspace === null ? null : textOf(row, objects.workspace),
  };
}

const valueOf = (measure: Measure, row: Row): number | null =>
  measure.isOwn?.(row) === false ? null : measure.value(row);

/** What identifies an object. Pure. */
export const keyOf = ({ kind, id, workspaceId }: PlatformObject): string =>
  JSON.stringify([kind, id, workspaceId]);

/**
 * The series of each object in the rows of a measure's table, in their order.
 *
 * Pure.
 *
 * @param rows By day, the earliest first.
 * @param fromDay First day number of the window, and `toDay` the day after its last.
 */
export function seriesOf(
  measure: Measure,
  rows: readonly Row[],
  fromDay: number,
  toDay: number,
): readonly Series[] {
  const byKey = new Map<string, Open>();
  for (const row of rows) {
    const object = objectOf(measure, row);
    const day = Math.floor((msOf(row, measure.day) ?? NaN) / dayMs);
    const value = valueOf(measure, row);
    if (object === null || value === null || !(day >= fromDay && day < toDay)) continue;
    const key = keyOf(object);
    const series = byKey.get(key) ?? { values: new Map(), rows: new Map() };
    byKey.set(key, { ...series, object });
    series.values.set(day, (series.values.get(day) ?? 0) + value);
    series.rows.set(day, [...(series.rows.get(day) ?? []), row]);
  }
  if (measure.missing === 'zero')
    for (const { values } of byKey.values()) fillZeros(values, fromDay, toDay);
  return [...byKey.values()];
}

function fillZeros(values: Map<number, number>, fromDay: number, toDay: number): void {
  for (let day = fromDay; day < toDay; day += 1) if (!values.has(day)) values.set(day, 0);
}

/**
 * The days on which an object had any of what a question says of it by name, though that is no more than
 * usual: it failed, even if it often does. Null for measures of which a single case says nothing.
 *
 * Pure.
 */
export function assertedIn(
  series: Series,
  measure: Measure,
  historyFrom: number,
  { fromDay, toDay }: { readonly fromDay: number; readonly toDay: number },
): Break | null {
  if (measure.isCase !== true) return null;
  const days = judge(series, measure, historyFrom);
  const run = days.filter(({ day, value }) => day >= fromDay && day < toDay && value > 0);
  const asserted = run.map((one) => ({ ...one, sign: 1 as const }));
  const found = breakOf(asserted, series, measure, days, toDay);
  return found === null ? null : { ...found, isAsserted: true };
}

type Open = {
  /** As its latest row names it. */
  readonly object: PlatformObject;
  readonly values: Map<number, number>;
  readonly rows: Map<number, Row[]>;
};

/** A day of a series, beside what is usual on it; `sign` is 0 on a usual day. */
export type Judged = {
  readonly day: number;
  readonly value: number;
  readonly usual: number;
  readonly sign: 1 | -1 | 0;
  /** How far off it is, in limits beyond which a day is unusual. */
  readonly limits: number;
};

/**
 * Judges each day by the days before it. A series that began late is new from its first day.
 *
 * Pure.
 */
export function judge(
  { values, rows }: Series,
  measure: Measure,
  fromDay: number,
): readonly Judged[] {
  const days = [...values.keys()].toSorted((a, b) => a - b);
  const unusual = new Set<number>();
  const first = Math.min(...rows.keys());
  // What began within the window has days of zero before it, which say nothing of what is usual for it.
  const isLate = first > fromDay + 14;
  return days.map((day) => {
    const value = values.get(day) ?? 0;
    const usual = usualOn(day, values, (one) => unusual.has(one), measure.floor / spreads);
    if (usual === null) {
      const isNew = measure.missing === 'zero' && isLate && value > measure.floor;
      return { day, value, usual: 0, sign: isNew ? 1 : 0, limits: Infinity };
    }
    const off = value - usual.median;
    const limit = Math.max(spreads * usual.spread, measure.floor);
    const sign = Math.abs(off) >= limit ? (off > 0 ? 1 : -1) : 0;
    if (sign !== 0) unusual.add(day);
    return { day, value, usual: usual.median, sign, limits: Math.abs(off) / limit };
  });
}

/** A weekend on which nothing runs anyhow does not end a run. */
function isQuiet({ day, value, usual }: Judged, { floor }: Measure): boolean {
  return isWeekend(day) && Math.abs(value) < floor && Math.abs(usual) < floor;
}

function runsIn(days: readonly Judged[], measure: Measure): readonly (readonly Judged[])[] {
  const runs: Judged[][] = [];
  let open: Judged[] | null = null;
  let pending: Judged[] = [];
  for (const one of days) {
    if (open !== null && one.sign === open[0]?.sign) {
      open.push(...pending, one);
      pending = [];
    } else if (one.sign === 0 && open !== null && isQuiet(one, measure)) pending.push(one);
    else {
      pending = [];
      open = one.sign === 0 ? null : [one];
      if (open !== null) runs.push(open);
    }
  }
  return runs;
}

/** Every break of a series, in the order of time. Pure. */
export function breaksOf(
  series: Series,
  measure: Measure,
  fromDay: number,
  toDay: number,
): readonly Break[] {
  const days = judge(series, measure, fromDay);
  return runsIn(days, measure).flatMap(
    (run) => breakOf(begun(run), series, measure, days, toDay) ?? [],
  );
}

/** Days before the level of the rest that are this small a part of it, and hardly unusual, are no beginning. */
const beginning = 0.3;
const hardly = 4;

function begun(run: readonly Judged[]): readonly Judged[] {
  const sizeOf = ({ value, usual }: Judged): number => Math.abs(value - usual);
  const level = run.map(sizeOf).toSorted((a, b) => a - b)[run.length >> 1] ?? 0;
  const first = run.findIndex((one) => one.limits >= hardly || sizeOf(one) >= beginning * level);
  return run.slice(Math.max(0, first));
}

/** The break of a run of days; null for no run. */
function breakOf(
  run: readonly Judged[],
  series: Series,
  measure: Measure,
  days: readonly Judged[],
  toDay: number,
): Break | null {
  const [first, last] = [run[0], run.at(-1)];
  if (first === undefined || last === undefined || first.sign === 0) return null;
  const counted = measure.days === 'last' ? [last] : run;
  const sum = (value: (one: Judged) => number): number =>
    counted.reduce((total, one) => total + value(one), 0) /
    (measure.days === 'add' ? 1 : counted.length);
  const before = days.findLast(
    ({ day, sign }) =>
      day < first.day &&
      sign === 0 &&
      series.rows.has(day) &&
      !(measure.restsAtWeekends === true && isWeekend(day)),
  );
  const rows = run.flatMap(({ day }) => series.rows.get(day) ?? []);
  return {
    measure,
    object: series.object,
    fromDay: first.day,
    toDay: last.day,
    observed: sum(({ value }) => value),
    usual: sum(({ usual }) => usual),
    sign: first.sign,
    excess: new Map(run.map(({ day, value, usual }) => [day, value - usual])),
    rows,
    lastUsualDay: before?.day ?? null,
    isNew: Math.min(...series.rows.keys()) === first.day,
    goesOn: last.day >= toDay - 2,
    ...onsetOf(measure, series.rows.get(first.day) ?? [], rows, first.day),
  };
}

function onsetOf(
  measure: Measure,
  first: readonly Row[],
  rows: readonly Row[],
  day: number,
): Pick<Break, 'onsetMs' | 'causeByMs'> {
  const start = day * dayMs;
  const last = rows.at(-1);
  const between = last && measure.between?.(last);
  if (between && between.fromMs !== null)
    return { onsetMs: between.fromMs, causeByMs: between.toMs ?? start + dayMs };
  const instants = (column: string | undefined): readonly number[] =>
    column === undefined ? [] : first.flatMap((row) => msOf(row, column) ?? []);
  const [firstMs] = instants(measure.firstAt).toSorted((a, b) => a - b);
  const lastMs = instants(measure.causeByAt)
    .toSorted((a, b) => a - b)
    .at(-1);
  return { onsetMs: firstMs ?? start, causeByMs: firstMs ?? lastMs ?? start + dayMs };
}
