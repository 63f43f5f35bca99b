import type { AnswerWords } from '../domain/answer-words.ts';
import { compare, parseDecimal } from '../domain/decimals.ts';
import type { Decimal } from '../domain/decimals.ts';
import { comparedBefore } from '../language/comparisons.ts';
import { yesOrNoIn } from '../language/yes-or-no.ts';
import { nowAndBefore } from './before.ts';
import type { Source } from './cited.ts';
import { isRate } from './rate.ts';
import { isCut } from './scope.ts';
import { completeRows, seriesOf } from './series.ts';
import { numberAt, sumOf } from './table.ts';
import { trendOf, wayOf } from './trend.ts';

const up =
  /\b(?:ris(?:e|es|en|ing)|rose|increas\w+|(?:go|goes|going|gone|went) up|grow\w*|grew|higher|more|worse|dearer|slower|longer|jump\w*|spik\w+|climb\w*)\b/i;
const down =
  /\b(?:fall\w*|fell|drop\w*|decreas\w+|(?:go|goes|going|gone|went) down|cheaper|lower|less|fewer|better|faster|shorter|improv\w+|shr[iau]nk\w*)\b/i;
/** More of these is better. */
const isGood = /success|fresh|healthy|accepted|complete|pruned|cache|tagged/i;

/** The numbers of now and before: of the latest time of a series, of the only row, or of all rows. */
function numbersOf(
  source: Source,
  words: AnswerWords,
): { now: Decimal | null; before: Decimal | null; isBetter: boolean } | null {
  const { table } = source;
  const columns = nowAndBefore(table.columns);
  if (columns === null) return null;
  const isBetter = isGood.test(columns.now.name);
  const series = seriesOf(table);
  const row = table.rows.length === 1 ? 0 : series && completeRows(table, series).at(-1);
  if (typeof row === 'number') {
    const [now, before] = [columns.now, columns.before].map((one) => numberAt(table, row, one));
    return { now: now ?? null, before: before ?? null, isBetter };
  }
  if (series !== null || isCut(table, words) || isRate(columns.now)) return null;
  const [now, before] = [columns.now, columns.before].map((one) =>
    parseDecimal(sumOf(table, one) ?? ''),
  );
  return { now: now ?? null, before: before ?? null, isBetter };
}

/**
 * Yes or no to "did it rise?", "is it worse than the week before?": by a column for the time before, or how
 * a series went; null for other questions and tables.
 */
export function directionOf(
  source: Source,
  words: AnswerWords | null,
  question: string,
): 'Yes' | 'No' | null {
  const asked = directionAsked(question);
  const way = asked === null || words === null ? null : wayAsked(source, words, question);
  return asked === null || way === null ? null : answerTo(asked, way);
}

/** As `directionOf`, of one row: "is `bi-main` slower than last week?". Pure. */
export function directionOfRow({ table }: Source, row: number, question: string) {
  const asked = directionAsked(question);
  const columns = nowAndBefore(table.columns);
  if (asked === null || columns === null || comparedBefore(question) === null) return null;
  const [now, before] = [columns.now, columns.before].map((one) => numberAt(table, row, one));
  if (!now || !before) return null;
  const sign = Math.sign(compare(now, before));
  return answerTo(asked, { sign, isBetter: isGood.test(columns.now.name) });
}

/** Yes or no to "did it rise?" by which way a number went, where its name tells whether more is better. */
export function verdictOn(question: string, sign: number, name: string): 'Yes' | 'No' | undefined {
  const asked = directionAsked(question);
  return asked === null ? undefined : answerTo(asked, { sign, isBetter: isGood.test(name) });
}

type Direction = { readonly isUp: boolean; readonly isJudged: boolean };

/** Whether a question asks if something went up or down; null when it does not. */
function directionAsked(question: string): Direction | null {
  const sentence = yesOrNoIn(question);
  if (sentence === null || / or /i.test(sentence)) return null;
  const [isUp, isDown] = [up.test(sentence), down.test(sentence)];
  if (isUp === isDown) return null;
  return { isUp, isJudged: /\b(?:worse|better|improv\w+)\b/i.test(sentence) };
}

function answerTo(
  { isUp, isJudged }: Direction,
  way: { readonly sign: number; readonly isBetter: boolean },
): 'Yes' | 'No' {
  const wanted = isUp === !(isJudged && way.isBetter) ? 1 : -1;
  return way.sign === wanted ? 'Yes' : 'No';
}

/** Which way the number of a question went, and whether more of it is better. */
function wayAsked(
  source: Source,
  words: AnswerWords,
  question: string,
): { readonly sign: number; readonly isBetter: boolean } | null {
  const trend = trendOf(source, question);
  if (trend !== null) return { sign: wayOf(trend), isBetter: isGood.test(trend.measure.name) };
  const numbers = comparedBefore(question) === null ? null : numbersOf(source, words);
  if (numbers === null || numbers.now === null || numbers.before === null) return null;
  return { sign: Math.sign(compare(numbers.now, numbers.before)), isBetter: numbers.isBetter };
}
