import { dayMs, hourMs } from '../../language/time/span.ts';
import type { Evidence } from '../../domain/evidence.ts';
import type { PlatformObject } from '../../domain/explanation.ts';
import type { Asked } from './asked.ts';
import { assertedIn, breaksOf, judge, keyOf, seriesOf } from './breaks.ts';
import type { Break, Series } from './breaks.ts';
import { carriersOf, weightOf } from './carriers.ts';
import type { Carrier } from './carriers.ts';
import type { Level } from './level.ts';
import type { Measure } from './measure.ts';
import { partsNamed } from './named.ts';
import { othersOf } from './others.ts';
import type { Others } from './others.ts';
import { msOf, rowsOf } from './rows.ts';
import { inPlaces, narrowed, scopeIn } from './scope.ts';
import type { Scope } from './scope.ts';

/** Days of history that a series is read with. */
export const historyDays = 70;
/** Days in which a break is looked for when a question names no time. */
const recentDays = 7;
/** A total that moved by less than this share of the usual did not move. */
const stillShare = 0.03;

/** Day numbers, `toDay` excluded. */
export type Days = { readonly fromDay: number; readonly toDay: number };

/** The days of a series that is read now. Pure. */
export const daysOfSeries = (nowMs: number): Days => ({
  fromDay: Math.floor(nowMs / dayMs) - historyDays,
  toDay: Math.ceil(nowMs / dayMs),
});

/** The days that a question asks about. Pure. */
export function daysAsked({ window }: Pick<Asked, 'window'>, nowMs: number): Days {
  const today = Math.ceil(nowMs / dayMs);
  if (window === null) return { fromDay: today - recentDays, toDay: today };
  const fromDay = Math.floor(window.fromMs / dayMs);
  return { fromDay, toDay: Math.max(Math.ceil(window.toMs / dayMs), fromDay + 1) };
}

/**
 * What was found of a measure. `broken`: objects that left their usual range, those first that carry most
 * of the change, and the level of all together. `usual`: nothing unusual, or only the other way. `unnamed`:
 * nothing in the table has the name that the question gives. `empty`: there is no row of that time.
 */
export type Symptomatic =
  | {
      readonly kind: 'broken';
      /** Whether the question names the object, or what it belongs to. */
      readonly isNamed: boolean;
      /** Whether it is no more than usual, and only told because somebody says so. */
      readonly isCase: boolean;
      readonly carriers: readonly Carrier[];
      /** Where the question names nothing: the largest breaks of others, which it may be about as well. */
      readonly also: readonly Break[];
      readonly all: Level;
      readonly others: Others;
    }
  | {
      readonly kind: 'usual';
      readonly isNamed: boolean;
      readonly object: PlatformObject | null;
      readonly level: Level;
      readonly days: Days;
      readonly sign: 1 | -1 | 0;
    }
  | { readonly kind: 'unnamed' }
  | { readonly kind: 'empty' };

/**
 * Which way the measure must have gone. Words like "drop" are meant of money; of failures they say nothing,
 * and what a team lost stands with what has no tag.
 */
function signWanted(
  { id, unit, bad, opposite }: Measure,
  { sign, said, isBetter, isWorded, text }: Asked,
): 1 | -1 {
  if (!isWorded) return bad;
  if (unit !== 'USD') return isBetter ? (bad > 0 ? -1 : 1) : bad;
  if (opposite?.test(text) === true) return sign > 0 ? -1 : 1;
  return sign !== 0 && (id !== 'untagged spend' || said.includes(id)) ? sign : bad;
}

/**
 * Finds in a table of a measure what a question asks about: the objects that left their usual range on
 * the days asked about.
 *
 * Pure.
 */
