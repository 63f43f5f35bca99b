import { isNumeric } from '../domain/cells.ts';
import { markersIn } from '../domain/citations.ts';
import {
  absolute,
  compare,
  isWhole,
  multiply,
  parseDecimal,
  tenTo,
  whole,
} from '../domain/decimals.ts';
import type { Decimal } from '../domain/decimals.ts';
import type { Cell, EvidenceColumn } from '../domain/evidence.ts';
import { literal, oneLine } from '../domain/markdown.ts';
import { cut } from '../domain/text.ts';

/** Decimals that values of a unit are shown with; other units show two at most. */
const decimalsOf: Record<string, number> = { ms: 0, s: 1, h: 2, percent: 1 };

/** A longer name is cut in the text, in UTF-16 units; the evidence has it whole. */
const longestName = 80;

/**
 * Writes a cell for reading: numbers grouped and rounded with their unit, names in backticks, times as
 * they are. Digits that are shown are exact, and a number that is not 0 is never shown as 0.
 */
export function formatCell(cell: Cell, column: EvidenceColumn): string {
  if (cell === null) return '–';
  const isNumber = column.is === 'measure' && isNumeric(column.type);
  const number = isNumber ? parseDecimal(String(cell)) : null;
  if (number !== null) {
    const text = formatNumber(String(cell), number, column.unit);
    return column.unit === null || namesUnit(column)
      ? text
      : `${text} ${column.unit === 'percent' ? '%' : column.unit}`;
  }
  return column.is === 'label' || column.is === 'key'
    ? formatName(String(cell))
    : literal(String(cell));
}

/** Units as names of columns write them, where that is another word. */
const unitWords: Readonly<Record<string, readonly string[]>> = {
  s: ['seconds', 'secs'],
  min: ['minutes', 'mins'],
  h: ['hours'],
  percent: ['percent', 'pct'],
  '%': ['percent', 'pct'],
  DBU: ['dbus'],
  B: ['bytes'],
};

/** Writes a column's name in words, without the unit that its cells carry; a name that is only a unit stays. */
export function formatColumn(column: EvidenceColumn): string {
  const words = column.name.split('_');
  const unit = column.unit === null || namesUnit(column) ? null : column.unit;
  const carried = unit === null ? [] : [unit.toLowerCase(), ...(unitWords[unit] ?? [])];
  const own = words.filter((word) => !carried.includes(word));
  return literal((own.length > 0 ? own : words).join(' '));
}

/** Whether the name says the unit already: `failed_runs` needs no “runs” behind its number. */
function namesUnit({ name, unit }: EvidenceColumn): boolean {
  if (unit === 'percent') return false;
  return unit !== null && unit.length > 3 && name.split('_').includes(unit.toLowerCase());
}

/** Writes a name in backticks and in one line; a long one is cut. Code would keep a marker in it. */
export function formatName(name: string): string {
  const line = cut(oneLine(name).replaceAll('`', "'"), longestName);
  return markersIn(line).length > 0 ? literal(line) : `\`${line}\``;
}

/** Creating a formatter takes longer than using it; there are few kinds. */
const formatters = new Map<string, Intl.NumberFormat>();

function formatterOf(digits: Intl.NumberFormatOptions): Intl.NumberFormat {
  const kind = JSON.stringify(digits);
  const formatter = formatters.get(kind) ?? new Intl.NumberFormat('en-US', digits);
  formatters.set(kind, formatter);
  return formatter;
}

/** A number as text, not as a double, is formatted without loss (ECMA-402, `Intl.NumberFormat`). */
function formatNumber(text: string, number: Decimal, unit: string | null): string {
  const formatter = formatterOf(digitsFor(absolute(number), unit));
  return formatter.format(text.trim() as Intl.StringNumericLiteral);
}

const largest = tenTo(21);
const smallest = tenTo(-6);

function digitsFor(size: Decimal, unit: string | null): Intl.NumberFormatOptions {
  const decimals = unit === 'USD' ? 2 : isWhole(size) ? 0 : (decimalsOf[unit ?? ''] ?? 2);
  const isTiny = compare(multiply(whole(2), size), tenTo(-decimals)) < 0 && size.digits !== 0n;
  if (compare(size, largest) >= 0 || (isTiny && compare(size, smallest) < 0)) {
    return { notation: 'scientific', maximumSignificantDigits: 17 };
  }
  if (isTiny) return { maximumSignificantDigits: 3 };
  return { minimumFractionDigits: unit === 'USD' ? 2 : 0, maximumFractionDigits: decimals };
}
