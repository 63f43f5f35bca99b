import type { Evidence, EvidenceColumn } from '../domain/evidence.ts';
import { stemsOf } from './asked.ts';
import { cellAt } from './table.ts';

/** What describes a thing and does not name it. */
const describes = /type|kind|status|state|code|version|size|owner|action|level|category|_by$|flag/;

/** How well a label names what a question is about: by its words, and by being a name. */
function weightOf(column: EvidenceColumn, table: Evidence, question: string): number {
  const words = [...stemsOf(column.name.replaceAll('_', ' '))];
  const [asked, told] = [stemsOf(question), stemsOf(table.title)];
  const isIn = (text: ReadonlySet<string>): boolean => words.some((word) => text.has(word));
  const cell = String(cellAt(table, 0, column) ?? '');
  return (
    (isIn(asked) ? 4 : 0) +
    (isIn(told) ? 2 : 0) +
    (/(?:^|_)name$/.test(column.name) ? 1 : 0) -
    (/workspace/.test(column.name) ? 1 : 0) -
    (describes.test(column.name) ? 5 : 0) -
    (isAskedName(column, table, question) ? 5 : 0) -
    (column.type === 'BOOLEAN' || /^[[{]/.test(cell) ? 4 : 0)
  );
}

/** Whether all rows have the name that the question gives: the answer is something else. */
function isAskedName(column: EvidenceColumn, table: Evidence, question: string): boolean {
  const cells = new Set(table.rows.map((_, row) => String(cellAt(table, row, column) ?? '')));
  const [only = ''] = cells;
  return cells.size === 1 && only.length > 2 && question.toLowerCase().includes(only.toLowerCase());
}

/**
 * The column that names what a row is about: the label that fits a question and the table best, of equal
 * ones that with the most different values; else the last key.
 */
export function labelOf(table: Evidence, question = ''): EvidenceColumn | undefined {
  const distinct = (column: EvidenceColumn): number =>
    new Set(table.rows.map((_, row) => cellAt(table, row, column))).size;
  const labels = table.columns.filter(({ is }) => is === 'label');
  const filled = labels.filter((column) => cellAt(table, 0, column) !== null);
  const candidates = (filled.length > 0 ? filled : labels).map((column) => ({
    column,
    weight: weightOf(column, table, question),
    distinct: distinct(column),
  }));
  const best = candidates.toSorted((a, b) => b.weight - a.weight || b.distinct - a.distinct)[0];
  const keys = table.columns.filter(({ is }) => is === 'key');
  // Yes or no names nothing.
  return best?.column ?? keys.findLast(({ type }) => type !== 'BOOLEAN') ?? keys.at(-1);
}
