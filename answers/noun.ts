import type { EvidenceColumn } from '../domain/evidence.ts';
import { cite, type Source } from './cited.ts';
import { formatColumn } from './format-cell.ts';
import { cellAt } from './table.ts';

/** Units in small letters that are no things. */
const noThings = new Set(['percent', 'bytes', 'times']);

/** Whether a column counts things, by its unit: `runs` and not `USD`. Pure. */
export const isCounted = ({ unit }: EvidenceColumn): boolean =>
  unit !== null && unit.length > 3 && unit === unit.toLowerCase() && !noThings.has(unit);

/** A column as the noun behind its number: "failed requests" for `failed`, whose unit are requests. */
export function nounOf(column: EvidenceColumn): string {
  const words = formatColumn(column);
  const { unit } = column;
  return isCounted(column) && unit !== null && !words.endsWith('s') ? `${words} ${unit}` : words;
}

/** "1 failed run", "1 query". */
const singular = (noun: string): string =>
  noun
    .replace(/(?<=[a-z]{2})ies$/, 'y')
    .replace(/(?<=ss|x|ch|sh)es$/, '')
    .replace(/(?<=[a-z]{2}[^s])s$/, '');

/** "93 failed runs", "list cost 5 USD", "last failed at Tue 17 Nov 20:59". */
export function sayFact(source: Source, row: number, column: EvidenceColumn): string {
  const value = cite(source, row, column);
  if (column.is === 'measure' && isCounted(column)) {
    const isOne = Number(cellAt(source.table, row, column)) === 1;
    return `${value} ${isOne ? singular(nounOf(column)) : nounOf(column)}`;
  }
  return column.unit === 'DBU' && /^dbus?$/.test(column.name)
    ? value
    : `${formatColumn(column)} ${value}`;
}
