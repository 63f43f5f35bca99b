import { listed } from '../domain/text.ts';
import { isTimeType } from '../domain/cells.ts';
import type { AnswerWords } from '../domain/answer-words.ts';
import { namesGiven } from '../language/names-given.ts';
import { asPattern } from '../language/text.ts';
import type { EvidenceColumn } from '../domain/evidence.ts';
import { isOfBefore } from './before.ts';
import { asksWhen, createWordsAsked } from './asked.ts';
import { cite, citeName, type Source } from './cited.ts';
import { formatColumn } from './format-cell.ts';
import { sayFact } from './noun.ts';
import { ofRows } from './of-rows.ts';
import { cellAt, sizeAt } from './table.ts';
import { fill } from './template.ts';

/** The rows of a table about what a question names, by the column that has the name. */
export type Focus = { readonly column: EvidenceColumn; readonly rows: readonly number[] };

const shownFacts = 3;
const shownRows = 3;

/** What has names of any form: "the catalog prod", "team payments". */
const kinds =
  'workspace|warehouse|cluster|pipeline|endpoint|catalog|schema|layer|team|squad|job|table|user|owner|product|dashboard|application|app';

/** Whether a question gives a name, by its form or beside the kind of thing that it names. */
function gives(question: string, given: readonly string[], name: string): boolean {
  if (given.includes(name)) return true;
  const word = asPattern(name);
  return new RegExp(
    `\\b(?:${kinds})s? ${word}(?![\\w.-])|(?<![\\w.-])${word} (?:${kinds})s?\\b`,
  ).test(question);
}

const isName = ({ is, type }: EvidenceColumn): boolean =>
  (is === 'label' || is === 'key') && !isTimeType(type);

/**
 * The rows that a question names, when they are some of the table and its query did not ask for the name;
 * or the only row, when it is what the query asked for.
 */
export function focusOf(
  { table }: Source,
  question: string,
  words: AnswerWords | null,
): Focus | null {
  const text = question.toLowerCase();
  const given = namesGiven(question).map((name) => name.toLowerCase());
  const asked = table.parameters.map(({ value }) => value.toLowerCase());
  for (const column of table.columns.filter(isName)) {
    const names = table.rows.map((_, row) =>
      String(cellAt(table, row, column) ?? '').toLowerCase(),
    );
    const [only = ''] = names;
    const saysOne = words?.one !== undefined && names.length === 1;
    if (saysOne && only !== '' && asked.includes(only)) return { column, rows: [0] };
    const rows = [...names.keys()].filter((row) => {
      const name = names[row] ?? '';
      return name.length > 2 && !asked.includes(name) && gives(text, given, name);
    });
    if (rows.length > 0 && rows.length < names.length) return { column, rows };
  }
  return null;
}

/** Measures and times of a table, those first that a question has the words of. */
export function factsFor({ table }: Source, question: string): readonly EvidenceColumn[] {
  const wordsAsked = createWordsAsked(question);
  const wantsTime = asksWhen(question);
  const weight = (column: EvidenceColumn): number => {
    const isTime = column.is === 'time' || isTimeType(column.type);
    return wordsAsked(column) + (isTime && wantsTime ? 10 : 0) - (isOfBefore(column) ? 3 : 0);
  };
  return table.columns
    .filter(({ is, name }) => (is === 'measure' || is === 'time') && name !== 'unpriced_quantity')
    .toSorted((left, right) => weight(right) - weight(left));
}

/** A question, the time window of the table with a space before it, where it is known, and its words. */
export type Asked = {
  readonly question: string;
  readonly window: string;
  readonly words: AnswerWords | null;
};

/** The states of a row: whether it is fresh, complete, running. */
const statesOf = ({ table }: Source, row: number): readonly EvidenceColumn[] =>
  table.columns.filter(
    (column) => /(?:^|_)(?:status|state)$/.test(column.name) && cellAt(table, row, column) !== null,
  );

/** Whether a sentence has a time where the question asks for one that the table has. */
function tellsWhen({ table }: Source, line: string, question: string): boolean {
  if (!asksWhen(question)) return true;
  const times = table.columns.filter(({ is, type }) => is === 'time' || isTimeType(type));
  return times.length === 0 || times.some(({ name }) => line.includes(name));
}

