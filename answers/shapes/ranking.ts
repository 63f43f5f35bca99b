import { listed } from '../../domain/text.ts';
import { isTimeType } from '../../domain/cells.ts';
import type { EvidenceColumn } from '../../domain/evidence.ts';
import { createWordsAsked } from '../asked.ts';
import { capital, cite, citeName, citeWhen, saySum, type Source } from '../cited.ts';
import { formatColumn } from '../format-cell.ts';
import { labelOf } from '../label.ts';
import { sayFact } from '../noun.ts';
import { seriesOf } from '../series.ts';
import { cellAt, greatestRow, leastRow, sizeAt } from '../table.ts';

const shownMeasures = 3;
const isPeriod = /^(?:day|week|month)$/;
const shownNext = 2;
/** Rows of a table that are all told rather than cut. */
const allRows = 5;
const allWeekdays = 7;

/** What is high or low, and not much or little. */
const isLevel = ({ name }: EvidenceColumn): boolean =>
  /highest|average|mean|median|p\d\d|longest|shortest|slowest|share|percent|rate|_per_/.test(name);
const levels = { most: 'highest', least: 'lowest' } as const;

/** "The highest average duration", "the most runs", "the longest run" of a column `longest_minutes`. */
function endSaid(measure: EvidenceColumn, end: 'most' | 'least'): string {
  const isOfOne = /^(?:longest|shortest)_(?:minutes|seconds|hours)$/.test(measure.name);
  if (isOfOne && end === (measure.name.startsWith('longest') ? 'most' : 'least'))
    return `${formatColumn(measure)} one`;
  if (measure.name.startsWith('highest_') && end === 'most') return formatColumn(measure);
  return `${isLevel(measure) ? levels[end] : end} ${formatColumn(measure)}`;
}

/** "most" or "least" where the rows are in the order of the measure and differ in it, else null. */
function endOf({ table }: Source, measure: EvidenceColumn): 'most' | 'least' | null {
  const values = table.rows.map((_, row) => sizeAt(table, row, measure) ?? 0);
  const pairs = values.slice(1).map((value, n) => value - (values[n] ?? value));
  if (pairs.every((step) => step === 0)) return null;
  if (pairs.every((step) => step <= 0)) return 'most';
  return pairs.every((step) => step >= 0) ? 'least' : null;
}

/** A few rows that all have the same of a measure: "`etl` and `sync`: 2 runs each"; null for others. */
function sayEqual(source: Source, label: EvidenceColumn, measure: EvidenceColumn): string | null {
  const { table } = source;
  const sizes = new Set(table.rows.map((_, row) => sizeAt(table, row, measure)));
  const rows = [0, ...othersOf(source, label)];
  if (sizes.size > 1 || rows.length < table.rows.length || rows.length > allRows) return null;
  const names = rows.map((row) => citeName(source, row, label));
  return `${listed(names)}: ${sayFact(source, 0, measure)} each.`;
}

/** A measure, and how well it fits a question: by its words, and by ordering the rows. */
type Fit = { readonly column: EvidenceColumn; readonly weight: number };

/** The measures of a table: those first that the question has words of, then those that order its rows. */
function measuresFor(source: Source, question: string): readonly Fit[] {
  const wordsAsked = createWordsAsked(question);
  return source.table.columns
    .filter(({ is, name }) => is === 'measure' && name !== 'unpriced_quantity')
    .map((column) => ({
      column,
      weight: 2 * wordsAsked(column) + (endOf(source, column) === null ? 0 : 1),
    }))
    .toSorted((left, right) => right.weight - left.weight);
}

/** The first rows of the names that follow the first one. */
function othersOf({ table }: Source, label: EvidenceColumn): readonly number[] {
  const seen = new Set([cellAt(table, 0, label)]);
  return [...table.rows.keys()].filter((row) => {
    const name = cellAt(table, row, label);
    return !seen.has(name) && seen.add(name);
  });
}

