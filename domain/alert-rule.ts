import type { Cell, Evidence } from './evidence.ts';
import type { AlertColumn, AlertCondition } from './proposals.ts';

/** How an alert reads a certified question: its statement without parameters, and its columns. */
export type AlertQuery = {
  readonly sql: string;
  readonly question: string;
  readonly columns: readonly (AlertColumn & {
    readonly is: 'key' | 'label' | 'time' | 'measure';
    readonly unit: string | null;
  })[];
  /** By which its rows are ordered; a leading `-` for the highest first. */
  readonly order: readonly string[];
};

export type AlertFinding = { readonly condition: AlertCondition; readonly reason: string };

/** What a threshold is set above the value that stands, where the question names none. */
const headroom = 0.2;

const wordsOf = (name: string): readonly string[] => name.split('_').map(singular);
const singular = (word: string): string => word.replace(/(?:ures?|ed|ing|s)$/, '');

/** A length of time, whose unit names no measure. */
const spans = /(?:\b(?:last|past|every|each)\s+|\b\d+[ -]?)(?:minute|hour|day|week|month)s?\b/g;

/** The measure that the question names, else the one that the rows are ordered by, else the first. */
function measureFor(query: AlertQuery, text: string): string | null {
  const measures = query.columns.filter(({ is }) => is === 'measure').map(({ name }) => name);
  const said = text.toLowerCase().replaceAll(spans, ' ');
  const asked = new Set((said.match(/[a-z]+/g) ?? []).map(singular));
  const fit = (name: string): number => {
    const words = wordsOf(name);
    return words.filter((word) => asked.has(word)).length / words.length;
  };
  const ordered = query.order
    .map((one) => one.replace(/^-/, ''))
    .filter((n) => measures.includes(n));
  const [best] = measures.toSorted((left, right) => fit(right) - fit(left));
  if (best !== undefined && fit(best) === 1) return best;
  return ordered[0] ?? measures[0] ?? null;
}

const number = String.raw`(?:[$€]\s*)?(\d[\d,]*(?:\.\d+)?)\s*(%|k\b|thousand\b|million\b)?`;
const above = String.raw`(?:more than|above|over|exceeds?|exceeding|beyond|greater than|higher than|at least|>=?)`;
const below = String.raw`(?:less than|below|under|fewer than|lower than|drops? to|falls? to|at most|<=?)`;
const factors: Readonly<Record<string, number>> = { k: 1e3, thousand: 1e3, million: 1e6 };

type Bound = { readonly value: number; readonly operator: AlertCondition['operator'] };

/** The bound that a question names, such as `more than 20` or `below 95 %`; null without one. */
function boundIn(text: string): Bound | null {
  for (const [words, open, closed] of [
    [above, 'GREATER_THAN', 'GREATER_THAN_OR_EQUAL'],
    [below, 'LESS_THAN', 'LESS_THAN_OR_EQUAL'],
  ] as const) {
    const found = new RegExp(`(${words})\\s*${number}`, 'i').exec(text);
    if (found === null) continue;
    const [, said = '', digits = '', unit = ''] = found;
    const value = Number(digits.replaceAll(',', '')) * (factors[unit.toLowerCase()] ?? 1);
    return { value, operator: /at least|at most|=/i.test(said) ? closed : open };
  }
  return null;
}

/** A bound beyond the value that stands; null where nothing stands. */
function boundBeyond(worst: number | null, isAbove: boolean): Bound | null {
  if (worst === null) return null;
  const value = rounded(worst * (isAbove ? 1 + headroom : 1 - headroom));
  return { value, operator: isAbove ? 'GREATER_THAN' : 'LESS_THAN' };
}

function worstOf(values: readonly number[], isAbove: boolean): number | null {
  if (values.length === 0) return null;
  return isAbove ? Math.max(...values) : Math.min(...values);
}

const numberOf = (cell: Cell | undefined): number | null => {
  const value = typeof cell === 'string' && cell.trim() !== '' ? Number(cell) : cell;
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
};

/** Two digits are enough for a bound that is a choice. */
const rounded = (value: number): number => Number(value.toPrecision(2));

/**
 * What an alert compares, from a finding: the column that its question asks for, its worst row, and the
 * bound that the question names, else one that leaves some room beyond the value that stands. Null when
 * the finding has no number.
 *
 * Pure.
 */
export function alertFrom(
  evidence: Pick<Evidence, 'columns' | 'rows'>,
  query: AlertQuery,
  text: string,
): AlertFinding | null {
  const column = measureFor(query, text);
  if (column === null) return null;
  const at = evidence.columns.findIndex(({ name }) => name === column);
  const values = evidence.rows.flatMap((row) => numberOf(row[at]) ?? []);
  const named = boundIn(text);
  const isAbove = named === null ? query.order[0] !== column : named.operator.startsWith('GREATER');
  const worst = worstOf(values, isAbove);
  const bound = named ?? boundBeyond(worst, isAbove);
  if (bound === null) return null;
  const { value: threshold, operator } = bound;
  const side = isAbove ? 'highest' : 'lowest';
  const now =
    worst === null ? 'there is no value now' : `${side} now: ${Number(worst.toPrecision(6))}`;
  const aggregation = isAbove ? 'MAX' : 'MIN';
  return {
    condition: { column, aggregation, operator, threshold, whenEmpty: 'OK' },
    reason:
      named === null
        ? `${threshold} is 20 % ${isAbove ? 'above' : 'below'} what the answer found (${now}).`
        : `${threshold} is the bound that the question names (${now}).`,
  };
}
