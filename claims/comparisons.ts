import { columnsMeant, earlierOf } from './columns.ts';
import { clauseAt, contextsOf } from './scope.ts';
import type { Entity, Scope, Span } from './scope.ts';
import type { Column } from './table.ts';
import { matches, sumOver } from './values.ts';
import type { Question } from './values.ts';
import { says } from './vocabulary.ts';

/** Two values that a sentence compares, the later or first-named one first. */
export type Pair = { readonly value: number; readonly base: number; readonly column: Column };

export const valueOf = (column: Column, rows: readonly number[]): number =>
  rows.length === 1 ? (column.numbers()[rows[0] ?? -1] ?? NaN) : sumOver(column, rows);

/** The names of one column that a clause has, in order, where they are at least two. */
export function peersIn(
  scope: Scope,
  at: { readonly at: number; readonly end: number },
): readonly Entity[] {
  const clause = clauseAt(scope, at);
  const known = scope.peers.get(clause.start) ?? findPeers(scope, clause);
  scope.peers.set(clause.start, known);
  return known;
}

function findPeers({ entities }: Scope, clause: Span): readonly Entity[] {
  const byColumn = new Map<number, Map<string, Entity>>();
  for (const one of entities) {
    if (one.kind === 'state' || one.at < clause.start || one.end > clause.end) continue;
    const names = byColumn.get(one.column) ?? new Map<string, Entity>();
    if (!names.has(one.text)) names.set(one.text, one);
    byColumn.set(one.column, names);
  }
  for (const names of byColumn.values()) if (names.size >= 2) return [...names.values()];
  return [];
}

/** Two days, the later one first. */
export function later({ table }: Scope, a: Entity, b: Entity): readonly [Entity, Entity] {
  const cellOf = ({ rows, column }: Entity): string =>
    String(table.evidence.rows[rows[0] ?? 0]?.[column]);
  return cellOf(a) > cellOf(b) ? [a, b] : [b, a];
}

/** What a number can compare: two names with each other, else now with before. */
export function pairsOf(question: Question): readonly Pair[] {
  const named = namedPairs(question);
  return [...(named.length > 0 ? named : periodPairs(question)), ...citedPairs(question)];
}

function periodPairs(question: Question): readonly Pair[] {
  const { scope, number, rows, choice } = question;
  const columns = choice.columns.filter(({ period }) => period === 'now');
  const isMeant = columns.length > 0 && number.unit?.of !== 'percent';
  const about = rows ?? (scope.citedRows.length === 1 ? scope.citedRows : scope.table.allRows());
  return (isMeant ? columns : currentColumns(question)).flatMap((column): readonly Pair[] => {
    const earlier = earlierOf(scope.table, column);
    if (earlier === null || about.length === 0) return [];
    return [{ value: valueOf(column, about), base: valueOf(earlier, about), column }];
  });
}

const isDay = ({ kind }: Entity): boolean => kind === 'day' || kind === 'edge';

function namedPairs(question: Question): readonly Pair[] {
  const { scope, number, choice } = question;
  const [one, other, third] = peersIn(scope, number);
  if (one === undefined || other === undefined || third !== undefined) return [];
  const [first, second] = isDay(one) && isDay(other) ? later(scope, one, other) : [one, other];
  const columns = number.unit?.of === 'percent' ? partColumns(question) : choice.columns;
  return columns.map((column) => ({
    value: valueOf(column, first.rows),
    base: valueOf(column, second.rows),
    column,
  }));
}

function currentColumns({ scope, number }: Question): readonly Column[] {
  const contexts = contextsOf(scope, number).map(
    (said) => new Set([...said].filter((concept) => concept !== 'before' && concept !== 'change')),
  );
  return columnsMeant(
    scope.table,
    contexts,
    number.unit?.of === 'percent' ? null : number.unit,
    ({ period }) => period === 'now',
  ).columns;
}

/** A sentence without names compares the cells that it cites, in their order. */
function citedPairs({ scope, rows }: Question): readonly Pair[] {
  if (rows !== null || scope.citesAll) return [];
  const order = scope.reading.sentence.markers.flatMap(
    (marker) => scope.cited.find((one) => one.marker === marker) ?? [],
  );
  const cells = order.flatMap(({ row, columnIndex }) => {
    const column = scope.table.columns.find(({ at, isNumeric }) => at === columnIndex && isNumeric);
    return column === undefined || row === null
      ? []
      : [{ column, value: column.numbers()[row] ?? NaN }];
  });
  const [first, second] = cells;
  if (first === undefined || second === undefined || cells.length > 2) return [];
  if (first.column.unit?.of !== second.column.unit?.of) return [];
  return [
    { value: first.value, base: second.value, column: first.column },
    { value: second.value, base: first.value, column: first.column },
  ];
}

/** Whether a number is said to be how far two names are apart: `by 5`, `5 above`, `a gap of 5`. */
export function isDifferenceSaid({ scope, number }: Question): boolean {
  if (number.unit?.of === 'percent' || number.isWord || peersIn(scope, number).length !== 2)
    return false;
  const { words } = scope.reading;
  const lead = words.slice(0, number.at);
  const tail = words.slice(number.end, number.end + 24);
  return (
    /\bby\s*$|\b(?:gap|difference|differ|apart)\b[^,;()]{0,80}$/.test(lead.slice(-100)) ||
    /^\s*(?:\p{L}+\s+)?(?:above|below|ahead|behind|more|less|fewer|higher|lower|apart)\b/u.test(
      tail,
    )
  );
}

/** A difference of two cells of one row or of one column, also where a column has it. */
export function isDifference(question: Question): boolean {
  const { number, clause, scope, rows } = question;
  if (number.unit?.of === 'percent' || !(says.difference.test(clause) || number.sign !== 0))
    return false;
  const changes = scope.table.columns.filter(
    ({ period, isNumeric, unit }) =>
      isNumeric &&
      period === 'change' &&
      (number.unit === null || unit === null || unit.of === number.unit.of),
  );
  const peers = peersIn(scope, number);
  if (rows !== null && peers.length < 2 && rows.length <= 40)
    for (const column of changes)
      if (rows.some((row) => matches(number, column.numbers()[row] ?? NaN, column))) return true;
  return pairsOf(question).some(({ value, base, column }) => {
    const isOrdered = number.sign !== 0 && peers.length < 2;
    return matches(
      isOrdered ? number : { ...number, sign: 0 },
      isOrdered ? value - base : Math.abs(value - base),
      column,
    );
  });
}

/** Columns of a number that is a percentage of them. */
export function partColumns({ scope, number }: Question): readonly Column[] {
  const contexts = contextsOf(scope, number).map(
    (said) => new Set([...said].filter((concept) => concept !== 'share')),
  );
  return columnsMeant(
    scope.table,
    contexts,
    null,
    ({ unit, period }) => unit?.of !== 'percent' && period !== 'change',
  ).columns;
}
