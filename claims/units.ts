import type { EvidenceColumn } from '../domain/evidence.ts';

/** A unit: what it measures, and how many base units it is. `count` has no unit. */
export type Unit = { readonly of: string; readonly size: number };

const time = (size: number): Unit => ({ of: 'time', size });
const data = (size: number): Unit => ({ of: 'data', size });

const table: readonly (readonly [words: string, unit: Unit])[] = [
  ['usd $ dollar dollars us$', { of: 'USD', size: 1 }],
  ['eur € euro euros', { of: 'EUR', size: 1 }],
  ['gbp £ pound pounds', { of: 'GBP', size: 1 }],
  ['jpy ¥ yen', { of: 'JPY', size: 1 }],
  ['chf franc francs', { of: 'CHF', size: 1 }],
  ['% percent pct per%cent', { of: 'percent', size: 1 }],
  ['dbu dbus', { of: 'DBU', size: 1 }],
  ['ms millisecond milliseconds', time(0.001)],
  ['s sec secs second seconds', time(1)],
  ['min mins minute minutes', time(60)],
  ['h hr hrs hour hours', time(3600)],
  ['d day days', time(86_400)],
  ['week weeks', time(604_800)],
  ['b byte bytes', data(1)],
  ['kb kilobyte kilobytes', data(1e3)],
  ['mb megabyte megabytes', data(1e6)],
  ['gb gigabyte gigabytes', data(1e9)],
  ['tb terabyte terabytes', data(1e12)],
  ['kib', data(1024)],
  ['mib', data(1024 ** 2)],
  ['gib', data(1024 ** 3)],
  ['tib', data(1024 ** 4)],
];

const units = new Map(
  table.flatMap(([words, unit]) => words.split(' ').map((word) => [word, unit] as const)),
);

/** The unit that a word or sign names; null when it names none. Pure. */
export const unitOfWord = (word: string): Unit | null => units.get(word.toLowerCase()) ?? null;

/** The unit of a column, from its description or the ending of its name. Pure. */
export function unitOfColumn({ name, unit }: Pick<EvidenceColumn, 'name' | 'unit'>): Unit | null {
  const described = unit === null ? null : unitOfWord(unit);
  if (described !== null || unit !== null) return described;
  const last = /[_ ]([a-z%]+)$/i.exec(name)?.[1];
  return last === undefined || /^days?$/i.test(last) ? null : unitOfWord(last);
}

const scales: Readonly<Record<string, number>> = {
  k: 1e3,
  thousand: 1e3,
  m: 1e6,
  mn: 1e6,
  million: 1e6,
  bn: 1e9,
  billion: 1e9,
  dozen: 12,
};

/** What a word behind a number multiplies it by; null for other words. Pure. */
export const scaleOf = (word: string): number | null => scales[word.toLowerCase()] ?? null;
