import type { AnswerWords } from '../domain/answer-words.ts';
import { namesGiven } from '../language/names-given.ts';
import { titleOf } from '../domain/citations.ts';
import { literal } from '../domain/markdown.ts';
import { sayBefore } from './before.ts';
import { capital } from './cited.ts';
import type { Source } from './cited.ts';
import { sayByGroup } from './by-group.ts';
import { sayCount } from './counted.ts';
import { directionOf, directionOfRow } from './direction.ts';
import { sayFaultless } from './faultless.ts';
import { focusOf, sayFocus } from './focus.ts';
import { sayIndicated } from './indicated.ts';
import { sayNone } from './none-of.ts';
import { sayLastTime } from './last-time.ts';
import { sayLatest } from './latest.ts';
import { sayNothing, sayUnpriced, verdictOfLimit, withScope } from './own-query.ts';
import { plainSource } from './plain-table.ts';
import { isCut, windowOf } from './scope.ts';
import { verdictOfProjection } from './projection.ts';
import { shapes } from './shapes/index.ts';
import { sayMost } from './superlative.ts';
import { fill } from './template.ts';
import { sayTopOfEach } from './top-of-each.ts';
import { sayTrend } from './trend.ts';
import { sayWhoDid } from './who-did.ts';
import { verdictOf, withVerdict } from './yes-no.ts';

/**
 * The first line about a table: yes or no where the question asks for it and the rows decide it, the number
 * that it asks for, then what it names; else the words of the certified question, else by the form of the
 * table.
 */
export function firstLine(source: Source, words: AnswerWords | null, question: string): string {
  if (words !== null) return capital(sayFirst(source, words, question));
  const plain = plainSource(source);
  const said =
    sayTopOfEach(plain) ?? sayWhoDid(plain, question) ?? sayFirst(plain, words, question);
  return capital(withVerdict(verdictOfLimit(source, question) ?? undefined, said));
}

function sayFirst(source: Source, words: AnswerWords | null, question: string): string {
  const { table } = source;
  const verdict = verdictOf(source, words, question);
  if (table.rows.length === 0) {
    const none = words === null ? null : fill(words.none, { ...source, words });
    return withVerdict(verdict?.say, none ?? sayNothing(source, question));
  }
  if (verdict?.isAmong === false)
    return withVerdict(`${verdict.say}, it is not among them`, sayAll(source, words, question));
  const named = sayNamed(source, words, question);
  if (named !== null) return verdict === null ? named : `${verdict.say}, ${named}`;
  const say = verdict?.say ?? verdictByNumbers(source, words, question);
  return withVerdict(say, sayAll(source, words, question));
}

/** Yes or no by what was projected, or by the way that numbers went. */
const verdictByNumbers = (source: Source, words: AnswerWords | null, question: string) =>
  verdictOfProjection(source, question) ?? directionOf(source, words, question) ?? undefined;

/** What the rows say that the question names, and their time; null when it names none of them. */
function sayNamed(source: Source, words: AnswerWords | null, question: string): string | null {
  const group =
    namesGiven(question).length > 1 ? sayByGroup(source, question, hasAll(source, words)) : null;
  if (group !== null) return `${group}.`;
  const focus = focusOf(source, question, words);
  const window = words === null ? null : windowOf(source.table, words);
  const asked = { question, words, window: window === null ? '' : ` ${literal(window)}` };
  if (focus === null) return null;
  const [row, ...others] = focus.rows;
  const say = row === undefined || others.length > 0 ? null : directionOfRow(source, row, question);
  const said = sayFocus(source, focus, asked);
  return said === null ? null : withVerdict(say ?? undefined, said);
}

const hasAll = ({ table }: Source, words: AnswerWords | null): boolean =>
  words === null ? !table.truncated : !isCut(table, words);

const sayNumber = (source: Source, question: string, isAll: boolean): string | null =>
  sayIndicated(source, question, isAll) ??
  sayByGroup(source, question, isAll) ??
  sayCount(source, question, isAll) ??
  sayTrend(source, question) ??
  (isAll ? sayMost(source, question) : null);

/** A number that the question asks for, before what the table says by itself. */
function sayAll(source: Source, words: AnswerWords | null, question: string): string {
  const before = sayBefore(source, question, words);
  if (before?.isAll === true) return before.said;
  const said = sayTable(source, words, question);
  const none = sayNone(source, question) ?? sayFaultless(source, question);
  if (none !== null) return `${none}.`;
  const isAll = hasAll(source, words);
  const count = before?.said ?? sayNumber(source, question, isAll);
  return count === null || hasCount(said, count, source.table.rows.length === 1)
    ? said
    : `${capital(count)}. ${capital(said)}`;
}

/** That no row has a value, or only no price; null where one has. */
function sayEmpty(source: Source, question: string): string | null {
  const isEmpty = source.table.rows.every((row) => row.every((cell) => cell === null));
  return sayUnpriced(source) ?? (isEmpty ? sayNothing(source, question) : null);
}

/** What a table says whatever was asked. */
function sayTable(source: Source, words: AnswerWords | null, question: string): string {
  const nothing = words === null ? sayEmpty(source, question) : null;
  if (nothing !== null) return nothing;
  const line = words === null ? null : fill(words.line, { ...source, words });
  if (line !== null) return line;
  const latest = words === null ? (sayLatest(source, question) ?? sayLastTime(source)) : null;
  if (latest !== null) return latest;
  for (const shape of shapes) {
    const said = shape(source, question);
    if (said !== null) return words === null ? withScope(source, said, question) : said;
  }
  const { table, markers } = source;
  const rows = table.rowCount === 1 ? 'row' : 'rows';
  return `${table.rowCount} ${rows} ${markers.rowCount(table)} for “${titleOf(table)}”.`;
}

/** Whether a line has the number of a count already: in its first half sentence, or anywhere about one row. */
function hasCount(said: string, count: string, isOneRow: boolean): boolean {
  const number = /[\d,.]*\d/.exec(count)?.[0] ?? '';
  const [first = ''] = isOneRow ? [said] : said.split(/[;:]/);
  return said.startsWith(count) || first.split(/[\s(]+/).includes(number);
}
