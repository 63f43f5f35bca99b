import type { Answer, Citation } from './answer.ts';
import type { Cell, Evidence } from './evidence.ts';
import type { InvestigationId } from './ids.ts';
import type { InvestigationRef } from './investigation.ts';

/** A claim that held by the rows of then and does not by those of now. */
export type CorrectedClaim = {
  /** As the answer has it, and the sentence in which it stands, without markers. */
  readonly text: string;
  readonly sentence: string;
  /** The cells that the sentence cites and that are others now. */
  readonly cells: readonly {
    readonly marker: string;
    readonly column: string | null;
    readonly before: Cell;
    readonly after: Cell;
  }[];
};

/** What of an answer was otherwise once its tables were complete. Times are ISO-8601 UTC. */
export type Correction = {
  readonly investigationId: InvestigationId;
  readonly at: string;
  readonly claims: readonly CorrectedClaim[];
  /** When its owner has seen it. */
  readonly seenAt: string | null;
};

/** A certified statement that can look at the rows of a table again. */
export type Recheck = {
  readonly sql: string;
  readonly parameters: readonly {
    readonly name: string;
    readonly type: string;
    readonly value: string;
  }[];
  /** Columns that tell one row from another. */
  readonly keys: readonly string[];
  readonly lagMs: number;
  /** Name of the parameter with the end of the window; null where there is none. */
  readonly windowEnd: string | null;
};

/** An answer and the tables that it rests on. */
export type Rested = { readonly answer: Answer; readonly evidence: readonly Evidence[] };

export type CorrectionSteps = {
  /** Looks at answers again whose tables are complete; returns how many were corrected. */
  readonly correctAnswers: () => Promise<number>;
};

/** What is stored about corrections. */
export type CorrectionWork = {
  /** Answered investigations of which nobody has said yet when they are due, oldest first. */
  readonly unplanned: (limit: number) => Promise<readonly InvestigationRef[]>;
  /** Null when there is nothing to look at again. */
  readonly plan: (ref: InvestigationRef, dueAtMs: number | null) => Promise<void>;
  /** Those that are due, oldest first, with how often they were tried. */
  readonly due: (
    nowMs: number,
    limit: number,
  ) => Promise<readonly (InvestigationRef & { readonly attempts: number })[]>;
  /** Null when the rows, or the answer, are gone. */
  readonly rested: (ref: InvestigationRef) => Promise<Rested | null>;
  /** Takes one of the statements of this UTC day; false when none is left. */
  readonly takeStatement: (most: number) => Promise<boolean>;
  readonly postpone: (ref: InvestigationRef, dueAtMs: number) => Promise<void>;
  /** Ends the look; with claims, stores the correction, once. */
  readonly end: (ref: InvestigationRef, claims: readonly CorrectedClaim[]) => Promise<void>;
};

/** What the API reads of corrections. Every method uses only rows of the owner. */
export type CorrectionStore = {
  readonly of: (ref: InvestigationRef) => Promise<Correction | null>;
  /** Newest first; only those that its owner has not seen. */
  readonly unseen: (owner: string, limit: number) => Promise<readonly Correction[]>;
  /** False when there is none. */
  readonly seen: (ref: InvestigationRef) => Promise<boolean>;
};

/**
 * When the rows of a table are complete that were not when they were fetched, epoch milliseconds by the clock
 * of the data; null when they were.
 *
 * Pure.
 */
export function completeAtMs(
  { completeUntil, parameters }: Pick<Evidence, 'completeUntil' | 'parameters'>,
  { lagMs, windowEnd }: Pick<Recheck, 'lagMs' | 'windowEnd'>,
): number | null {
  if (completeUntil === null) return null;
  const untilMs = Date.parse(completeUntil);
  const end = parameters.find(({ name }) => name === windowEnd)?.value;
  const endMs = end === undefined ? Number.NaN : Date.parse(end);
  if (untilMs >= endMs) return null;
  // Until is a lag before the newest row, and that row is complete a lag after it.
  return untilMs + 2 * lagMs;
}

/**
 * A table with the rows of now in the order of then, so that a row of a citation is still the same thing. A
 * row that is gone has no numbers; what is new stands at the end.
 *
 * Pure.
 */
export function renewed(
  before: Evidence,
  now: Pick<Evidence, 'rows' | 'rowCount' | 'truncated'> & {
    readonly columns: readonly { readonly name: string }[];
  },
  keys: readonly string[],
): Evidence {
  const places = before.columns.map(({ name }) =>
    now.columns.findIndex((one) => one.name === name),
  );
  const rows = now.rows.map((row) => places.map((at) => row[at] ?? null));
  const keyPlaces = keys.map((key) => before.columns.findIndex(({ name }) => name === key));
  const keyOf = (row: readonly Cell[]): string => JSON.stringify(keyPlaces.map((at) => row[at]));
  const byKey = new Map(rows.map((row) => [keyOf(row), row]));
  const known = new Set(before.rows.map(keyOf));
  const gone = (row: readonly Cell[]) =>
    row.map((cell, at) => (before.columns[at]?.is === 'measure' ? null : cell));
  return {
    ...before,
    rows: [
      ...before.rows.map((row) => byKey.get(keyOf(row)) ?? gone(row)),
      ...rows.filter((row) => !known.has(keyOf(row))),
    ],
    rowCount: now.rowCount,
    truncated: now.truncated,
  };
}

/** A citation with the value that its cell has now. Pure. */
export function recited(citation: Citation, evidence: readonly Evidence[]): Citation {
  const table = evidence.find(({ id }) => id === citation.evidenceId);
  const { row, columnIndex } = citation;
  if (table === undefined || row === null || columnIndex === null) return citation;
  return { ...citation, value: table.rows[row]?.[columnIndex] ?? null };
}
