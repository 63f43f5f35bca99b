import { inOneLine } from '../domain/citations.ts';
import type { Cell, Evidence, EvidenceColumn } from '../domain/evidence.ts';
import { instantOf } from '../domain/readable-dates.ts';
import { conceptOfWord } from './vocabulary.ts';
import { unitOfColumn, unitOfWord } from './units.ts';
import type { Unit } from './units.ts';

/** A column as sentences speak of it. */
export type Column = {
  readonly at: number;
  readonly name: string;
  readonly role: EvidenceColumn['is'];
  /** What its name says, and what a sentence may say of it and need not. */
  readonly concepts: ReadonlySet<string>;
  readonly implied: ReadonlySet<string>;
  readonly unit: Unit | null;
  /** NaN where a cell is no number. */
  readonly numbers: () => Float64Array;
  /** The sum of its numbers. */
  readonly sum: () => number;
  readonly isNumeric: boolean;
  /** `before` for the numbers of a period before, `change` for how two periods differ. */
  readonly period: 'now' | 'before' | 'change';
};

export type NamedRows = { readonly text: string; readonly column: number; readonly rows: number[] };

/** A table of evidence, read once for all sentences; what few sentences need is read when needed. */
export type Table = {
  readonly evidence: Evidence;
  readonly columns: readonly Column[];
  readonly rowCount: number;
  readonly allRows: () => readonly number[];
  /** How many different cells a column has in some rows. */
  readonly distinct: (at: number, rows: readonly number[]) => number;
  /** Names of rows by their first word. */
  readonly names: () => ReadonlyMap<string, readonly NamedRows[]>;
  /** Rows by day and month (`11-17`), for each column of times. */
  readonly days: () => readonly DayIndex[];
  /** First instant and last instant, exclusive, of the window; null where it has none. */
  readonly window: { readonly fromMs: number; readonly toMs: number } | null;
};

export type DayIndex = { readonly column: Column; readonly rows: ReadonlyMap<string, number[]> };

const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
};

export const isoDay = /^\d{4}-\d{2}-\d{2}(?:[T ]|$)/;

/** The number of a cell; NaN where it is none. */
export function numberOf(cell: Cell): number {
  if (typeof cell === 'number') return cell;
  // The first two characters tell a decimal number from other text that `Number` reads.
  return typeof cell === 'string' && /^\s*[-+]?\.?\d(?![xXoObB])/.test(cell) ? Number(cell) : NaN;
}

const wordsOf = (name: string): readonly string[] =>
  name.replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2').match(/[\p{L}\p{N}%]+/gu) ?? [];

/** `executed_by`, `reader`: columns of people. */
const isPerson = /_by$|^(?:reader|grantee|member|principal|email)$/;

/** The first rows of a table tell what its columns hold. */
const sampled = 50;

/** What a column's name says, and what its unit says besides. */
function conceptsOf(column: EvidenceColumn, unit: Unit | null) {
  const said = wordsOf(column.name).filter((word, n) => n === 0 || unitOfWord(word) === null);
  const ofUnit = wordsOf(column.unit ?? '').flatMap((word) => conceptOfWord(word) ?? []);
  const concepts = new Set(said.flatMap((word) => conceptOfWord(word) ?? []));
  if (isPerson.test(column.name)) concepts.add('person');
  if (unit?.of === 'time') concepts.add('duration');
  const isShare = unit?.of === 'percent' ? ['share'] : [];
  return { concepts, implied: new Set([...ofUnit, ...(unit?.of === 'USD' ? ['cost'] : isShare)]) };
}

function periodOf(concepts: ReadonlySet<string>): Column['period'] {
  if (concepts.has('before')) return 'before';
  return concepts.has('change') ? 'change' : 'now';
}

function readColumn(column: EvidenceColumn, at: number, rows: Evidence['rows']): Column {
  const unit = unitOfColumn(column);
  const { concepts, implied } = conceptsOf(column, unit);
  const filled = rows.slice(0, sampled).flatMap((row) => row[at] ?? []);
  const numbers = once(() => Float64Array.from(rows, (row) => numberOf(row[at] ?? null)));
  return {
    at,
    name: column.name,
    role: column.is,
    concepts,
    implied,
    unit,
    isNumeric:
      column.is !== 'key' &&
      filled.length > 0 &&
      filled.every((cell) => !Number.isNaN(numberOf(cell))),
    numbers,
    sum: once(() => numbers().reduce((sum, value) => (Number.isNaN(value) ? sum : sum + value), 0)),
    period: periodOf(concepts),
  };
}

