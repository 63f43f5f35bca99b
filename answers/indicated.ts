import { listed } from '../domain/text.ts';
import { cite, citeName, type Source } from './cited.ts';
import { thingOf } from './counted.ts';
import { labelOf } from './label.ts';
import { cellAt } from './table.ts';

const tooLarge =
  /\b(?:too (?:big|large)|over-?sized|over-?provisioned|smaller|downsiz\w*|scaled? down|shrink|shrunk)\b/i;
const tooSmall =
  /\b(?:too small|under-?sized|under-?provisioned|larger|bigger|upsiz\w*|scaled? up)\b/i;
const mostNamed = 5;

/**
 * "Which are too large?" by what a table advises for each row: those whose advice goes that way, or that none
 * has it; null for other questions and tables.
 */
export function sayIndicated(source: Source, question: string, isAll: boolean): string | null {
  const { table, markers } = source;
  const column = table.columns.find(({ name, is }) => name === 'indication' && is === 'label');
  const label = labelOf(table, question);
  const isLarge = tooLarge.test(question);
  if (column === undefined || label === undefined || isLarge === tooSmall.test(question))
    return null;
  const wanted = isLarge ? /smaller|fewer/i : /larger|more/i;
  const rows = table.rows.flatMap((_, row) =>
    wanted.test(String(cellAt(table, row, column))) ? [row] : [],
  );
  if (rows.length > 0) {
    const named = rows.slice(0, mostNamed);
    const told = named.map(
      (row) => `${citeName(source, row, label)} (${cite(source, row, column)})`,
    );
    return `too ${isLarge ? 'large' : 'small'}: ${listed(told)}`;
  }
  const things = `${thingOf(label).replaceAll('_', ' ')}s`;
  return isAll
    ? `None of the ${table.rowCount} ${things} ${markers.rowCount(table)} is told to be too ${isLarge ? 'large' : 'small'}`
    : null;
}
