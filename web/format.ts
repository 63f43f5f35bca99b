import type { Evidence } from './resources.ts';

type Cell = Evidence['rows'][number][number];
type Column = Evidence['columns'][number];

const numeric =
  /^(?:tinyint|smallint|int|bigint|integer|long|float|double|real|decimal|numeric)\b/i;
const plainNumber = /^-?\d+(?:\.\d+)?$/;
const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });
const money = new Intl.NumberFormat('en-US', {
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
});
const exact = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 });

/** Tells whether a column is shown as numbers: right aligned, grouped, with a unit. Pure. */
export function isNumberColumn({ type, is }: Column): boolean {
  return is === 'measure' && numeric.test(type);
}

/**
 * A cell for reading: numbers grouped and rounded to two decimals, or to three digits below that; others
 * as they are, times in the zone of the reader. A decimal is text and is formatted without loss.
 */
export function cellText(cell: Cell, column: Column): string {
  if (cell === null) return '–';
  if (isNumberColumn(column)) return numberText(cell, column.unit);
  const text = String(cell);
  return instant.test(text) ? localText(text) : text;
}

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;
const local = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium' });

/** A time in the zone of the reader, in digits that can be compared: “2026-11-28 21:48:00”. */
function localText(at: string): string {
  return local.format(new Date(at));
}

/** What stands on the hover of a cell: its exact value, a time with its zone. Pure. */
export function exactText(cell: Cell): string {
  if (cell === null) return 'no value';
  const text = String(cell);
  return instant.test(text) ? utcText(text) : text;
}

/** The unit where the name of the column does not say it. Pure. */
export function headerUnit({ name, unit }: Column): string {
  const saysIt = unit !== null && name.toLowerCase().split('_').includes(unit.toLowerCase());
  return saysIt ? '' : unitText(unit);
}

/** A number or a decimal in text, grouped, money with two decimals; other text as it is. Pure. */
export function numberText(value: string | number | boolean, unit: string | null = null): string {
  const text = String(value);
  if (!plainNumber.test(text)) return text;
  const size = Math.abs(Number(text));
  const usual = unit === 'USD' ? money : grouped;
  const format = size !== 0 && size < 0.01 ? exact : usual;
  return format.format(text as Intl.StringNumericLiteral);
}

/** The unit as it stands behind a number; empty for none. Pure. */
export function unitText(unit: string | null): string {
  return unit === 'percent' ? '%' : (unit ?? '');
}

/** A length of time in at most two units: “850 ms”, “12.1 s”, “3 min 20 s”, “2 h 5 min”. Pure. */
export function durationText(ms: number): string {
  if (ms < 1_000) return `${Math.max(0, Math.round(ms))} ms`;
  const seconds = Math.round(ms / 1_000);
  if (ms < 59_950) return `${(ms / 1_000).toFixed(1)} s`;
  if (seconds < 3_600) return withRest(Math.floor(seconds / 60), 'min', seconds % 60, 's');
  return withRest(Math.floor(seconds / 3_600), 'h', Math.floor((seconds % 3_600) / 60), 'min');
}

function withRest(whole: number, unit: string, rest: number, restUnit: string): string {
  return rest === 0 ? `${whole} ${unit}` : `${whole} ${unit} ${rest} ${restUnit}`;
}

/** A count with its noun: “1 row”, “5,000 rows”. Pure. */
export function countText(count: number, noun: string, plural = `${noun}s`): string {
  return `${grouped.format(count)} ${count === 1 ? noun : plural}`;
}

/** A share from 0 to 1 as a whole percentage. Pure. */
export function percentText(share: number): string {
  return `${Math.round(share * 100)} %`;
}

const clock = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
const day = new Intl.DateTimeFormat(undefined, {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
});
const dayAndYear = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
});

/**
 * A time in the zone of the reader: today only the clock, else with its day.
 *
 * @param nowMs Epoch milliseconds; decides what today is.
 */
export function timeText(at: string, nowMs: number): string {
  const time = new Date(at);
  const now = new Date(nowMs);
  if (time.toDateString() === now.toDateString()) return clock.format(time);
  const date = time.getFullYear() === now.getFullYear() ? day : dayAndYear;
  return `${date.format(time)}, ${clock.format(time)}`;
}

/** A time in UTC for the hover: “2026-11-29 20:59:00 UTC”. Pure. */
export function utcText(at: string): string {
  return `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
