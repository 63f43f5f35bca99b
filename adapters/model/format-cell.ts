import { isNumeric } from '../../domain/cells.ts';
import type { Cell, EvidenceColumn } from '../../domain/evidence.ts';

/** Decimals that a unit is read with; others keep two at most. */
const decimalsOf: Record<string, number> = { ms: 0, s: 1, h: 2, '%': 1 };

/**
 * Writes a cell for reading: numbers grouped and rounded with their unit, names in backticks, times as
 * they are.
 *
 * Pure.
 */
export function formatCell(cell: Cell, column: EvidenceColumn): string {
  if (cell === null) return '–';
  const number = Number(cell);
  const counts = column.is === 'measure' && isNumeric(column.type) && Number.isFinite(number);
  if (!counts) {
    return column.is === 'label' || column.is === 'key'
      ? `\`${String(cell).replaceAll('`', "'")}\``
      : String(cell);
  }
  const text = number.toLocaleString('en-US', digitsFor(number, column.unit));
  return column.unit === null ? text : `${text} ${column.unit}`;
}

function digitsFor(number: number, unit: string | null): Intl.NumberFormatOptions {
  if (unit === 'USD') return { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  const decimals = decimalsOf[unit ?? ''] ?? 2;
  return { maximumFractionDigits: Number.isInteger(number) ? 0 : decimals };
}
