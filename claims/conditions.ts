import { columnsMeant, earlierOf } from './columns.ts';
import type { WrittenNumber } from './numbers.ts';
import type { Column, Table } from './table.ts';
import { conceptOfWord, conceptsIn } from './vocabulary.ts';

/** Whether a value is on the side of a bound that a sentence says. */
export function meetsBound(
  number: WrittenNumber,
  value: number,
  column: Column | null = null,
): boolean {
  const unit = column?.unit;
  const factor =
    number.unit !== null && unit !== null && unit !== undefined && unit.of === number.unit.of
      ? unit.size / number.unit.size
      : 1;
  const said = value * factor;
  if (number.bound === '>') return said > number.value;
  if (number.bound === '>=') return said >= number.value;
  if (number.bound === '<') return said < number.value;
  return said <= number.value;
}

const states = new Set([
  'fail',
  'success',
  'cancel',
  'refuse',
  'finish',
  'stale',
  'unhealthy',
  'run',
]);

/** The state that a cell of codes has: `FAILED` → `fail`. */
export const stateOfCode = (code: string): string | null =>
  /^[A-Z][A-Z0-9_]+$/.test(code) ? conceptOfWord(code.split('_')[0] ?? '') : null;

const known = ['fail', 'success', 'cancel'];

/** A column of states and the states that it has, where a clause says one of them or a known one. */
export function stateColumn(
  table: Table,
  said: ReadonlySet<string>,
): { readonly at: number; readonly state: string } | null {
  for (const { at, isNumeric, name } of table.columns) {
    if (isNumeric || !/state|status|result|health/i.test(name)) continue;
    const found = new Set(
      table.evidence.rows.slice(0, 200).flatMap((row) => {
        const cell = row[at];
        return typeof cell === 'string' ? (stateOfCode(cell) ?? []) : [];
      }),
    );
    const isKnown = known.some((state) => found.has(state));
    const state = [...said].find((one) => found.has(one) || (isKnown && known.includes(one)));
    if (state !== undefined) return { at, state };
  }
  return null;
}

/** What a clause says of a yes-or-no column, `complete` or `incomplete`; null where it says nothing. */
export function flagSaid(name: string, clause: string): boolean | null {
  const word = name.toLowerCase().replace(/^is_/, '').replaceAll('_', ' ');
  if (new RegExp(`\\b(?:in|un|non-?)${escaped(word)}\\b`).test(clause)) return false;
  if (
    new RegExp(`\\b(?:not|never|isn't|aren't|wasn't|hardly) (?:\\w+ )?${escaped(word)}\\b`).test(
      clause,
    )
  )
    return false;
  return new RegExp(`\\b${escaped(word)}\\b`).test(clause) ? true : null;
}

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');

const isTrue = (cell: unknown): boolean => cell === true || cell === 'true';

/** The rows that have more, or less, than in the period before; null where a clause does not say so. */
export function changeRows(table: Table, clause: string): ((row: number) => boolean) | null {
  const said =
    /(?<=\p{L} )(more|less|fewer|higher|lower|longer|slower|faster)\b[^,;]{0,40}\bthan (?:before|in the period before|the \w+ before)\b/u.exec(
      clause,
    )?.[1];
  if (said === undefined) return null;
  const { columns } = columnsMeant(
    table,
    [new Set([...conceptsIn(clause)].filter((concept) => concept !== 'before'))],
    null,
    ({ period }) => period === 'now',
  );
  const isUp = !/less|fewer|lower|faster/.test(said);
  const pairs = columns.flatMap((column) => {
    const earlier = earlierOf(table, column);
    return earlier === null ? [] : [[column.numbers(), earlier.numbers()] as const];
  });
  if (pairs.length === 0) return null;
  return (row) =>
    pairs.some(([now, before]) =>
      isUp ? (now[row] ?? NaN) > (before[row] ?? NaN) : (now[row] ?? NaN) < (before[row] ?? NaN),
    );
}

/** The rows in the state that a clause says; null where it says none that the table has. */
export function stateRows(table: Table, clause: string): ((row: number) => boolean) | null {
  const said = [...conceptsIn(clause)].filter((concept) => states.has(concept));
  const codes = stateColumn(table, new Set(conceptsIn(clause)));
  const state = said.find((concept) => concept !== 'run' && concept !== 'finish');
  if (codes !== null)
    return (row) => stateOfCode(String(table.evidence.rows[row]?.[codes.at] ?? '')) === codes.state;
  for (const { at, name } of table.columns.filter((column) => isFlag(table, column.at))) {
    const flag = flagSaid(name, clause);
    if (flag !== null) return (row) => isTrue(table.evidence.rows[row]?.[at]) === flag;
  }
  if (state === undefined) return null;
  const measure = table.columns.find(({ isNumeric, concepts }) => isNumeric && concepts.has(state));
  return measure === undefined ? null : (row) => (measure.numbers()[row] ?? 0) > 0;
}

export const isFlag = (table: Table, at: number): boolean => {
  const cells = table.evidence.rows.slice(0, 50).map((row) => row[at] ?? null);
  return (
    cells.some((cell) => cell !== null) &&
    cells.every((cell) => cell === null || typeof cell === 'boolean')
  );
};

export { isTrue };
