import { cite, citeName, citeNames, type Source } from './cited.ts';
import { formatColumn } from './format-cell.ts';
import { labelOf } from './label.ts';
import { greatestRow, sizeAt } from './table.ts';

const share = /^share_of_succeeded_(?:runs|updates)(?:_percent)?$/;
const asksForNone =
  /\b(?:no|not|never|without|zero)\b[^.?!]{0,40}\bfail|n['’]t [^.?!]{0,40}\bfail/i;
const shown = 5;
const whole = 100;

/**
 * "Which jobs have not failed?" of a table of the share that succeeded: those of which all did, or that there
 * are none; null for other questions and tables.
 */
export function sayFaultless(source: Source, question: string): string | null {
  const { table } = source;
  const measure = table.columns.find(({ name }) => share.test(name));
  const label = labelOf(table, question);
  if (measure === undefined || label === undefined || !asksForNone.test(question)) return null;
  const rows = [...table.rows.keys()].filter((row) => sizeAt(table, row, measure) === whole);
  const best = greatestRow(table, measure);
  const [first] = rows;
  if (first === undefined)
    return best === null
      ? null
      : `each had a failure; ${citeName(source, best, label)} comes closest: ${formatColumn(measure)} ${cite(source, best, measure)}`;
  return `${citeNames(source, rows, label, shown)} always succeeded: ${formatColumn(measure)} ${cite(source, first, measure)}`;
}
