import type { AnswerWords } from '../domain/answer-words.ts';
import type { Markers } from '../domain/citations.ts';
import { isNumeric } from '../domain/cells.ts';
import { compare, parseDecimal, whole } from '../domain/decimals.ts';
import type { Decimal } from '../domain/decimals.ts';
import type { Evidence, EvidenceColumn } from '../domain/evidence.ts';
import { literal } from '../domain/markdown.ts';
import { areEquallyLong, areWholeDays, isNoLonger } from '../domain/two-times.ts';
import type { TwoTimes } from '../domain/two-times.ts';
import { comparedTimes } from '../language/compared-times.ts';
import { createWordsAsked, stemsOf } from './asked.ts';
import { citeName, markerOf, saySum, type Source as Cited } from './cited.ts';
import { focusOf } from './focus.ts';
import { ofRows } from './of-rows.ts';
import { rolesByName } from './own-query.ts';
import { verdictOn } from './direction.ts';
import { withVerdict } from './yes-no.ts';
import { formatColumn } from './format-cell.ts';
import { isCounted, nounOf } from './noun.ts';
import { isRate } from './rate.ts';
import { isCut, windowOf } from './scope.ts';
import { fill } from './template.ts';
import { sayRowsOfTwo } from './two-times-rows.ts';
import { cellAt, sameColumn, sumOf } from './table.ts';

/** What of a table is compared: the sum of a column, or the number of its rows; `said` is its template. */
type Measure = { readonly column: EvidenceColumn | null; readonly said: string };

/** Words for a table without any of its own. */
const noWords: AnswerWords = {
  line: '',
  none: 'Nothing came back {window}',
  exists: false,
  opposite: [],
  asks: [],
  roles: new Map(),
};

