import { listed } from '../domain/text.ts';
import type { AnswerWords } from '../domain/answer-words.ts';
import type { EvidenceColumn } from '../domain/evidence.ts';
import { cite, citeName, markerOf, saySum, type Source as Cited } from './cited.ts';
import { formatName } from './format-cell.ts';
import { filterBy, filterPhrases, filtersOf, isCut, scopeOf, windowOf } from './scope.ts';
import { completeRows, seriesOf } from './series.ts';
import { cellAt, greatestRow } from './table.ts';

/** What a placeholder is filled from. */
type Source = Cited & { readonly words: AnswerWords };

/** A placeholder's text; null when the table has nothing for it. */
type Filler = (source: Source, names: readonly string[]) => string | null;

const columnOf = ({ table }: Source, name = ''): EvidenceColumn | null =>
  table.columns.find((column) => column.name === name) ?? null;

/** A cell with its marker; null when it is empty. */
const cited = (source: Source, row: number, column: EvidenceColumn): string | null =>
  cellAt(source.table, row, column) === null ? null : cite(source, row, column);

/** The best name that a row has for something: its label, else its key. */
function nameAt(source: Source, row: number, names: readonly string[]): string | null {
  for (const name of names) {
    const column = columnOf(source, name);
    const text = column === null ? null : cited(source, row, column);
    if (text !== null) return text;
  }
  return null;
}

/** `{sum c}`: the sum of a column; of a table that was cut it is the least that it can be. */
const sumOfColumn: Filler = (source, [name]) => {
  const column = columnOf(source, name);
  const sum = column === null ? null : saySum(source, column);
  return sum === null ? null : `${isCut(source.table, source.words) ? 'at least ' : ''}${sum}`;
};

/** `{all c}`: the sum of a column where it is not the first row's number again. */
const allOf: Filler = (source, names) =>
  source.table.rows.length < 2 || isCut(source.table, source.words)
    ? null
    : sumOfColumn(source, names);

/** `{max c}`: the greatest number of a column, where there are several rows. */
const maxOf: Filler = (source, [name = '']) => atGreatest(source, [name, name]);

/** `{last c}`: a cell of the latest row of a series, of which the period is over. */
const lastOf: Filler = (source, names) => {
  const series = seriesOf(source.table);
  const row = series === null ? 0 : completeRows(source.table, series).at(-1);
  return row === undefined ? null : nameAt(source, row, names);
};

/** `{count run runs}`: the number of rows with its noun; `_` stands for a space. */
const countOf: Filler = ({ table, markers, words }, [one = '', many = '']) => {
  const noun = (table.rowCount === 1 ? one : many).replaceAll('_', ' ');
  const least = isCut(table, words) ? 'at least ' : '';
  return `${least}${table.rowCount} ${noun} ${markers.rowCount(table)}`;
};

const shownNext = 2;
/** Names of a table that are all told rather than cut. */
const allNames = 5;

const withoutMarker = (text: string): string => text.split(' [')[0] ?? text;

/** `{next name measure}`: the names that follow the first row's, with their measure. */
const nextOf: Filler = (source, names) => {
  const measure = columnOf(source, names.at(-1));
  if (measure === null) return null;
  const seen = new Set<string>();
  const most = source.table.rows.length <= allNames ? allNames : shownNext;
  const parts = source.table.rows.flatMap((_, row) => {
    const name = nameAt(source, row, names.slice(0, -1));
    if (name === null || seen.size > most || seen.has(withoutMarker(name))) return [];
    seen.add(withoutMarker(name));
    const value = row === 0 ? null : cited(source, row, measure);
    return value === null ? [] : [`${name} (${value})`];
  });
  return parts.length === 0 ? null : `then ${listed(parts)}`;
};

const shownNames = 3;

/** `{names column}`: the first names of the table, each once. */
const namesOf: Filler = (source, names) => {
  const all = source.table.rows.flatMap((_, row) => nameAt(source, row, names) ?? []);
  const distinct = [...new Map(all.map((text) => [withoutMarker(text), text])).values()];
  const more = distinct.length > allNames;
  if (distinct.length === 0) return null;
  return more ? `${distinct.slice(0, shownNames).join(', ')} …` : listed(distinct);
};

