import { projectedColumn } from '../domain/projection.ts';
import type { Source } from './cited.ts';
import { sizeAt } from './table.ts';

const asksWhetherItWill = /^\W*(?:(?:and|so|hey|hi|ok)\W+)?(?:will|would|are|is|do|does|can)\b/i;
const staysBelow =
  /\b(?:below|under|within|inside|less than|at most|not (?:exceed|reach|hit|go over))\b/i;
/** "80,000 dollars", "$80k". */
const amount = /(?<![\w.])\$? ?(\d[\d,]*(?:\.\d+)?) ?(k|m|thousand|million)?\b/i;
const factors: Readonly<Record<string, number>> = { k: 1e3, thousand: 1e3, m: 1e6, million: 1e6 };

/** Yes or no to "will we exceed 80,000 dollars?" by the projection of a table; null for others. Pure. */
export function verdictOfProjection({ table }: Source, question: string): 'Yes' | 'No' | null {
  const column = projectedColumn(table);
  const found = amount.exec(question);
  if (column === null || found === null || !asksWhetherItWill.test(question)) return null;
  const size = sizeAt(table, 0, column);
  if (size === null) return null;
  const [, digits = '', unit = ''] = found;
  const limit = Number(digits.replaceAll(',', '')) * (factors[unit.toLowerCase()] ?? 1);
  return size > limit === staysBelow.test(question) ? 'No' : 'Yes';
}
