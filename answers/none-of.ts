import { cite, citeNames, type Source } from './cited.ts';
import { labelOf } from './label.ts';
import { nounOf } from './noun.ts';
import { numberAt } from './table.ts';

/** What is done to or by things, by the measure that counts it. */
const deeds: Readonly<Record<string, RegExp>> = {
  reads: /\b(?:read|queried|used|accessed|looked at|selected|touched)\b/i,
  writes: /\b(?:written|wrote|filled|loaded)\b/i,
  starts: /\bstart(?:ed)?\b/i,
};
const notDone =
  /\b(?:which|what|list|any|tables|warehouses)\b.*?(?:\b(?:have|has|were|was|are|is|did|do) not\b|n['’]t\b|\bnever\b|\bnobody\b|\bno ?one\b)/i;
const shown = 5;

/**
 * "Which tables have not been read?" of a table that counts it for each: those with none; null for other
 * questions, and where every row has some.
 */
export function sayNone(source: Source, question: string): string | null {
  const { table } = source;
  const label =
    table.columns.find(({ is, name }) => is === 'key' && name.endsWith('_name')) ??
    labelOf(table, question);
  const measure = table.columns.find(
    ({ is, name }) => is === 'measure' && deeds[name]?.test(question) === true,
  );
  if (measure === undefined || label === undefined || !notDone.test(question)) return null;
  const rows = [...table.rows.keys()].filter((row) => numberAt(table, row, measure)?.digits === 0n);
  const [first] = rows;
  if (first === undefined) return null;
  return `${citeNames(source, rows, label, shown)} had ${cite(source, first, measure)} ${nounOf(measure)}`;
}