/** `{grouped kind name}`: the names of each kind, kinds in the order of the rows: "late table: `a`, `b`; failing job: `c`". */
const groupedOf: Filler = (source, [kindName, ...names]) => {
  const kind = columnOf(source, kindName);
  if (kind === null || source.table.rows.length === 0) return null;
  const rows = source.table.rows.map((_, row) => row);
  const groups = Map.groupBy(rows, (row) => String(cellAt(source.table, row, kind)));
  const said = [...groups].map(([text, own]) => {
    const all = own.map((row) => nameAt(source, row, names) ?? '(no name)');
    const shown = all.length > allNames ? [...all.slice(0, shownNames), '…'] : all;
    return `${text} ${markerOf(source, own[0] ?? 0, kind)}: ${shown.join(', ')}`;
  });
  return said.join('; ');
};

/** `{at measure column}`: a cell of the row with the greatest measure, where there are several rows. */
const atGreatest: Filler = (source, [measureName, ...names]) => {
  const measure = columnOf(source, measureName);
  const row = measure === null ? null : greatestRow(source.table, measure);
  return row === null || source.table.rows.length < 2 ? null : nameAt(source, row, names);
};

/** `{change now before}`: how the first row's number, or the latest of a series, compares with the one before. */
const changeOf: Filler = (source, [nowName, beforeName]) => {
  const [now, before] = [columnOf(source, nowName), columnOf(source, beforeName)];
  if (now === null || before === null) return null;
  const series = seriesOf(source.table);
  const row = (series === null ? null : completeRows(source.table, series).at(-1)) ?? 0;
  const value = Number(cellAt(source.table, row, now));
  const earlier = Number(cellAt(source.table, row, before));
  if (cellAt(source.table, row, now) === null || !(earlier > 0)) return null;
  const percent = ((value - earlier) / earlier) * 100;
  const text = `${Math.abs(percent).toFixed(1)} % ${markerOf(source, row, now)}`;
  const of = `than before (${cite(source, row, before)})`;
  return value === earlier ? `as before` : `${text} ${value > earlier ? 'more' : 'less'} ${of}`;
};

/** `{share part whole}`: one column's sum in percent of another's; with `both`, of the two together. */
const shareOf: Filler = (source, [partName, wholeName, both]) => {
  const [part, all] = [columnOf(source, partName), columnOf(source, wholeName)];
  if (part === null || all === null || isCut(source.table, source.words)) return null;
  const sum = (column: EvidenceColumn): number =>
    source.table.rows.reduce(
      (total, _, row) => total + Number(cellAt(source.table, row, column) ?? 0),
      0,
    );
  const total = both === undefined ? sum(all) : sum(part) + sum(all);
  const markers = `${markerOf(source, 0, part)}${markerOf(source, 0, all)}`;
  return total > 0 ? `${((sum(part) / total) * 100).toFixed(1)} % ${markers}` : null;
};

/** `{any table a_table the_table}`: "a table", or "the table" and its name where the query has one. */
const anyOf: Filler = ({ table, words }, [role = '', noun = '', namedNoun = noun]) => {
  const name = filterBy(table, words, role);
  const spaced = (name === null ? noun : namedNoun).replaceAll('_', ' ');
  return name === null ? spaced : `${spaced} ${formatName(name)}`;
};

const fillers: Readonly<Record<string, Filler>> = {
  sum: sumOfColumn,
  all: allOf,
  max: maxOf,
  last: lastOf,
  count: countOf,
  next: nextOf,
  names: namesOf,
  grouped: groupedOf,
  at: atGreatest,
  change: changeOf,
  share: shareOf,
  any: anyOf,
  window: ({ table, words }) => windowOf(table, words) ?? '',
  scope: ({ table, words }) => scopeOf(table, words),
  filters: ({ table, words }) => filtersOf(table, words),
};