/** The part of a certified question's line that tells its total: "You spent {sum cost} ". */
const totalIn = (line: string): string | null =>
  /^((?:[^{[]|\{(?:sum|count) [^}]*\})*\{(?:sum|count) (?:[^{[]|\{(?:sum|count) [^}]*\})*)\{scope\}/.exec(
    line,
  )?.[1] ??
  /\{count [^}]*\}/.exec(line)?.[0] ??
  null;

const sumsOnly = (column: EvidenceColumn): string =>
  isCounted(column)
    ? `{sum ${column.name}} ${nounOf(column)}`
    : `${formatColumn(column)} of {sum ${column.name}}`;

/** Whether a question asks for what a column tells of many: "p95 of the duration". */
function isLevelAsked({ name }: EvidenceColumn, question: string): boolean {
  const level = /^(?:p\d\d|median|average|mean|max|longest)(?=_)/.exec(name)?.[0];
  return level !== undefined && new RegExp(`\\b${level}\\b`, 'i').test(question);
}

/** What is compared: the total of the certified question, unless the question has the words of another. */
function measureOf(table: Evidence, words: AnswerWords, question: string): Measure | null {
  const wordsAsked = createWordsAsked(question);
  const weight = (column: EvidenceColumn): number =>
    wordsAsked(column) + (isLevelAsked(column, question) ? 1 : 0);
  const sums = table.columns.filter(
    (column) =>
      column.is === 'measure' &&
      isNumeric(column.type) &&
      column.name !== 'unpriced_quantity' &&
      (!isRate(column) || table.rows.length === 1),
  );
  const [best] = sums.toSorted((left, right) => weight(right) - weight(left));
  const total = totalIn(words.line);
  const name = /\{sum (\w+)\}/.exec(total ?? '')?.[1];
  const own = table.columns.find((column) => column.name === name) ?? null;
  // "Unhealthy tables" are no "downstream tables".
  const missed = (column: EvidenceColumn): number =>
    stemsOf(formatColumn(column)).size - weight(column);
  const isOther =
    best !== undefined &&
    (own === null ? weight(best) > Math.max(0, missed(best)) : weight(best) > weight(own));
  const isSaid = isOther && (own !== null || isCounted(best) || isLevelAsked(best, question));
  if (total !== null && !isSaid) return { column: own, said: total.trim() };
  return best === undefined ? null : { column: best, said: sumsOnly(best) };
}

/** A side of the comparison: its number, how it is written, and whether it may be more. */
type Side = {
  readonly number: Decimal;
  readonly text: string;
  readonly marker: string;
  readonly isLeast: boolean;
};

function sideOf(
  table: Evidence,
  measure: Measure,
  words: AnswerWords,
  markers: Markers,
): Side | null {
  const column = measure.column === null ? null : sameColumn(table, measure.column);
  const isLeast = isCut(table, words);
  if (column === null || table.rows.length === 0) {
    const marker = markers.rowCount(table);
    return { number: whole(table.rowCount), text: `${table.rowCount} ${marker}`, marker, isLeast };
  }
  const text = saySum({ table, markers }, column);
  const number = parseDecimal(sumOf(table, column) ?? '');
  const marker = markerOf({ table, markers }, 0, column);
  return text === null || number === null ? null : { number, text, marker, isLeast };
}

const toNumber = ({ digits, scale }: Decimal): number => Number(digits) / 10 ** scale;

/** "12.3 % more than", "more than", "the same as"; null where the sums cannot be set against each other. */
function relation(now: Side, before: Side): string | null {
  const way = compare(now.number, before.number);
  const isSure = !(way > 0 ? before.isLeast : way < 0 ? now.isLeast : false);
  if (!isSure || (way === 0 && (now.isLeast || before.isLeast))) return null;
  if (way === 0) return 'the same as';
  const [value, base] = [toNumber(now.number), toNumber(before.number)];
  const word = way > 0 ? 'more' : 'less';
  if (!(base > 0) || now.isLeast || before.isLeast) return `${word} than`;
  return `${Math.abs(((value - base) / base) * 100).toFixed(1)} % ${now.marker} ${word} than`;
}

/** Whether the later time of a comparison goes on: today, this week. */
const runsStill = (question: string): boolean =>
  /\b(?:today|this (?:week|month|quarter|year))\b/i.test(
    comparedTimes(question, 'spend', { nowMs: 0, timeZone: 'UTC' })?.now ?? '',
  );

/** What the two tables are written into, what is asked, and the words of their certified question. */
type Asked = {
  readonly markers: Markers;
  readonly question: string;
  /** The question of the lane, which names what a follow-up points to. */
  readonly about: string;
  readonly words: AnswerWords | null;
};

const isOfEach = /^\W*(?:which|who|whose|what (?:job|table|query|user|warehouse)s?)\b/i;

/**
 * The first line of a lane that compares two times: the later sum, how much more or less it is, and the
 * earlier one; of what cannot be summed the first rows, each with its own before. Null where there is
 * nothing to compare.
 */
export function sayTwoTables(whole: TwoTimes, given: Asked): string | null {
  const words = given.words ?? { ...noWords, roles: rolesByName(whole.now) };
  const { times, asked, name } = ofNamed(whole, given);
  const { now, before } = times;
  const measure = measureOf(now.rows.length > 0 ? now : before, words, asked.about);
  if (measure === null || isOfEach.test(asked.about))
    return sayRowsOfTwo(times, { ...asked, question: asked.about, words });
  const said = saySums(times, measure, { ...asked, words });
  const bare = name?.split(' [')[0] ?? '';
  return said === null || name === null || said.includes(bare) ? said : `${name}: ${said}`;
}

/** The rows of both tables that are about what the question names, where the queries are about all. */
function ofNamed(
  times: TwoTimes,
  asked: Asked,
): { times: TwoTimes; asked: Asked; name: string | null } {
  const { markers, about, words } = asked;
  const focus = [times.now, times.before].map((table) => focusOf({ table, markers }, about, words));
  const column = focus.find((one) => one !== null)?.column;
  if (column === undefined) return { times, asked, name: null };
  const names = new Set(
    focus.flatMap((one, at) => {
      const table = at === 0 ? times.now : times.before;
      return one === null ? [] : one.rows.map((row) => cellAt(table, row, one.column));
    }),
  );
  const narrow = (table: Evidence): Cited => {
    const own = sameColumn(table, column);
    const isNamed = (row: number): boolean => own !== null && names.has(cellAt(table, row, own));
    return ofRows({ table, markers }, [...table.rows.keys()].filter(isNamed));
  };
  const [now, before] = [narrow(times.now), narrow(times.before)];
  const [shown] = [now, before].filter(({ table }) => table.rows.length > 0);
  const name = shown && names.size === 1 ? citeName(shown, 0, column) : null;
  const cell: Markers['cell'] = (table, row, at) =>
    (table === now.table ? now : before).markers.cell(table, row, at);
  return {
    times: { ...times, now: now.table, before: before.table },
    asked: { ...asked, markers: { ...markers, cell } },
    name: name ?? null,
  };
}

const nameOf = ({ column }: Measure, { title }: Evidence): string => column?.name ?? title;

type WithWords = Asked & { readonly words: AnswerWords };

function saySums(times: TwoTimes, measure: Measure, asked: WithWords): string | null {
  const { now, before } = times;
  const { markers, words, question, about } = asked;
  const later = sideOf(now, measure, words, markers);
  const earlier = sideOf(before, measure, words, markers);
  if (later === null || earlier === null) return null;
  const window = windowOf(before, words);
  const then = window === null ? 'in the time before' : literal(window);
  if (now.rows.length === 0) {
    const none = fill(words.none, { table: now, markers, words }) ?? 'Nothing came back';
    return `${none.replace(/[.\s]+$/, '')} ${later.marker}, ${insteadOfNone(earlier, then)}.`;
  }
  const scope = windowOf(now, words) === null ? '' : ' {scope}';
  const said = fill(`${measure.said}${scope}`, { table: now, markers, words });
  if (said === null) return null;
  if (before.rows.length === 0) return `${said}, against none ${earlier.marker} ${then}.`;
  const { past, isSure } = pastOf(times, [later, earlier], about, then);
  const sign = Math.sign(compare(later.number, earlier.number));
  const verdict = isSure ? verdictOn(question, sign, nameOf(measure, now)) : undefined;
  return `${withVerdict(verdict, `${said}, ${past}`)}.`;
}

/** What there was before there was none. */
const insteadOfNone = ({ number, text }: Side, then: string): string =>
  number.digits === 0n ? `nor ${then}` : `against ${text} ${then}`;

/** The end of the line: the earlier number and how it compares; `isSure` where the way is certain. */
function pastOf(
  times: TwoTimes,
  [now, before]: readonly [Side, Side],
  question: string,
  then: string,
): { readonly past: string; readonly isSure: boolean } {
  const isRunning = runsStill(question) && areWholeDays(times.now);
  const isFair = areEquallyLong(times) && !isRunning;
  const isMore = compare(now.number, before.number) > 0 && !before.isLeast;
  const isMoreAlready = !isFair && isMore && isNoLonger(times);
  const way = isMoreAlready ? 'already more than' : isFair ? relation(now, before) : null;
  const shown = `${before.isLeast ? 'at least ' : ''}${before.text}`;
  const past = way === null ? `against ${shown} ${then}` : `${way} ${then} (${shown})`;
  if (isFair) return { past, isSure: way !== null };
  const why = isRunning ? 'the later time is not over yet' : 'the times are not equally long';
  return { past: `${past}; ${why}`, isSure: isMoreAlready };
}
