import type { Citation } from '../domain/answer.ts';
import { saysInstant } from './dates.ts';
import { instantOf } from '../domain/readable-dates.ts';
import { isOfWindow } from './windows.ts';
import type { WrittenNumber } from './numbers.ts';
import type { Reading } from './reading.ts';
import type { Column, Table } from './table.ts';
import { conceptsIn } from './vocabulary.ts';

/** What a sentence names in a table: a thing, or the day of a row. */
export type Entity = {
  readonly at: number;
  readonly end: number;
  readonly text: string;
  readonly column: number;
  readonly rows: readonly number[];
  /** A state (`FAILED`) names no row; an edge is a day between which and another one the window lies. */
  readonly kind: 'thing' | 'state' | 'day' | 'edge';
};

/** A sentence held against one table. */
export type Scope = {
  readonly reading: Reading;
  readonly table: Table;
  readonly entities: readonly Entity[];
  /** Dates that are the first or last day of the table's window. */
  readonly windowDates: ReadonlySet<Reading['dates'][number]>;
  /** The rows of the cited cells; all rows where whole columns or all rows are cited. */
  readonly citedRows: readonly number[];
  readonly citesAll: boolean;
  readonly cited: readonly Citation[];
  readonly conceptsOf: (span: Span) => ReadonlySet<string>;
  /** What was found of numbers and clauses: each is asked for often. */
  readonly nears: Map<WrittenNumber, Span>;
  readonly peers: Map<number, readonly Entity[]>;
  /** The numbers that are no stretch of time. */
  readonly values: readonly WrittenNumber[];
  readonly ends: { readonly near: readonly Span[]; readonly clause: readonly Span[] };
};

/** A column of codes that tell how or what something is, not which. */
const isCodeColumn = ({ evidence: { rows }, columns }: Table, at: number): boolean =>
  /(?:^|_)(?:state|status|result|size|type|kind|code|mode|level)(?:_|$)/i.test(
    columns[at]?.name ?? '',
  ) &&
  rows.slice(0, 50).every((row) => {
    const cell = row[at];
    return cell === null || (typeof cell === 'string' && /^[A-Z][A-Z0-9_]+$/.test(cell));
  });

export function scopeOf(reading: Reading, table: Table, citations: readonly Citation[]): Scope {
  const cited = citations.filter(({ evidenceId }) => evidenceId === table.evidence.id);
  const rows = new Set(cited.flatMap(({ row }) => (row === null ? [] : [row])));
  const { length } = table.evidence.rows;
  const wholes = cited.some(({ row }) => row === null);
  const citesAll = (wholes && rows.size === 0) || rows.size >= length;
  const things = reading.names.flatMap(({ at, end, text, hits }) =>
    hits
      .filter((hit) => hit.table === table)
      .map(({ column, rows: found }): Entity => ({
        at,
        end,
        text,
        column,
        rows: found,
        kind: isCodeColumn(table, column) ? 'state' : 'thing',
      })),
  );
  const windowDates = new Set(reading.dates.filter((date) => isOfWindow(date, table, reading)));
  const isDaily = table.days()[0]?.column.at === 0;
  const kindOf = (date: Reading['dates'][number]): Entity['kind'] =>
    isRangeOfWindow(date, windowDates, reading, isDaily) ? 'edge' : 'day';
  const days = reading.dates.flatMap((date) =>
    table.days().flatMap(({ column, rows: byDay }): readonly Entity[] => {
      const found = rowsOfDay(table, column, byDay, date);
      return found.length === 0
        ? []
        : [
            {
              at: date.at,
              end: date.end,
              text: date.text,
              column: column.at,
              rows: found,
              kind: kindOf(date),
            },
          ];
    }),
  );
  return {
    reading,
    table,
    entities: [...things, ...days].toSorted((a, b) => a.at - b.at),
    windowDates,
    citedRows: citesAll ? [] : [...rows],
    citesAll,
    cited,
    conceptsOf: spanConcepts(reading.words),
    nears: new Map(),
    peers: new Map(),
    values: reading.numbers.filter((one) => !isPeriod(one)),
    ends: { near: spansOf(reading.words, boundary), clause: spansOf(reading.words, clauseEnd) },
  };
}

/** The concepts of parts of a text, each part read once. */
function spanConcepts(words: string): Scope['conceptsOf'] {
  const known = new Map<string, ReadonlySet<string>>();
  return ({ start, end }) => {
    const key = `${start}:${end}`;
    const found = known.get(key) ?? conceptsIn(words.slice(start, end));
    known.set(key, found);
    return found;
  };
}

const spansOf = (words: string, pattern: RegExp): readonly Span[] =>
  [...words.matchAll(pattern)].map(({ index, 0: { length } }) => ({
    start: index,
    end: index + length,
  }));

/** The days between which a window lies are no rows, however many have them. */
function isRangeOfWindow(
  date: Reading['dates'][number],
  windowDates: Scope['windowDates'],
  { dates, words }: Reading,
  isDaily: boolean,
): boolean {
  if (!windowDates.has(date)) return false;
  const n = dates.indexOf(date);
  const joins = isDaily
    ? /^\s*(?:to|until|till|through|[-–—])\s*$/
    : /^\s*(?:to|until|till|through|and|[-–—])\s*$/;
  return [dates[n - 1], dates[n + 1]].some(
    (other) =>
      other !== undefined &&
      windowDates.has(other) &&
      joins.test(words.slice(Math.min(other.end, date.end), Math.max(other.at, date.at))),
  );
}

