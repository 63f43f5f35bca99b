import type { AnswerWords } from '../domain/answer-words.ts';
import type { EvidenceColumn } from '../domain/evidence.ts';
import { cite, listed, markerOf, saySum, type Source as Cited } from './cited.ts';
import { scopeOf } from './scope.ts';
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

const sumOf: Filler = (source, [name]) => {
  const column = columnOf(source, name);
  return column === null || source.table.truncated ? null : saySum(source, column);
};

const shownNext = 2;

/** `{next name measure}`: what follows the first row, with its measure. */
const nextOf: Filler = (source, names) => {
  const measure = columnOf(source, names.at(-1));
  if (measure === null) return null;
  const rows = [...source.table.rows.keys()].slice(1, 1 + shownNext);
  const parts = rows.flatMap((row) => {
    const name = nameAt(source, row, names.slice(0, -1));
    const value = cited(source, row, measure);
    return name === null || value === null ? [] : [`${name} (${value})`];
  });
  return parts.length === 0 ? null : `then ${listed(parts)}`;
};

const shownNames = 3;

/** `{names column}`: the first names of the table, each once. */
const namesOf: Filler = (source, names) => {
  const all = source.table.rows.flatMap((_, row) => nameAt(source, row, names) ?? []);
  const distinct = [...new Map(all.map((text) => [text.split(' [')[0], text])).values()];
  const more = distinct.length - shownNames;
  if (distinct.length === 0) return null;
  return more > 0 ? `${distinct.slice(0, shownNames).join(', ')} …` : listed(distinct);
};

/** `{at measure column}`: a cell of the row with the greatest measure, where there are several rows. */
const atGreatest: Filler = (source, [measureName, ...names]) => {
  const measure = columnOf(source, measureName);
  const row = measure === null ? null : greatestRow(source.table, measure);
  return row === null || source.table.rows.length < 2 ? null : nameAt(source, row, names);
};

/** `{change now before}`: how the first row's number compares with the one before it. */
const changeOf: Filler = (source, [nowName, beforeName]) => {
  const [now, before] = [columnOf(source, nowName), columnOf(source, beforeName)];
  if (now === null || before === null) return null;
  const value = Number(cellAt(source.table, 0, now));
  const earlier = Number(cellAt(source.table, 0, before));
  if (cellAt(source.table, 0, now) === null || !(earlier > 0)) return null;
  const percent = ((value - earlier) / earlier) * 100;
  const text = `${Math.abs(percent).toFixed(1)} % ${markerOf(source, 0, now)}`;
  const of = `than before (${cite(source, 0, before)})`;
  return value === earlier ? `as before` : `${text} ${value > earlier ? 'more' : 'less'} ${of}`;
};

/** `{share part whole}`: the sum of one column in percent of the sum of another one. */
const shareOf: Filler = (source, [partName, wholeName]) => {
  const [part, all] = [columnOf(source, partName), columnOf(source, wholeName)];
  if (part === null || all === null || source.table.truncated) return null;
  const sum = (column: EvidenceColumn): number =>
    source.table.rows.reduce(
      (total, _, row) => total + Number(cellAt(source.table, row, column) ?? 0),
      0,
    );
  const total = sum(all);
  const markers = `${markerOf(source, 0, part)}${markerOf(source, 0, all)}`;
  return total > 0 ? `${((sum(part) / total) * 100).toFixed(1)} % ${markers}` : null;
};

const fillers: Readonly<Record<string, Filler>> = {
  sum: sumOf,
  next: nextOf,
  names: namesOf,
  at: atGreatest,
  change: changeOf,
  share: shareOf,
  rows: ({ table, markers }) => `${table.rowCount} ${markers.rowCount(table)}`,
  scope: ({ table, words }) => scopeOf(table, words),
};

const placeholder = /\{([a-z0-9_ ]+)\}/g;

function filled(text: string, source: Source): string | null {
  let isWhole = true;
  const written = text.replaceAll(placeholder, (_, inner: string) => {
    const [first = '', ...rest] = inner.split(' ');
    const filler = fillers[first];
    const value = filler ? filler(source, rest) : nameAt(source, 0, [first, ...rest]);
    isWhole &&= value !== null;
    return value ?? '';
  });
  return isWhole ? written : null;
}

/**
 * Writes a template for a table: `{column}` is the cell of the first row with its marker, and
 * `{column other}` the second one's where the first is empty; `{sum c}`, `{next name c}`, `{names c}`,
 * `{at c name}`, `{change now before}`, `{share part whole}`, `{rows}` and `{scope}` are described at
 * their functions. A part in `[[…]]` is left out when one of its placeholders has nothing.
 *
 * @returns Null when a placeholder outside of `[[…]]` has nothing.
 */
export function fill(template: string, source: Source): string | null {
  // Cells may hold braces and brackets of their own: a part is filled once.
  const parts = template.split(/(\[\[.*?\]\])/).map((part) => {
    const optional = /^\[\[(.*)\]\]$/.exec(part)?.[1];
    return optional === undefined ? filled(part, source) : (filled(optional, source) ?? '');
  });
  if (parts.includes(null)) return null;
  return parts
    .join('')
    .replaceAll(/ {2,}/g, ' ')
    .replaceAll(/ ([.,;:])/g, '$1');
}

/** Placeholders of a template that name no column of a question. Pure. */
export function unknownIn(template: string, columns: readonly string[]): readonly string[] {
  return [...template.matchAll(placeholder)].flatMap(([, inner = '']) => {
    const words = inner.split(' ');
    const names = (words[0] ?? '') in fillers ? words.slice(1) : words;
    return names.filter((name) => !columns.includes(name));
  });
}
