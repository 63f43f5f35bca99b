import { isDateAt, isNameAt } from './bound.ts';
import type { WrittenDate } from './dates.ts';
import { instantOf } from '../domain/readable-dates.ts';
import { hasRow } from './rows.ts';
import { clauseAt, nearSpan } from './scope.ts';
import { conceptOfWord } from './vocabulary.ts';
import type { Entity, Scope } from './scope.ts';
import type { Column, Table } from './table.ts';
import { placeOf } from './windows.ts';
import { supported, unsupported } from './values.ts';
import type { Verdict } from './values.ts';

const sharesRow = (a: readonly number[], b: readonly number[]): boolean =>
  a.length <= b.length ? a.some((row) => hasRow(b, row)) : b.some((row) => hasRow(a, row));

/** A date: of the row that the sentence is about, of the window, or of a cited row. */
export function dateVerdict(scope: Scope, date: WrittenDate): Verdict {
  const { reading, entities } = scope;
  const at = reading.dates.indexOf(date);
  const [previous, next] = [reading.dates[at - 1], reading.dates[at + 1]];
  if (isDateAt(scope, date)) return supported;
  if (scope.windowDates.has(date)) return supported;
  const things = nearThings(scope, date);
  if (things.length === 0 && isWindowSaid(scope, date))
    return unsupported('the window is another one');
  const own = entities.filter(
    (one) => (one.kind === 'day' || one.kind === 'edge') && one.at === date.at,
  );
  if (own.length === 0) return unsupported('no row and no window has this date');
  const rows = own.flatMap((one) => one.rows).toSorted((a, b) => a - b);
  if (isRange(reading.words, date, next, previous))
    return rangeVerdict(scope, date, next, previous);
  if (things.length > 0) {
    const found = things.some((one) => sharesRow(one.rows, rows));
    return found ? supported : unsupported('the named row has another date');
  }
  if (!isExtremeSaid(scope, date, own)) return unsupported('another row has that date');
  if (scope.citedRows.length > 0 && !rows.some((row) => scope.citedRows.includes(row)))
    return unsupported('the cited rows have another date');
  return supported;
}

/** Where the latest or oldest one of events is told, its date is the last or first of the column. */
function isExtremeSaid(
  { table, reading: { words } }: Scope,
  date: WrittenDate,
  own: readonly Entity[],
): boolean {
  const lead = words.slice(0, date.at);
  const said = /\b(latest|most recent|newest|oldest|earliest)\b[^,;]{0,60}$/.exec(lead)?.[1];
  if (said === undefined || /\b(?:most|highest|lowest|least|fewest)\b(?! recent)/.test(lead))
    return true;
  const isLast = !/oldest|earliest/.test(said);
  return own.some(({ column, rows }) => {
    const cells = table.evidence.rows.flatMap((row) =>
      typeof row[column] === 'string' ? [row[column]] : [],
    );
    const best = cells.reduce((a, b) => (isLast === b > a ? b : a), cells[0] ?? '');
    return rows.some((row) => table.evidence.rows[row]?.[column] === best);
  });
}

/** Rows that are no days have no stretch of time but the window. */
function isWindowSaid({ table, reading }: Scope, date: WrittenDate): boolean {
  const isDaily = table.days()[0]?.column.at === 0;
  if (isDaily || table.window === null) return false;
  const lead = reading.words.slice(0, date.at);
  return placeOf(date, reading.words, reading.dates, true) !== null && !/\bby\s*$/.test(lead);
}

function isRange(
  words: string,
  date: WrittenDate,
  next: WrittenDate | undefined,
  previous: WrittenDate | undefined,
): boolean {
  const joins = /^\s*(?:to|until|till|through|[-–—])\s*$/;
  return (
    (next !== undefined && joins.test(words.slice(date.end, next.at))) ||
    (previous !== undefined && joins.test(words.slice(previous.end, date.at)))
  );
}

/** `from 9 to 15 Nov` of a series names two of its days, or its first and last one where it has no thing. */
function rangeVerdict(
  { table, reading, citesAll }: Scope,
  date: WrittenDate,
  next: WrittenDate | undefined,
  previous: WrittenDate | undefined,
): Verdict {
  const isStated = /\b(?:from|between)\s*$/.test(
    reading.words.slice(0, (previous !== undefined && next === undefined ? previous : date).at),
  );
  const compares =
    /\b(?:went|gone|doubled|tripled|halved|improved|worsened|changed|difference|gap|higher|lower|more|less|fewer|rose|fell|increas|decreas|grew|drop|climb|declin|shr)/.test(
      reading.words,
    );
  if (isStated && compares) return supported;
  if (table.window !== null && !citesAll) return supported;
  return table.window === null ? supported : unsupported('the window is another one');
}

