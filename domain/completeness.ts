import type { Cell } from './evidence.ts';

const dayMs = 86_400_000;

/** How late a source is, and where a table made of it shows how far it reaches. */
export type Completeness = {
  /** Rows of the source may come this much later than what they tell of, milliseconds. */
  readonly lagMs: number;
  /** Name of the parameter that ends the window; null when there is no window. */
  readonly windowEnd: string | null;
  /** Name of the column of which the source has a value for every period, as a day; null for others. */
  readonly periodColumn: string | null;
};

/** A table as it was fetched. */
export type FetchedTable = {
  readonly parameters: readonly { readonly name: string; readonly value: string }[];
  readonly columns: readonly { readonly name: string }[];
  readonly rows: readonly (readonly Cell[])[];
  readonly fetchedAtMs: number;
};

/**
 * Until when a table has all that happened: the newest time that its rows or its window show, less
 * the lag of its source. A window that ended longer ago than that is complete to its end.
 *
 * @returns ISO-8601 UTC; null when nothing is known of the source's lag.
 */
export function completeUntil(
  completeness: Completeness | null,
  table: FetchedTable,
): string | null {
  if (completeness === null) return null;
  const { lagMs } = completeness;
  const windowEndMs = windowEndOf(completeness, table);
  const periodsEndMs = periodsEndOf(completeness, table);
  const newestMs = Math.min(
    table.fetchedAtMs,
    windowEndMs ?? Number.POSITIVE_INFINITY,
    periodsEndMs ?? Number.POSITIVE_INFINITY,
  );
  const isOld = windowEndMs !== null && windowEndMs + lagMs <= table.fetchedAtMs;
  const isWhole = isOld && newestMs === windowEndMs;
  return new Date(isWhole ? newestMs : newestMs - lagMs).toISOString();
}

function windowEndOf({ windowEnd }: Completeness, { parameters }: FetchedTable): number | null {
  const value = parameters.find(({ name }) => name === windowEnd)?.value;
  return value === undefined ? null : startOf(value);
}

/** The end of the newest period that a row tells of. */
function periodsEndOf(
  { periodColumn }: Completeness,
  { columns, rows }: FetchedTable,
): number | null {
  const at = columns.findIndex(({ name }) => name === periodColumn);
  if (at < 0) return null;
  const ends = rows.flatMap((row) => endOf(row[at]) ?? []);
  return ends.length === 0 ? null : ends.reduce((a, b) => Math.max(a, b));
}

/**
 * When the period ends that a cell names: a day ends with its last moment, a moment with itself.
 *
 * @returns Epoch milliseconds; null for what is no time.
 */
export function endOf(cell: Cell | undefined): number | null {
  if (typeof cell !== 'string') return null;
  const ms = startOf(cell);
  if (ms === null) return null;
  return /^\d{4}-\d{2}-\d{2}$/.test(cell) ? ms + dayMs : ms;
}

/**
 * When the period begins that a text names, a day or a moment. Times without a zone are UTC, as the
 * workspace's are.
 *
 * @returns Epoch milliseconds; null for what is no time.
 */
export function startOf(text: string): number | null {
  const time = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?/.exec(text)?.[0];
  if (time === undefined) return null;
  const rest = text.slice(time.length);
  const isDay = time.length === 10;
  const ms = Date.parse(isDay ? time : `${time.replace(' ', 'T')}${rest === '' ? 'Z' : rest}`);
  return Number.isNaN(ms) ? null : ms;
}
