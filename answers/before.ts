import type { AnswerWords } from '../domain/answer-words.ts';
import { isNumeric } from '../domain/cells.ts';
import type { EvidenceColumn } from '../domain/evidence.ts';
import { comparedBefore } from '../language/comparisons.ts';
import { cite, markerOf, saySum, type Source } from './cited.ts';
import { formatColumn } from './format-cell.ts';
import { isRate } from './rate.ts';
import { isCut } from './scope.ts';
import { seriesOf } from './series.ts';
import { cellAt } from './table.ts';

/** A sentence about now and before; `isAll` when it says all that the table has. */
type Before = { readonly said: string; readonly isAll: boolean };

/**
 * How a table compares with the time before, where the question asks for it: two times of a series, or the
 * sums of a column and of the one for the time before.
 */
export function sayBefore(
  source: Source,
  question: string,
  words: AnswerWords | null,
): Before | null {
  if (comparedBefore(question) === null) return null;
  const pair = sayTwoTimes(source);
  if (pair !== null) return { said: pair, isAll: true };
  // Which of them changed is asked about each, not about all.
  const isOfEach = /\b(?:which|who|whose|most|least|top)\b/i.test(question);
  const canSum = words !== null && !isCut(source.table, words) && !isOfEach;
  const sums = canSum && seriesOf(source.table) === null ? saySums(source) : null;
  return sums === null ? null : { said: sums, isAll: false };
}

/** A series of two times whose numbers can be compared: what it measures, and its rows. */
type Pair = {
  readonly measure: EvidenceColumn;
  readonly time: EvidenceColumn;
  readonly earlier: number;
  readonly later: number;
};

function pairOf({ table }: Source): Pair | null {
  const series = seriesOf(table);
  const measure = table.columns.find(({ is, type }) => is === 'measure' && isNumeric(type));
  const [earlier, later, third] = series?.order ?? [];
  if (series === null || measure === undefined || earlier === undefined) return null;
  return later === undefined || third !== undefined
    ? null
    : { measure, time: series.time, earlier, later };
}

function sayTwoTimes(source: Source): string | null {
  const pair = pairOf(source);
  if (pair === null) return null;
  const { measure, time, earlier, later } = pair;
  const [before = 0, now = 0] = [earlier, later].map((row) =>
    Number(cellAt(source.table, row, measure)),
  );
  const percent = Math.abs(((now - before) / before) * 100).toFixed(1);
  const more = `${percent} % ${markerOf(source, later, measure)} ${now > before ? 'more' : 'less'} than`;
  const [on, past] = [later, earlier].map((row) => cite(source, row, time));
  return before > 0
    ? `${formatColumn(measure)} on ${on} was ${cite(source, later, measure)}, ${now === before ? 'the same as' : more} on ${past} (${cite(source, earlier, measure)}).`
    : null;
}

/** `list_cost_usd` of `previous_cost_usd`: the column for now has the rest of its name or leads the measures. */
function nowOf(columns: readonly EvidenceColumn[], before: EvidenceColumn): EvidenceColumn | null {
  const rest = before.name.replace(/^(?:previous|prior|before)_/, '');
  const measures = columns.filter(({ is, name }) => is === 'measure' && name !== before.name);
  return measures.find(({ name }) => name === rest || name.endsWith(`_${rest}`)) ?? null;
}

/** Whether a column holds the number of the time before. Pure. */
export const isOfBefore = ({ name }: EvidenceColumn): boolean =>
  /^(?:previous|prior|before)_/.test(name);

/** The columns of a table for now and for the time before. Pure. */
export function nowAndBefore(
  columns: readonly EvidenceColumn[],
): { readonly now: EvidenceColumn; readonly before: EvidenceColumn } | null {
  const before = columns.find(isOfBefore);
  const now = before === undefined ? null : nowOf(columns, before);
  return before === undefined || now === null ? null : { now, before };
}

function saySums(source: Source): string | null {
  const { columns, rows } = source.table;
  const pair = nowAndBefore(columns);
  if (pair === null || isRate(pair.now) || rows.length < 2) return null;
  const [sum, earlier] = [saySum(source, pair.now), saySum(source, pair.before)];
  return sum === null || earlier === null
    ? null
    : `${formatColumn(pair.now)} in all: ${sum} against ${earlier} in the same time before`;
}
