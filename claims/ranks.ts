import { boundCell } from './bound.ts';
import { columnsMeant } from './columns.ts';
import { clauseAt } from './scope.ts';
import type { Scope, Span } from './scope.ts';
import { find } from './statements.ts';
import type { Statement, Word } from './statements.ts';
import type { Column } from './table.ts';
import { extremeOf, supported, unsupported } from './values.ts';

const mostWords =
  /\b(?:(?<!at )most(?! recent| of the time)|highest|largest|biggest|greatest|longest|slowest|maximum|top(?! \d)|on top|leads?|leading|costliest|(?:comes?|came|ranks?|is|stands?) first|first (?:in|by)|number one)\b/;
const leastWords =
  /\b(?:(?<!at )least(?! (?:that |which )?(?:was |were |is )?expected)|lowest|fewest|smallest|shortest|fastest|cheapest|bottom|(?:comes?|came|ranks?|is|stands?) last|last (?:in|by))\b/;

const growing = /\b(?:grew|grow|grown|rose|increased|fell|dropped|changed)\b/;

/** The word of a sentence that ranks, where it is not part of a column's name. */
function rankIn({
  reading: { words },
  table,
}: Scope): (Word & { readonly isMost: boolean }) | null {
  const [most, least] = [find(words, mostWords), find(words, leastWords)];
  const isMost = most !== null && (least === null || most.at < least.at);
  const said = isMost ? most : least;
  const isName = table.columns.some(({ name }) =>
    name
      .toLowerCase()
      .split(/[_ ]/)
      .includes(said?.text ?? ''),
  );
  return said === null || isName ? null : { ...said, isMost };
}

/** What the ranking word itself says of a column. */
function impliedBy(word: string, text: string): readonly string[] {
  const ofChange = growing.test(text) ? ['change'] : [];
  if (/expensive|cost/.test(text) || /costliest|cheapest/.test(word)) return [...ofChange, 'cost'];
  return /longest|slowest|shortest|fastest/.test(word) ? [...ofChange, 'duration'] : ofChange;
}

/** The columns by which a clause ranks, and the one whose cell its next number is. */
function columnsRanked(scope: Scope, said: Word, span: Span): readonly Column[] {
  const around = [
    { start: span.start, end: said.at },
    { start: said.end, end: span.end },
  ].flatMap((part) => [...scope.conceptsOf(part)]);
  const text = scope.reading.words.slice(span.start, span.end).replace(said.text, ' ');
  const meant = rankedBy(scope, new Set([...around, ...impliedBy(said.text, text)]));
  const next = scope.reading.numbers.find(({ at, isWord }) => !isWord && at >= said.end);
  const told = next === undefined ? null : boundCell(scope, next);
  return told === null || meant.length === 0 ? meant : [...meant, told.column];
}

const places: Readonly<Record<string, number>> = {
  second: 1,
  '2nd': 1,
  third: 2,
  '3rd': 2,
  fourth: 3,
};

/** How many are before the one that a rank means: one where it is the second highest. */
const placeBefore = (words: string, at: number): number =>
  places[/\b(\w+)[- ](?:the )?$/.exec(words.slice(Math.max(0, at - 16), at))?.[1] ?? ''] ?? 0;

const nthOf = (column: Column, isMost: boolean, nth: number): number =>
  [...column.numbers()]
    .filter((value) => !Number.isNaN(value))
    .toSorted((a, b) => (isMost ? b - a : a - b))[nth] ?? NaN;

/** `most`, `lowest`, `comes last`: the thing that is named has the most or the least. */
export function rankOf(scope: Scope): Statement | null {
  const said = rankIn(scope);
  if (said === null) return null;
  const { isMost, text } = said;
  const span = rankSpan(scope, said);
  const subject = subjectNear(scope, said, span);
  const columns = subject === null ? [] : columnsRanked(scope, said, span);
  if (subject === null || columns.length === 0) return null;
  const nth = placeBefore(scope.reading.words, said.at);
  const holds = columns.some((column) => {
    const best = nth === 0 ? extremeOf(column, isMost) : nthOf(column, isMost, nth);
    const isRow = subject.some((row) => column.numbers()[row] === best);
    return isRow || (subject.length > 1 && isGroupBest(scope, column, subject, isMost));
  });
  const reason = `another row has the ${isMost ? 'most' : 'least'}`;
  return { text, verdict: holds ? supported : unsupported(reason) };
}

/** Where the rows of a name are several, their sum is compared with the sums of other names. */
function isGroupBest(
  { entities, table }: Scope,
  column: Column,
  rows: readonly number[],
  isMost: boolean,
): boolean {
  const by = entities.find((one) => one.rows.length === rows.length)?.column;
  if (by === undefined) return false;
  const sums = new Map<unknown, number>();
  const numbers = column.numbers();
  table.evidence.rows.forEach((row, n) =>
    sums.set(row[by], (sums.get(row[by]) ?? 0) + (numbers[n] || 0)),
  );
  const own = sums.get(table.evidence.rows[rows[0] ?? 0]?.[by]) ?? NaN;
  return [...sums.values()].every((sum) => (isMost ? sum <= own : sum >= own));
}

const anyUnit = { of: 'any', size: 1 };

/** The numeric columns that the words around a rank mean. */
function rankedBy({ table }: Scope, said: ReadonlySet<string>): readonly Column[] {
  const { columns, isNamed } = columnsMeant(table, [said], anyUnit);
  return isNamed ? columns : [];
}

function rankSpan(scope: Scope, said: Word): Span {
  const { words } = scope.reading;
  const clause = clauseAt(scope, said);
  const stop = words.slice(said.end).search(/[:;,(]/);
  return {
    start: clause.start,
    end: stop < 0 ? clause.end : Math.min(clause.end, said.end + stop),
  };
}

function subjectNear(scope: Scope, said: Word, span: Span): readonly number[] | null {
  const clause = clauseAt(scope, said);
  const things = scope.entities.some(
    ({ kind, at, end }) => kind === 'thing' && at >= clause.start && end <= clause.end,
  );
  // Of a thing the day on which something happened to it last is told, and does not rank.
  const isMoment = (column: number): boolean =>
    things && (scope.table.columns[column]?.name.endsWith('_at') ?? false);
  const named = scope.entities.filter(
    ({ kind, column }) => kind === 'thing' || (kind === 'day' && !isMoment(column)),
  );
  const inside = named.filter(({ at, end }) => end <= said.at && at >= span.start);
  const after = named.filter(({ at, end }) => at >= said.end && end <= clause.end);
  const nearest = inside.at(-1) ?? after[0];
  if (nearest === undefined) return null;
  const same = scope.entities.filter(
    ({ column, kind, text }) =>
      kind !== 'state' && column === nearest.column && text !== nearest.text,
  );
  const isAlone = same.every(({ at }) => at < span.start || at > span.end);
  return isAlone ? nearest.rows : null;
}