export function findSymptom(
  measure: Measure,
  table: Evidence,
  asked: Asked,
  nowMs: number,
): Symptomatic {
  const days = daysOfSeries(nowMs);
  const { rows, isNamed } = narrowed(measure, inPlaces(measure, rowsOf(table), asked), asked);
  const all = seriesOf(measure, rows, days.fromDay, days.toDay);
  const scope = scopeIn(measure, all, table, asked);
  if (scope === null) return { kind: 'unnamed' };
  const window = daysAsked(asked, nowMs);
  const isKnown = hasRows(seriesOf(measure, rowsOf(table), days.fromDay, days.toDay), window);
  if (!isKnown) return { kind: 'empty' };
  const wanted = signWanted(measure, asked);
  const found = foundIn(measure, scope, table, asked, nowMs);
  const level = levelOf(scope.looked, measure, days.fromDay, window);
  const [first] = found;
  if (first === undefined || wentOtherWay(measure, scope, level, wanted))
    return asUsual(measure, scope, level, window);
  const span = { fromDay: first.fromDay, toDay: first.toDay + 1 };
  const carriers = carriersOf(found, asked.text, window);
  const isOpen = !scope.isNamed && !isNamed;
  return {
    kind: 'broken',
    isNamed: scope.isNamed || isNamed,
    isCase: !isUnusual(first),
    carriers,
    also: isOpen ? beside(found, carriers) : [],
    all: levelOf(scope.looked, measure, days.fromDay, span),
    others: othersOf(first, found, all, days),
  };
}

const mostBeside = 3;

/** The first breaks of objects that are not among the carriers. */
function beside(found: readonly Break[], carriers: readonly Carrier[]): readonly Break[] {
  const told = new Set(carriers.map(({ symptom }) => keyOf(symptom.object)));
  const others = found.filter((one) => isUnusual(one) && !told.has(keyOf(one.object)));
  const byObject = new Map(others.toReversed().map((one) => [keyOf(one.object), one]));
  return others.filter((one) => byObject.get(keyOf(one.object)) === one).slice(0, mostBeside);
}

/** Whether a break left the usual range: what is only asserted lies within it. */
const isUnusual = ({ measure, observed, usual, isAsserted }: Break): boolean =>
  isAsserted !== true || Math.abs(observed - usual) >= measure.floor;

/** What left its usual range as the question says, what it is likeliest about first. */
function foundIn(
  measure: Measure,
  scope: Scope,
  table: Evidence,
  asked: Asked,
  nowMs: number,
): readonly Break[] {
  const [days, window] = [daysOfSeries(nowMs), daysAsked(asked, nowMs)];
  const wanted = signWanted(measure, asked);
  const breaks = breaksIn(measure, scope, table, days, nowMs);
  const unusual = inWindow(breaks, asked, window).filter(({ sign }) => sign === wanted);
  const found =
    unusual.length === 0 && !asked.isBetter && (scope.isNamed || isOneDay(asked, measure))
      ? scope.looked.flatMap((series) => assertedIn(series, measure, days.fromDay, window) ?? [])
      : unusual;
  return found.toSorted(
    (a, b) =>
      partsNamed(asked.text, b.object) - partsNamed(asked.text, a.object) ||
      Number(beganIn(b, asked, window)) - Number(beganIn(a, asked, window)) ||
      weightOf(b, window) - weightOf(a, window),
  );
}

function asUsual(measure: Measure, scope: Scope, level: Level, days: Days): Symptomatic {
  const excess = level.observed - level.usual;
  const isStill = Math.abs(excess) <= Math.max(stillShare * Math.abs(level.usual), measure.floor);
  const [only] = scope.looked;
  return {
    kind: 'usual',
    isNamed: scope.isNamed,
    object: scope.isNamed && scope.looked.length === 1 ? (only?.object ?? null) : null,
    level,
    days,
    sign: isStill ? 0 : excess > 0 ? 1 : -1,
  };
}

/** "The failed update of Thursday" is a case, though nobody says of what. */
const isOneDay = ({ window, said, text }: Asked, { id }: Measure): boolean =>
  window !== null &&
  window.toMs - window.fromMs <= dayMs &&
  said.includes(id) &&
  failing.test(text);
