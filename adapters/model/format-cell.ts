import { isNumeric } from '../../domain/cells.ts';
import type { Cell, EvidenceColumn } from '../../domain/evidence.ts';
import { cut } from '../../domain/text.ts';

/** Decimals that values of a unit are shown with; other units show two at most. */
const decimalsOf: Record<string, number> = { ms: 0, s: 1, h: 2, '%': 1 };

/** A longer name is cut in the text, in UTF-16 units; the evidence has it whole. */
const longestName = 80;

/**
 * Writes a cell for reading: numbers grouped and rounded with their unit, names in backticks, times as
 * they are.
 */
export function formatCell(cell: Cell, column: EvidenceColumn): string {
  if (cell === null) return '–';
  const number = Number(cell);
  if (column.is === 'measure' && isNumeric(column.type) && Number.isFinite(number)) {
    const text = number.toLocaleString('en-US', digitsFor(number, column.unit));
    return column.unit === null || namesUnit(column) ? text : `${text} ${column.unit}`;
  }
  return column.is === 'label' || column.is === 'key' ? formatName(String(cell)) : String(cell);
}

/** Writes a column's name in words, without the unit that its cells carry. */
export function formatColumn(column: EvidenceColumn): string {
  const words = column.name.split('_');
  const carried = column.unit !== null && !namesUnit(column);
  return words.filter((word) => !(carried && word === column.unit?.toLowerCase())).join(' ');
}

/** Whether the name says the unit already: `failed_runs` needs no “runs” behind its number. */
function namesUnit({ name, unit }: EvidenceColumn): boolean {
  return unit !== null && unit.length > 3 && name.split('_').includes(unit.toLowerCase());
}

/** Writes a name in backticks and in one line; a long one is cut. */
export function formatName(name: string): string {
  const line = name.replaceAll(/\s+/g, ' ').replaceAll('`', "'");
  return `\`${cut(line, longestName)}\``;
}

function digitsFor(number: number, unit: string | null): Intl.NumberFormatOptions {
  if (unit === 'USD') return { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  const decimals = decimalsOf[unit ?? ''] ?? 2;
  return { maximumFractionDigits: Number.isInteger(number) ? 0 : decimals };
}