const placeholder = /\{([a-z0-9_ ]+)\}/g;

/** The name of the first row, or which one it lacks. */
function requiredName(source: Source, names: readonly string[]): string | null {
  const last = columnOf(source, names.at(-1));
  const isEmpty = last === null || source.table.rows.length === 0;
  return nameAt(source, 0, names) ?? (isEmpty ? null : citeName(source, 0, last));
}

/** @param nameOf What names the first row: a sentence needs it, a part of one can be left out. */
function filled(text: string, source: Source, nameOf: Filler): string | null {
  let isWhole = true;
  const written = text.replaceAll(placeholder, (_, inner: string) => {
    const [first = '', ...rest] = inner.split(' ');
    const filler = fillers[first];
    const value = (filler ?? nameOf)(source, filler ? rest : [first, ...rest]);
    isWhole &&= value !== null;
    return value ?? '';
  });
  return isWhole ? written : null;
}

/**
 * Writes a template for a table: `{column}` is the cell of the first row with its marker, and
 * `{column other}` the second one's where the first is empty; `{sum c}`, `{next name c}`, `{names c}`, `{grouped kind c}`,
 * `{all c}`, `{max c}`, `{at c name}`, `{last c}`, `{change now before}`, `{share part whole}`,
 * `{any table a_table the_table}`,
 * `{count run runs}`, `{filters}`, `{window}` and `{scope}` are described at their functions. A part in `[[…]]` is left out when one of its placeholders has nothing.
 *
 * @returns Null when a placeholder outside of `[[…]]` has nothing.
 */
export function fill(template: string, source: Source): string | null {
  // Cells may hold braces and brackets of their own: a part is filled once.
  const parts = template.split(/(\[\[.*?\]\])/).map((part) => {
    const optional = /^\[\[(.*)\]\]$/.exec(part)?.[1];
    if (optional === undefined) return filled(part, source, requiredName);
    return filled(optional, source, (of, names) => nameAt(of, 0, names)) ?? '';
  });
  if (parts.includes(null)) return null;
  return withoutRepeats(parts.join(''), source)
    .replaceAll(/ {2,}/g, ' ')
    .replaceAll(/ ([.,;:])/g, '$1')
    .replaceAll(
      oneOf,
      (_, one: string, stem: string, ies?: string) => `${one}${stem}${ies ? 'y' : ''}`,
    )
    .replaceAll(verbOfOne, (_, one: string, verb: string) => `${one} ${ofOne[verb] ?? verb}`);
}

/** Leaves out a filter whose name the sentence has said already: "`etl` cost 5 USD of the job `etl`". */
function withoutRepeats(text: string, { table, words }: Source): string {
  return filterPhrases(table, words).reduce((rest, { phrase, name }) => {
    const at = rest.indexOf(phrase);
    return at >= 0 && rest.slice(0, at).includes(name) ? rest.replace(phrase, '') : rest;
  }, text);
}

/** "1 runs": the noun behind a one loses its ending. */
const oneOf =
  /(?<![\d.,])(1(?: \[[a-z]+:\d+\])? )(run|job|table|quer|event|read|write|user|request|day|time|start|update|file|action|column|retr|address)(?:(ies)|e?s)\b/g;

/** "1 run were": nor has it the verb of many. */
const verbOfOne = /(?<![\d.,])(1(?: \[[a-z]+:\d+\])? [a-z]+) (were|are|have)\b/g;
const ofOne: Readonly<Record<string, string>> = { were: 'was', are: 'is', have: 'has' };

/** Placeholders of a template that name no column of a question. Pure. */
export function unknownIn(template: string, columns: readonly string[]): readonly string[] {
  return [...template.matchAll(placeholder)].flatMap(([, inner = '']) => {
    const words = inner.split(' ');
    if (words[0] === 'count' || words[0] === 'any') return [];
    const names = (words[0] ?? '') in fillers ? words.slice(1) : words;
    return names.filter((name) => name !== 'both' && !columns.includes(name));
  });
}
