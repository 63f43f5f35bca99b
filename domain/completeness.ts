import type { Cell } from './evidence.ts';

const dayMs = 86_400_000;

/**
 * How late the rows of a source arrive, and which values of a table show the time that it covers.
 */
export type Completeness = {
  /** The longest time from an event to the arrival of its row in the source, milliseconds. */
  readonly lagMs: number;
  /** Name of the parameter with the end of the time window; null when there is no window. */
  readonly windowEnd: string | null;
  /**
   * Name of the column with the period of each row, such as its day; null when rows have no period.
   */
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
 * The time until which a table is complete: the newest time that its rows or its window show, less
 * the lag of its source. A window that ended longer ago than the lag is complete to its end.
 *
 * @returns ISO-8601 UTC; null when the source's lag is not known.
 */
export function completeUntil(
  completeness: Completeness | null,
  table: FetchedTable,
): string | null {
  if (completeness === null) return null;
  const { lagMs } = completeness;
  const windowEndMs = windowEndMsOf(completeness, table);
  const periodsEndMs = newestPeriodEndMs(completeness, table);
  const newestMs = Math.min(
    table.fetchedAtMs,
    windowEndMs ?? Number.POSITIVE_INFINITY,
    periodsEndMs ?? Number.POSITIVE_INFINITY,
  );
  const isSettled = windowEndMs !== null && windowEndMs + lagMs <= table.fetchedAtMs;
  const isComplete = isSettled && newestMs === windowEndMs;
  return new Date(isComplete ? newestMs : newestMs - lagMs).toISOString();
}

function windowEndMsOf({ windowEnd }: Completeness, { parameters }: FetchedTable): number | null {
  const value = parameters.find(({ name }) => name === windowEnd)?.value;
  return value === undefined ? null : periodStartMs(value);
}

/** Null when the table has no period column or no row with a time. */
function newestPeriodEndMs(
  { periodColumn }: Completeness,
  { columns, rows }: FetchedTable,
): number | null {
  const at = columns.findIndex(({ name }) => name === periodColumn);
  if (at < 0) return null;
  const ends = rows.flatMap((row) => periodEndMs(row[at]) ?? []);
  return ends.length === 0 ? null : ends.reduce((a, b) => Math.max(a, b));
}

/**
 * The end of the period that a cell names: the end of a day, or the time itself.
 *
 * @returns Epoch milliseconds; null when the cell is neither a day nor a time.
 */
export function periodEndMs(cell: Cell | undefined): number | null {
  if (typeof cell !== 'string') return null;
  const ms = periodStartMs(cell);
  if (ms === null) return null;
  return /^\d{4}-\d{2}-\d{2}$/.test(cell) ? ms + dayMs : ms;
}

/**
 * The start of the period that a text names: the start of a day, or the time itself. Times without
 * a zone are UTC, as in the workspace.
 *
 * @returns Epoch milliseconds; null when the text is neither a day nor a time.
 */
export function periodStartMs(text: string): number | null {
  const time = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?/.exec(text)?.[0];
  if (time === undefined) return null;
  const rest = text.slice(time.length);
  const isDay = time.length === 10;
  const ms = Date.parse(isDay ? time : `${time.replace(' ', 'T')}${rest === '' ? 'Z' : rest}`);
  return Number.isNaN(ms) ? null : ms;
}
