import { listed } from '../domain/text.ts';
import { isNumeric } from '../domain/cells.ts';
import type { Cell, Evidence, EvidenceColumn } from '../domain/evidence.ts';
import { namesGiven } from '../language/names-given.ts';
import { byWordsAsked } from './asked.ts';
import { cite, citeName, saySum, type Source } from './cited.ts';
import { ofRows } from './of-rows.ts';
import { thingOf } from './counted.ts';
import { formatColumn } from './format-cell.ts';
import { isRate } from './rate.ts';
import { cellAt, sizeAt } from './table.ts';

const most = /\b(?:most|more|highest|higher|largest|biggest|worst)\b/i;
/** "which workspace had the most …", "who has more …": what is to be named. */
const wanted =
  /\b(?:which|what|whose)\s+(?:\w+\s+)??(workspace|team|squad|owner|user|person|warehouse|job|endpoint|product|catalog|layer)s?\b|\b(who)\b/i;
const shownOthers = 2;

/** The column of what a question wants to be named. */
function columnAsked({ table }: Source, question: string): EvidenceColumn | null {
  const [, thing, who] = wanted.exec(question) ?? [];
  if (thing === undefined && who === undefined) return columnOfNames(table, question);
  const asked = who === undefined ? thing?.toLowerCase().replace(/^squad$/, 'team') : 'user';
  const isAsked = (column: EvidenceColumn): boolean =>
    thingOf(column) === (asked === 'person' ? 'user' : asked);
  const columns = table.columns.filter(({ is }) => is === 'label' || is === 'key').filter(isAsked);
  return columns.find(({ name }) => !/_(?:id|key)$/.test(name)) ?? columns[0] ?? null;
}

/** "prod-us or prod-eu: which had more": the column that has one of the names. */
function columnOfNames(table: Evidence, question: string): EvidenceColumn | null {
  const names = new Set<Cell>(namesGiven(question));
  if (names.size < 2) return null;
  const hasOne = (column: EvidenceColumn): boolean =>
    table.rows.some((_, row) => names.has(cellAt(table, row, column)));
  return table.columns.find((column) => column.is === 'label' && hasOne(column)) ?? null;
}

/** The measure that a question has the words of; null when it has those of none. */
function measureAsked({ table }: Source, question: string): EvidenceColumn | null {
  const sums = table.columns.filter(
    (column) => column.is === 'measure' && isNumeric(column.type) && !isRate(column),
  );
  const [best] = byWordsAsked(sums, question);
  return best !== undefined && best.words > 0 ? best.column : null;
}

/**
 * What has most where the rows are about something smaller: "which workspace had the most failed runs" of
 * a table of jobs; null for another question or table.
 *
 * @param isAll False when the table may lack rows: a sum of some rows is none of all.
 */
export function sayByGroup(source: Source, question: string, isAll: boolean): string | null {
  const { table } = source;
  if (!isAll || !most.test(question)) return null;
  const [column, measure] = [columnAsked(source, question), measureAsked(source, question)];
  if (column === null || measure === null) return null;
  const groups = Map.groupBy(table.rows.keys(), (row) => cellAt(table, row, column));
  if (groups.has(null) || groups.size === table.rows.length) return null;
  const sized = [...groups.values()]
    .map((rows) => ({
      rows,
      size: rows.reduce((sum, row) => sum + (sizeAt(table, row, measure) ?? 0), 0),
    }))
    .toSorted((left, right) => right.size - left.size);
  const [first, ...others] = sized.map(({ rows }) => ({
    name: citeName(source, rows[0] ?? 0, column),
    sum:
      rows.length === 1
        ? cite(source, rows[0] ?? 0, measure)
        : saySum(ofRows(source, rows), measure),
  }));
  if (first?.sum === undefined || first.sum === null) return null;
  const next = others.slice(0, shownOthers).map(({ name, sum }) => `${name} (${sum})`);
  const then = next.length === 0 ? '' : `; then ${listed(next)}`;
  return `${first.name} has the most ${formatColumn(measure)}: ${first.sum}${then}`;
}