/** In a ranking: its first row with up to three measures and those that follow; or its only row. */
export function ranking(source: Source, question: string): string | null {
  const { table } = source;
  const label = labelOf(table, question);
  const measures = measuresFor(source, question);
  const { column: measure, weight } = measures[0] ?? {};
  if (seriesOf(table) || !measure || !label || table.rows.length === 0) return null;
  const [, ...others] = measures
    .slice(0, shownMeasures)
    .map((one) => sayFact(source, 0, one.column));
  // Rows in no order of what is asked are a list.
  if (table.rows.length > 1 && weight === 0)
    return sayEqual(source, label, measure) ?? sayPeak(source, label, measure);
  const name = citeName(source, 0, label);
  const first = sayFact(source, 0, measure);
  if (table.rows.length === 1) return `${name}: ${[first, ...others].join(', ')}.`;
  const end = endOf(source, measure);
  if (end === null)
    return (
      sayUnordered(source, label, measure) ??
      `${name} is first of ${table.rowCount}: ${[first, ...others].join(', ')}${sayNext(source, label, measure)}.`
    );
  const said = `${name} has the ${endSaid(measure, end)}: ${[cite(source, 0, measure), ...others].join(', ')}`;
  return `${said}${sayNext(source, label, measure)}.`;
}

/** Rows in another order than that of the measure. */
const sayUnordered = (
  source: Source,
  label: EvidenceColumn,
  measure: EvidenceColumn,
): string | null =>
  sayPeak(source, label, measure) ??
  sayPeakOfTimes(source, label, measure) ??
  sayEqual(source, label, measure);

/** Of the hours of a day, which are in their order: the one with the most. */
function sayPeak(source: Source, label: EvidenceColumn, measure: EvidenceColumn): string | null {
  if (label.name !== 'hour') return null;
  const peak = greatestRow(source.table, measure);
  const sum = saySum(source, measure);
  if (peak === null) return null;
  const isNone = (sizeAt(source.table, peak, measure) ?? 0) === 0;
  if (isNone) return `None: ${cite(source, peak, measure)} ${formatColumn(measure)} in every hour.`;
  if (isLevel(measure)) return sayEnds(source, label, measure, peak);
  if (sum === null) return null;
  return `${cite(source, peak, label)} has the most ${formatColumn(measure)}: ${cite(source, peak, measure)} of ${sum}.`;
}

/** The highest of a level, and the lowest. */
function sayEnds(
  source: Source,
  label: EvidenceColumn,
  measure: EvidenceColumn,
  peak: number,
): string {
  const low = leastRow(source.table, measure) ?? peak;
  if (sizeAt(source.table, low, measure) === sizeAt(source.table, peak, measure))
    return `${capital(sayFact(source, peak, measure))} in every hour.`;
  const highest = `${cite(source, peak, label)} has the highest ${formatColumn(measure)}: ${cite(source, peak, measure)}`;
  return `${highest}, and ${cite(source, low, label)} the lowest: ${cite(source, low, measure)}.`;
}

/** Of several things on several days, which are in the order of their times: the greatest of all. */
function sayPeakOfTimes(
  source: Source,
  label: EvidenceColumn,
  measure: EvidenceColumn,
): string | null {
  const { table } = source;
  const time = table.columns.find(({ name, type }) => isTimeType(type) || isPeriod.test(name));
  const peak = greatestRow(table, measure);
  if (time === undefined || time === label || peak === null || table.truncated) return null;
  const end = isLevel(measure) ? 'highest' : 'most';
  return `${citeName(source, peak, label)} has the ${end} ${formatColumn(measure)}: ${cite(source, peak, measure)} ${citeWhen(source, peak, time)}.`;
}

/** The names behind the first one, with theirs of a measure; empty where there are none. */
function sayNext(source: Source, label: EvidenceColumn, measure: EvidenceColumn): string {
  const all = label.name === 'weekday' ? allWeekdays : allRows;
  const most = source.table.rows.length <= all ? all : shownNext;
  const next = othersOf(source, label)
    .slice(0, most)
    .map((row) => `${citeName(source, row, label)} (${cite(source, row, measure)})`);
  return next.length === 0 ? '' : `; then ${listed(next)}`;
}
