import { isNumeric } from '../domain/cells.ts';
import type { Evidence, EvidenceColumn } from '../domain/evidence.ts';
import { asksHowMany, countedIn, saysWord, stemsOf, wordsOfColumn } from './asked.ts';
import { saySum, type Source } from './cited.ts';
import { nounOf } from './noun.ts';
import { isRate } from './rate.ts';

/** Words of names that take nothing away. */
const whole = stemsOf('total all job distinct number count overall ended query audit');

/** The measure that a question counts: the one with most of its words, among them the thing counted. */
function countOf({ table }: Source, question: string, thing: string): EvidenceColumn | null {
  const asked = stemsOf(question);
  const scored = table.columns.flatMap((column) => {
    if (column.is !== 'measure' || !isNumeric(column.type) || isRate(column)) return [];
    const own = wordsOfColumn(column);
    if (!own.includes(thing)) return [];
    const missed = column.name
      .split('_')
      .filter((word) => !saysWord(asked, word))
      .flatMap((word) => [...stemsOf(word)]);
    // "How many tables": downstream tables are others.
    if (missed.some((word) => !whole.has(word))) return [];
    return [{ column, score: own.filter((word) => asked.has(word)).length - missed.length }];
  });
  return scored.toSorted((left, right) => right.score - left.score)[0]?.column ?? null;
}

/** Columns that name users by what they do. */
const usersBy = /^(?:reader|grantee|member|principal|\w+_by)$/;

/** What a name or an id is of: "table" for `table_name`. */
export const thingOf = ({ name }: EvidenceColumn): string =>
  usersBy.test(name) ? 'user' : name.replace(/_(?:name|id|key|email)$/, '');

/** What each row of a table is about, where its keys, or without keys its labels, name one thing only. */
function rowThing({ columns }: Evidence): string | null {
  const thingsOf = (role: 'key' | 'label'): readonly string[] => [
    ...new Set(columns.filter(({ is }) => is === role).map(thingOf)),
  ];
  const own = (role: 'key' | 'label') => thingsOf(role).filter((thing) => thing !== 'workspace');
  const keys = own('key');
  const [thing, other] = keys.length > 0 ? keys : own('label');
  // Four cores are a number that a row has, and no rows.
  const isNumber = thing !== undefined && /[^s]s$/.test(thing);
  return other === undefined && !isNumber ? (thing ?? null) : null;
}

/**
 * The number that "how many …" asks for: the sum of a column, or the number of rows where each is one of
 * what is counted; null for another question or table.
 *
 * @param isAll False when the table may lack rows.
 */
export function sayCount(source: Source, question: string, isAll: boolean): string | null {
  const { table, markers } = source;
  const counted = asksHowMany(question) && table.rows.length > 0 ? countedIn(question) : null;
  if (counted === null) return null;
  const least = isAll ? '' : 'at least ';
  const column = countOf(source, question, counted);
  if (column !== null) {
    const sum = saySum(source, column);
    return sum === null ? null : `${least}${sum} ${nounOf(column)}`;
  }
  const thing = rowThing(table)?.replaceAll('_', ' ');
  const isCounted = thing !== undefined && stemsOf(thing.split(' ').at(-1) ?? '').has(counted);
  const ending = table.rowCount === 1 ? '' : 's';
  return isCounted
    ? `${least}${table.rowCount} ${thing}${ending} ${markers.rowCount(table)}`
    : null;
}