const failing = /\b(?:fail\w*|unsuccessful|red|error\w*|broke\w*)\b/i;

/** Who names a time saw it begin then; what went on before comes second. */
const beganIn = ({ fromDay }: Break, { window }: Asked, days: Days): boolean =>
  window === null || fromDay >= days.fromDay - 1;

const hasRows = (all: readonly Series[], { fromDay, toDay }: Days): boolean =>
  all.some(({ rows }) => [...rows.keys()].some((day) => day >= fromDay - 28 && day < toDay + 28));

function breaksIn(
  measure: Measure,
  { looked, isNamed }: Scope,
  table: Evidence,
  days: Days,
  nowMs: number,
): readonly Break[] {
  // Who names an object has seen something of it: a smaller change counts.
  const watched = isNamed ? { ...measure, floor: measure.floor / 4 } : measure;
  return looked
    .flatMap((series) => breaksOf(series, watched, days.fromDay, days.toDay))
    .map((one) => ({ ...one, measure }))
    .filter((one) => isSure(one, table, nowMs));
}

/** "Friday at 2 am": what has instants of its own must have some then. */
function isAtHour(
  { rows, measure }: Break,
  { fromMs, toMs }: Exclude<Asked['window'], null>,
): boolean {
  if (toMs - fromMs >= dayMs || measure.firstAt !== 'first_at') return true;
  return rows.some((row) => {
    const [first, last] = [msOf(row, 'first_at'), msOf(row, 'last_at')];
    return first !== null && last !== null && first <= toMs + hourMs && last >= fromMs - hourMs;
  });
}

/** Breaks that overlap the days asked about; what lasts until now may have been noticed on any day since. */
function inWindow(
  breaks: readonly Break[],
  { window }: Asked,
  { fromDay, toDay }: Days,
): readonly Break[] {
  const onDays = breaks.filter((one) => one.fromDay < toDay && one.toDay >= fromDay);
  const atHour = onDays.filter((one) => window === null || isAtHour(one, window));
  // "Monday night" may mean the night before or after it.
  const overlapping = atHour.length > 0 ? atHour : onDays;
  if (overlapping.length > 0) return overlapping;
  // "The last run is of Saturday": what began right after and goes on.
  return breaks.filter(
    ({ goesOn, fromDay: day, measure }) => goesOn && day <= toDay + (measure.between ? 2 : 0),
  );
}

/** "Why did spend fall" when all of it rose: one object that fell does not make it true. */
function wentOtherWay(
  { unit }: Measure,
  { isPart, isNamed }: Scope,
  { observed, usual }: Level,
  wanted: 1 | -1,
): boolean {
  if (unit !== 'USD' || isNamed || isPart) return false;
  return (observed - usual) * wanted <= stillShare * Math.abs(usual);
}

/** A fall at the end may be rows that have not come yet, or a day that is not over. */
function isSure({ sign, fromDay, measure }: Break, table: Evidence, nowMs: number): boolean {
  if (sign > 0 || measure.missing === 'unmeasured') return true;
  const until = table.completeUntil === null ? nowMs : Date.parse(table.completeUntil);
  return (fromDay + 1) * dayMs <= Math.min(until, nowMs);
}

/** What was observed and usual on some days, of all series together. */
function levelOf(
  all: readonly Series[],
  measure: Measure,
  historyFrom: number,
  { fromDay, toDay }: Days,
): Level {
  const days = all.flatMap((series) => {
    const own = judge(series, measure, historyFrom).filter(
      ({ day }) => day >= fromDay && day < toDay,
    );
    return measure.days === 'last' ? own.slice(-1) : own;
  });
  const sum = (value: (one: (typeof days)[number]) => number): number =>
    days.reduce((total, one) => total + value(one), 0) /
    (measure.days === 'add' ? 1 : Math.max(days.length, 1));
  return { observed: sum(({ value }) => value), usual: sum(({ usual }) => usual) };
}
