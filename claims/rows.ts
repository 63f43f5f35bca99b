import type { WrittenNumber } from './numbers.ts';
import { clauseAt } from './scope.ts';
import type { Entity, Scope } from './scope.ts';

const attaching =
  /(?:^|\s)(?:of|on|in|for|by|from|at|to|with|is|reached|carr(?:y|ies) the tag|belongs? to|the tag)\s*(?:the |team |owner |job |user |table |workspace |warehouse |[a-z]+ )?$/;

/** Which rows a number is about; null where no thing and no day of the table is named. */
export function rowsOf(scope: Scope, number: WrittenNumber): readonly number[] | null {
  const things = rowsOfKind(scope, number, 'thing');
  const days = rowsOfKind(scope, number, 'day');
  if (things === null || days === null) return things ?? days;
  const common = commonRows(things, days);
  return common.length > 0 ? common : things;
}

/** Whether the only names of a clause stand behind another number: it may be told of all rows. */
export function isBeforeNames(scope: Scope, number: WrittenNumber): boolean {
  const clause = clauseAt(scope, number);
  const named = scope.entities.filter(
    ({ kind, at, end }) =>
      kind !== 'state' && kind !== 'edge' && at >= clause.start && end <= clause.end,
  );
  const [first] = named;
  if (first === undefined || first.at < number.end) return false;
  return (
    /[,;()]/.test(scope.reading.words.slice(number.end, first.at)) ||
    scope.reading.numbers.some(({ at }) => at >= number.end && at < first.at)
  );
}

/** The rows of the name nearest to a number that has its own marker; null where none is near. */
export function rowsBeside(
  scope: Scope,
  number: WrittenNumber,
): readonly (readonly number[])[] | null {
  const clause = clauseAt(scope, number);
  const named = scope.entities.filter(
    ({ kind, at, end }) =>
      kind !== 'state' && kind !== 'edge' && at >= clause.start && end <= clause.end,
  );
  const nearest = named.findLast(({ end }) => end <= number.at);
  const attached = named.filter((one) => one.at >= number.end && isAttached(scope, number, one));
  if (nearest === undefined) return attached.length === 0 ? null : attached.map(({ rows }) => rows);
  return [...samePlace(named, nearest), ...attached].map(({ rows }) => rows);
}

function rowsOfKind(
  scope: Scope,
  number: WrittenNumber,
  kind: Entity['kind'],
): readonly number[] | null {
  const clause = clauseAt(scope, number);
  const named = scope.entities.filter((one) => one.kind === kind);
  const inClause = named.filter(({ at, end }) => at >= clause.start && end <= clause.end);
  const usable = inClause.length > 0 ? inClause : named.filter(({ end }) => end <= number.at);
  if (usable.length === 0) return null;
  const listed = listedRows(scope, usable, number);
  if (listed !== null) return listed;
  const before = usable.filter(({ end }) => end <= number.at);
  const after = usable.filter(({ at }) => at >= number.end);
  const nearest = before.at(-1);
  const attached = after.filter((one) => isAttached(scope, number, one)).slice(0, 2);
  const own = nearest === undefined ? attached.slice(0, 1) : attached;
  const first = own.length > 0 || nearest !== undefined ? own : after.slice(0, 1);
  return together([...samePlace(before, nearest), ...others(before, nearest), ...first]);
}

/** Whether rows, which are in order, have a row. */
export function hasRow(rows: readonly number[], row: number): boolean {
  let [low, high] = [0, rows.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = rows[middle] ?? -1;
    if (found === row) return true;
    if (found < row) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}

const commonRows = (a: readonly number[], b: readonly number[]): readonly number[] =>
  a.length <= b.length ? a.filter((row) => hasRow(b, row)) : b.filter((row) => hasRow(a, row));

/** Names of one place, as where a text is a name in two columns, are alternatives. */
const samePlace = (all: readonly Entity[], one: Entity | undefined): readonly Entity[] =>
  one === undefined ? [] : all.filter(({ at }) => at === one.at);

/** Names of other columns before the nearest one limit it: `etl` in `prod`. */
function others(before: readonly Entity[], nearest: Entity | undefined): readonly Entity[] {
  if (nearest === undefined) return [];
  const seen = new Set([nearest.column]);
  return before
    .toReversed()
    .filter(({ column, at }) => at !== nearest.at && !seen.has(column) && seen.add(column));
}

function isAttached(
  { reading: { words, numbers } }: Scope,
  number: WrittenNumber,
  one: Entity,
): boolean {
  const between = words.slice(number.end, one.at);
  if (
    /[,;:()]/.test(between) ||
    numbers.some(({ at, isWord }) => !isWord && at >= number.end && at < one.at)
  )
    return false;
  return attaching.test(between) && between.trim().split(/\s+/).length <= 7;
}

/** The rows that several names have in common; where they have none, those of the last. */
function together(entities: readonly Entity[]): readonly number[] {
  let rows: readonly number[] | null = null;
  const [first] = entities;
  for (const one of entities) {
    if (rows === null) rows = one.rows;
    else if (first !== undefined && one.at === first.at)
      rows = [...rows, ...one.rows].toSorted((a, b) => a - b);
    else {
      const common: readonly number[] = commonRows(rows, one.rows);
      rows =
        common.length > 0
          ? common
          : one.kind === 'day' || one.at > (first?.at ?? 0)
            ? one.rows
            : rows;
    }
  }
  return rows ?? [];
}

/** `a` and `b` cost 3 and 4: names in a row and as many numbers in a row belong together in order. */
function listedRows(
  { reading: { numbers, words } }: Scope,
  entities: readonly Entity[],
  number: WrittenNumber,
): readonly number[] | null {
  const plain = numbers.filter(({ isWord }) => !isWord);
  const nth = plain.indexOf(number);
  const count = entities.length;
  if (nth < 0 || count < 2 || plain.length % count !== 0) return null;
  const isList = entities.every((one, n) => {
    const previous = entities[n - 1];
    return (
      previous === undefined ||
      /^\s*(?:,|and|,? and|against|versus|vs\.?|or)?\s*$/.test(words.slice(previous.end, one.at))
    );
  });
  const last = entities.at(-1);
  if (!isList || last === undefined || plain.some(({ at }) => at < last.end)) return null;
  return entities[nth % count]?.rows ?? null;
}