export function readTable(evidence: Evidence): Table {
  const { rows } = evidence;
  const base = evidence.columns.map((column, at) => readColumn(column, at, rows));
  const columns = base.map((column) => withSibling(column, base));
  const allRows = once(() => rows.map((_, n) => n));
  const distinct = new Map<number, number>();
  return {
    evidence,
    columns,
    rowCount: Math.max(evidence.rowCount, rows.length),
    allRows,
    distinct: (at, some) => {
      if (some !== allRows()) return distinctIn(rows, at, some);
      const known = distinct.get(at) ?? distinctIn(rows, at, some);
      distinct.set(at, known);
      return known;
    },
    names: once(() => namesOf(evidence, columns)),
    days: once(() => daysOf(evidence, columns)),
    window: windowOf(evidence),
  };
}

const distinctIn = (rows: Evidence['rows'], at: number, some: readonly number[]): number =>
  new Set(some.map((row) => rows[row]?.[at] ?? null)).size;

/** `before_usd` beside `list_cost_usd` is a cost: what is compared is named once. */
function withSibling(column: Column, all: readonly Column[]): Column {
  if (column.period === 'now' || !column.isNumeric) return column;
  const sibling = all.find(
    (one) => one.period === 'now' && one.isNumeric && one.unit?.of === column.unit?.of,
  );
  if (sibling === undefined) return column;
  return {
    ...column,
    implied: new Set([...column.implied, ...sibling.concepts, ...sibling.implied]),
  };
}

function namesOf(evidence: Evidence, columns: readonly Column[]): Map<string, NamedRows[]> {
  const byWord = new Map<string, NamedRows[]>();
  for (const { at, isNumeric, role } of columns) {
    if (isNumeric || role === 'time') continue;
    const known = new Map<string, NamedRows>();
    evidence.rows.forEach((row, n) => {
      const cell = row[at];
      if (typeof cell !== 'string') return;
      const rows = known.get(cell)?.rows;
      if (rows !== undefined) rows.push(n);
      else if (cell !== '' && !isInstant(cell))
        known.set(cell, { text: inText(cell), column: at, rows: [n] });
    });
    for (const named of known.values()) {
      const word = /[\p{L}\p{N}_]+/u.exec(named.text)?.[0];
      if (word === undefined) continue;
      const others = byWord.get(word);
      if (others === undefined) byWord.set(word, [named]);
      else others.push(named);
    }
  }
  return byWord;
}

const isInstant = (cell: string): boolean => cell.length < 30 && isoDay.test(cell);

/** A cell as sentences write it; most are one line without marks. */
const inText = (cell: string): string =>
  /^[\w.@ -]+$/.test(cell) && !/^ | {2}| $/.test(cell) ? cell : inOneLine(cell);

function daysOf(evidence: Evidence, columns: readonly Column[]): readonly DayIndex[] {
  return columns.flatMap((column) => {
    const first = evidence.rows.find((row) => row[column.at] !== null)?.[column.at];
    if (typeof first !== 'string' || !isoDay.test(first)) return [];
    const rows = new Map<string, number[]>();
    evidence.rows.forEach((row, n) => {
      const cell = row[column.at];
      if (typeof cell !== 'string' || !isoDay.test(cell)) return;
      const day = cell.slice(5, 10);
      const known = rows.get(day);
      if (known === undefined) rows.set(day, [n]);
      else known.push(n);
    });
    return [{ column, rows }];
  });
}

/** The window is what parameters like `from_time` and `to_date` say; its end is exclusive. */
export function windowOf({ parameters }: Pick<Evidence, 'parameters'>): Table['window'] {
  const at = (pattern: RegExp): number | null =>
    parameters
      .filter(({ name }) => pattern.test(name))
      .flatMap(({ value }) => instantOf(value) ?? [])[0] ?? null;
  const fromMs = at(/(?:^|_)(?:from|start|since|begin)(?:_|$)/i);
  const toMs = at(/(?:^|_)(?:to|end|until|till)(?:_|$)/i);
  return fromMs === null || toMs === null ? null : { fromMs, toMs };
}