/** The things that a date is told of: those of its clause, the nearest before it where they are several. */
function nearThings(scope: Scope, date: WrittenDate): readonly Entity[] {
  const clause = clauseAt(scope, date);
  const things = scope.entities.filter(
    ({ kind, at, end }) => kind === 'thing' && at >= clause.start && end <= clause.end,
  );
  const before = things.filter(({ end }) => end <= date.at);
  const nearest = before.at(-1) ?? things[0];
  return nearest === undefined ? [] : things.filter(({ at }) => at === nearest.at);
}

/** Names of a sentence that belong together stand in one row. */
export function nameVerdict(scope: Scope, name: Entity): Verdict {
  if (isNameAt(scope, name)) return supported;
  const { entities, citedRows, reading } = scope;
  const clause = clauseAt(scope, name);
  const before = entities.filter(
    ({ at, end, column, kind }) =>
      at >= clause.start &&
      end <= name.at &&
      column !== name.column &&
      (kind === 'thing' || kind === 'state') &&
      at !== name.at,
  );
  const partner = before.at(-1);
  if (partner !== undefined) {
    const candidates = entities.filter(
      ({ column, at }) => column === partner.column && at >= clause.start && at < clause.end,
    );
    const isShared = candidates.some((one) => sharesRow(one.rows, name.rows));
    if (!isShared) return unsupported(`no row has it together with ${partner.text}`);
  }
  if (isOfOtherPeriod(scope, name)) return unsupported('it is the value of the other period');
  if (
    citedRows.length > 0 &&
    reading.sentence.markers.length > 0 &&
    !citedRows.some((row) => hasRow(name.rows, row))
  )
    return unsupported('the cited rows have another name');
  return supported;
}

/** Whether a label is of the column of now where before is said, or the other way round. */
function isOfOtherPeriod(scope: Scope, { at, end, column: index }: Entity): boolean {
  const { columns } = scope.table;
  const column = columns[index];
  const bare = (one: Column): string =>
    [...one.concepts].filter((concept) => concept !== 'before' && concept !== 'now').join();
  if (
    column === undefined ||
    !columns.some(
      (one) =>
        one !== column &&
        !one.isNumeric &&
        bare(one) === bare(column) &&
        one.period !== column.period,
    )
  )
    return false;
  const { words } = scope.reading;
  const lead = words.slice(Math.max(0, at - 8), at);
  const said = scope.conceptsOf(nearSpan(scope, { at, end }));
  const isBefore =
    /\bfrom\s*$/.test(lead) ||
    (said.has('before') && !/\bto\s*$/.test(lead)) ||
    (said.size === 0 && scope.conceptsOf(clauseAt(scope, { at, end })).has('before'));
  return isBefore !== (column.period === 'before');
}

const kinds = 'user team owner job workspace warehouse table day endpoint product cluster pipeline';

/** A heading `… by user` stands over rows that have users; null where it names no kind of thing. */
export function headingVerdict({
  reading,
  table,
}: Scope): { readonly text: string; readonly verdict: Verdict } | null {
  if (!reading.sentence.isHeading) return null;
  const said = /\b(?:by|per) (\p{Ll}+)(?!\p{L})/u.exec(reading.words);
  const kind = said?.[1] ?? '';
  if (said === null || !kinds.split(' ').includes(kind)) return null;
  const concept = conceptOfWord(kind);
  const isThere =
    kind === 'day'
      ? table.days().length > 0
      : table.columns.some(
          ({ isNumeric, concepts }) =>
            !isNumeric &&
            (concepts.has(kind) ||
              (concept !== null && concepts.has(concept)) ||
              concepts.has('object')),
        );
  return { text: said[0], verdict: isThere ? supported : unsupported(`the table has no ${kind}`) };
}

/** A time of day alone: some cell of times has it. */
export const hasTime = (table: Table, time: string): boolean =>
  table.days().some(({ column }) =>
    table.evidence.rows.some((row) => {
      const ms = instantOf(row[column.at] ?? null);
      return ms !== null && new Date(ms).toISOString().slice(11, 16) === time;
    }),
  );