/** Whether a sentence has the rate that the question asks for, such as the cost per hour, where the table has it. */
const tellsRate = ({ table }: Source, line: string, question: string): boolean =>
  table.columns.every(({ name }) => {
    const [, unit] = name.split('_per_');
    const isAsked =
      unit !== undefined && new RegExp(`\\b(?:per|an?|each|every) ${unit}\\b`, 'i').test(question);
    return !isAsked || line.includes(name);
  });

/** What the rows say that a question names; null when there is no such thing to say. */
export function sayFocus(
  source: Source,
  focus: Focus,
  { question, window, words }: Asked,
): string | null {
  const { table } = source;
  const facts = factsFor(source, question);
  const names = new Set(focus.rows.map((row) => cellAt(table, row, focus.column)));
  const [row = 0] = focus.rows;
  if (names.size === 1 && focus.rows.length === 1) {
    const one =
      words?.one === undefined ||
      !tellsWhen(source, words.one, question) ||
      !tellsRate(source, words.one, question)
        ? null
        : fill(words.one, { ...ofRows(source, [row]), words });
    if (one !== null) return one;
    const said = [...statesOf(source, row), ...facts]
      .filter((column) => cellAt(table, row, column) !== null)
      .slice(0, shownFacts)
      .map((column) => sayFact(source, row, column));
    return said.length === 0
      ? null
      : `${citeName(source, row, focus.column)}${window}: ${said.join(', ')}.`;
  }
  return names.size === focus.rows.length
    ? sayEach(source, focus, facts, window)
    : names.size === 1
      ? sayParts(source, focus, facts, window)
      : null;
}

/** Several names with a row each: the one with more of the measure first. */
function sayEach(
  source: Source,
  { column, rows }: Focus,
  [measure]: readonly EvidenceColumn[],
  window: string,
): string | null {
  if (measure === undefined) return null;
  const size = (row: number): number => sizeAt(source.table, row, measure) ?? 0;
  const [first = 0, ...others] = rows.toSorted((left, right) => size(right) - size(left));
  const next = others.map(
    (row) => `${cite(source, row, measure)} of ${citeName(source, row, column)}`,
  );
  const isMore = others.every((row) => size(row) < size(first));
  return `${citeName(source, first, column)} has ${isMore ? 'the higher ' : ''}${formatColumn(measure)}: ${cite(source, first, measure)} against ${listed(next)}${window}.`;
}

/** Ids that say nothing to anybody: hexadecimal digits, a UUID. */
const opaque = /^(?:[0-9a-f]{16,}|[0-9a-f]{8}(?:-[0-9a-f]{4,12}){4})$/i;

/** What tells the rows of one name apart, a label rather than an id; null when nothing tells each. */
function partOf(
  { table }: Source,
  rows: readonly number[],
  named: EvidenceColumn,
): EvidenceColumn | null {
  const isDistinct = (column: EvidenceColumn): boolean =>
    new Set(rows.map((row) => cellAt(table, row, column))).size === rows.length;
  const parts = table.columns.filter((column) => column !== named && isDistinct(column));
  // Who reads `f80733a5…` has read nothing.
  const isOpaque = (column: EvidenceColumn): boolean =>
    rows.every((row) => opaque.test(String(cellAt(table, row, column))));
  return (
    parts.find(({ is }) => is === 'label') ??
    parts.find((column) => column.is === 'key' && !isOpaque(column)) ??
    null
  );
}

/** One name with several rows: what the rows are about. */
function sayParts(
  source: Source,
  { column, rows }: Focus,
  [measure]: readonly EvidenceColumn[],
  window: string,
): string | null {
  const part = partOf(source, rows, column);
  if (part === null || measure === undefined) return null;
  const [first = 0] = rows;
  const shown = rows
    .slice(0, shownRows)
    .map((row) => `${citeName(source, row, part)} (${sayFact(source, row, measure)})`);
  const said = rows.length > shown.length ? `${shown.join(', ')} …` : listed(shown);
  return `${citeName(source, first, column)}${window}: ${said}.`;
}
