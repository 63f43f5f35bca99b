import type { AlertEvaluation, AlertState } from './alert.ts';

type Rows = {
  readonly columns: readonly { readonly name: string }[];
  readonly rows: readonly (readonly (string | null)[])[];
};
type Operand = AlertEvaluation['source'];

/** A comparison that cannot be made; the alert's state becomes ERROR. */
export class AlertProblem extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'AlertProblem';
  }
}

function numberOf(cell: string): number {
  const value = cell.trim() === '' ? Number.NaN : Number(cell);
  if (Number.isNaN(value)) throw new AlertProblem(`${JSON.stringify(cell)} is not a number`);
  return value;
}

const sum = (values: readonly number[]): number => values.reduce((total, one) => total + one, 0);
const mean = (values: readonly number[]): number => sum(values) / values.length;

function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = (sorted.length - 1) / 2;
  return mean([sorted[Math.floor(middle)] ?? 0, sorted[Math.ceil(middle)] ?? 0]);
}

/** Deviation of a sample, as `stddev` of the warehouse; null for fewer than two values. */
function deviation(values: readonly number[]): number | null {
  if (values.length < 2) return null;
  const center = mean(values);
  return Math.sqrt(sum(values.map((one) => (one - center) ** 2)) / (values.length - 1));
}

const best = (cells: readonly string[], isBetter: (left: number, right: number) => boolean) =>
  cells.reduce((kept, cell) => (isBetter(numberOf(cell), numberOf(kept)) ? cell : kept));

/** Each aggregation over the cells that are not NULL; at least one. */
const aggregations: Readonly<
  Record<NonNullable<Operand['aggregation']>, (cells: readonly string[]) => string | number | null>
> = {
  SUM: (cells) => sum(cells.map(numberOf)),
  COUNT: (cells) => cells.length,
  COUNT_DISTINCT: (cells) => new Set(cells).size,
  AVG: (cells) => mean(cells.map(numberOf)),
  MEDIAN: (cells) => median(cells.map(numberOf)),
  MIN: (cells) => best(cells, (left, right) => left < right),
  MAX: (cells) => best(cells, (left, right) => left > right),
  STDDEV: (cells) => deviation(cells.map(numberOf)),
};

function valueOf({ columns, rows }: Rows, { name, aggregation }: Operand): string | null {
  const index = columns.findIndex((column) => column.name === name);
  if (index < 0) throw new AlertProblem(`the result has no column ${name}`);
  const cells = rows.map((row) => row[index] ?? null);
  if (aggregation === undefined) return cells[0] ?? null;
  const filled = cells.filter((cell) => cell !== null);
  if (filled.length === 0) return aggregation.startsWith('COUNT') ? '0' : null;
  const value = aggregations[aggregation](filled);
  return value === null ? null : String(value);
}

/** Less than 0, 0 or more, as for sorting; NaN for values that are only equal or not. */
type Difference = number;

const textDifference = (left: string, right: string): Difference =>
  left === right ? 0 : left < right ? -1 : 1;

function booleanDifference(value: string, wanted: boolean): Difference {
  if (!/^(true|false)$/.test(value)) throw new AlertProblem(`${value} is not true or false`);
  return value === String(wanted) ? 0 : Number.NaN;
}

/** Two columns are compared as numbers where both are. */
function columnDifference(value: string, other: string): Difference {
  const areNumbers = [value, other].every((one) => one !== '' && !Number.isNaN(Number(one)));
  return areNumbers ? Number(value) - Number(other) : textDifference(value, other);
}

function differenceFrom(
  value: string,
  fixed: NonNullable<AlertEvaluation['threshold']>['value'],
  other: string | null,
): Difference {
  if (fixed?.double_value !== undefined) return numberOf(value) - fixed.double_value;
  if (fixed?.bool_value !== undefined) return booleanDifference(value, fixed.bool_value);
  if (fixed?.string_value !== undefined) return textDifference(value, fixed.string_value);
  return columnDifference(value, other ?? '');
}

const operators: Readonly<
  Record<AlertEvaluation['comparison_operator'], (difference: Difference) => boolean>
> = {
  LESS_THAN: (d) => d < 0,
  GREATER_THAN: (d) => d > 0,
  EQUAL: (d) => d === 0,
  NOT_EQUAL: (d) => d !== 0,
  LESS_THAN_OR_EQUAL: (d) => d <= 0,
  GREATER_THAN_OR_EQUAL: (d) => d >= 0,
  IS_NULL: () => false,
  IS_NOT_NULL: () => true,
};

/** Operators that need no value on the other side, and those that compare true and false. */
const nullOperators: readonly string[] = ['IS_NULL', 'IS_NOT_NULL'];
const equalities: readonly string[] = ['EQUAL', 'NOT_EQUAL'];

/** Whether the comparison holds; null when a NULL stands on either side of it. */
function isMet(result: Rows, evaluation: AlertEvaluation): boolean | null {
  const { source, comparison_operator: operator, threshold } = evaluation;
  const value = valueOf(result, source);
  if (nullOperators.includes(operator)) return (value === null) === (operator === 'IS_NULL');
  const other = threshold?.column === undefined ? null : valueOf(result, threshold.column);
  const lacksOther = threshold?.column !== undefined && other === null;
  if (value === null || threshold === undefined || lacksOther) return null;
  if (threshold.value?.bool_value !== undefined && !equalities.includes(operator))
    throw new AlertProblem(`${operator} does not compare true and false`);
  return operators[operator](differenceFrom(value, threshold.value, other));
}

/**
 * The state of an alert for a result. An empty result, and a NULL that no operator asks for, have the
 * state that is set for them.
 *
 * Pure.
 *
 * @throws {AlertProblem} When a column is missing or the values cannot be compared.
 */
export function judge(result: Rows, evaluation: AlertEvaluation): AlertState {
  const met = isMet(result, evaluation);
  if (met === null || result.rows.length === 0) return evaluation.empty_result_state ?? 'UNKNOWN';
  return met ? 'TRIGGERED' : 'OK';
}