function rowsOfDay(
  table: Table,
  column: Column,
  byDay: ReadonlyMap<string, readonly number[]>,
  date: Reading['dates'][number],
): readonly number[] {
  const two = (n: number): string => String(n).padStart(2, '0');
  const candidates =
    date.month === null
      ? [...byDay].filter(([key]) => key.endsWith(`-${two(date.day)}`)).flatMap(([, rows]) => rows)
      : (byDay.get(`${two(date.month)}-${two(date.day)}`) ?? []);
  return candidates.filter((row) => {
    const cell = table.evidence.rows[row]?.[column.at] ?? null;
    return saysInstant(date, instantOf(cell) ?? NaN);
  });
}

/** Punctuation and words at which what is said of one number ends. */
const boundary =
  /[,;()—]|\s[-–]\s|(?<![\p{L}\d])(?:and|but|while|whereas|then|against|versus|compared|than)(?![\p{L}])/gu;
const clauseEnd = /;|\s—\s|(?<!\p{L})(?:while|whereas|but)(?!\p{L})/gu;

export type Span = { readonly start: number; readonly end: number };

/** The part between the last boundary before a place and the first behind it. */
function between(ends: readonly Span[], at: number, end: number, length: number): Span {
  return {
    start: ends.findLast((one) => one.end <= at)?.end ?? 0,
    end: ends.find((one) => one.start >= end)?.start ?? length,
  };
}

export const clauseAt = (scope: Scope, { at, end }: { at: number; end: number }): Span =>
  between(scope.ends.clause, at, end, scope.reading.words.length);

/** What is said next to a place: up to the next punctuation or connecting word. */
export const nearSpan = (scope: Scope, { at, end }: { at: number; end: number }): Span =>
  between(scope.ends.near, at, end, scope.reading.words.length);

/** What is said next to a number: up to the next punctuation, number or connecting word. */
export function nearNumber(scope: Scope, number: WrittenNumber): Span {
  const known = scope.nears.get(number) ?? findNear(scope, number);
  scope.nears.set(number, known);
  return known;
}

function findNear(scope: Scope, number: WrittenNumber): Span {
  const { words } = scope.reading;
  const span = between(scope.ends.near, number.at, number.end, words.length);
  const others = scope.values;
  const previous = others.findLast(({ end }) => end <= number.at);
  const next = others.find(({ at }) => at >= number.end);
  const from = Math.max(span.start, previous?.end ?? 0);
  // In `14 failures in 96 runs` what stands before `in` is said of the first number.
  const turn =
    previous === undefined || from !== previous.end
      ? undefined
      : /^.*(?:^|\s)(?:in|of|over|from|to)(?=\s)/.exec(words.slice(from, number.at))?.[0].length;
  return {
    start: from + (turn ?? 0),
    end: Math.min(span.end, next?.at ?? words.length),
  };
}

/** `7 days` of `in the 7 days before` is a stretch of time, not the next thing that is told. */
const isPeriod = ({ unit }: WrittenNumber): boolean => unit?.of === 'time' && unit.size >= 86_400;

/** The concepts near a number, then in its clause, in its sentence, and in what stands over it. */
export function contextsOf(scope: Scope, number: WrittenNumber): readonly ReadonlySet<string>[] {
  const whole = { start: 0, end: scope.reading.words.length };
  const [near, clause] = [nearNumber(scope, number), clauseAt(scope, number)];
  return [
    withPeriod(scope, number, scope.conceptsOf(near), clause),
    ...[clause, whole].map((span) => withoutOthers(scope, number, scope.conceptsOf(span))),
    conceptsIn(scope.reading.sentence.under.toLowerCase()),
  ];
}

/** In `5 USD (4 before)` what is said next to the second number is not said of the first. */
function withoutOthers(
  scope: Scope,
  number: WrittenNumber,
  said: ReadonlySet<string>,
): ReadonlySet<string> {
  const isNear = (one: WrittenNumber): boolean =>
    scope.conceptsOf(nearNumber(scope, one)).has('before');
  if (!said.has('before') || isNear(number)) return said;
  const isOfOther = scope.reading.numbers.some(
    (one) => one.at > number.end && !one.isWord && isNear(one),
  );
  return isOfOther ? new Set([...said].filter((concept) => concept !== 'before')) : said;
}

/** `In the week before, it cost 5`: the period that opens a clause is that of its only number. */
function withPeriod(
  { reading: { words, numbers }, conceptsOf }: Scope,
  number: WrittenNumber,
  near: ReadonlySet<string>,
  clause: Span,
): ReadonlySet<string> {
  const isAlone = numbers.every(
    (one) =>
      one === number ||
      one.isWord ||
      isPeriod(one) ||
      one.end <= clause.start ||
      one.at >= clause.end,
  );
  const isSaid =
    conceptsOf(clause).has('before') && !/\bthan\b/.test(words.slice(clause.start, clause.end));
  return isAlone && isSaid ? new Set([...near, 'before']) : near;
}
