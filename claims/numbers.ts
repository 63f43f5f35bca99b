import { readCount } from '../language/numbers.ts';
import { scaleOf, unitOfWord } from './units.ts';
import type { Unit } from './units.ts';

/** A number of a sentence, as it is written. */
export type WrittenNumber = {
  readonly at: number;
  readonly end: number;
  /** The number and its percent sign. */
  readonly text: string;
  readonly value: number;
  /** Its digits without separators, for numbers that a double would not keep. */
  readonly digits: string;
  /** By how much it may differ from what it is rounded from. */
  readonly tolerance: number;
  readonly sign: -1 | 0 | 1;
  readonly unit: Unit | null;
  /** `more than 5` is a bound, no value. */
  readonly bound: '>' | '>=' | '<' | '<=' | null;
  /** `two thirds` is a part of a whole. */
  readonly isPart: boolean;
  readonly isWord: boolean;
};

const core = /(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?(?:e[-+]?\d+)?/giu;
const behind = /\s?(percentage points?|per cent|US dollars?|US\$|[%$€£¥]|\p{L}+)/uy;
const currencyBefore = /(?:^|[^\p{L}])(US\$|[$€£¥]|USD|EUR|GBP|CHF|JPY)\s?$/u;
const about =
  /\b(?:about|around|approximately|approx\.?|some|roughly|nearly|almost|close to|circa|ca\.?|near)\s?$|[~≈]\s?$/;
const bounds: readonly (readonly [NonNullable<WrittenNumber['bound']>, RegExp])[] = [
  [
    '>',
    /\b(?:more than|over|above|exceed(?:s|ed|ing)?|greater than|larger than|higher than|longer than|beyond)\s?$|>\s?$/,
  ],
  ['>=', /\b(?:at least|no less than|not less than|no fewer than|minimum of)\s?$|≥\s?$/],
  ['<', /\b(?:less than|fewer than|under|below|lower than|shorter than)\s?$|<\s?$/],
  [
    '<=',
    /\b(?:at most|(?<!adds? |added |adding |amounts? )up to|no more than|not more than|maximum of)\s?$|≤\s?$/,
  ],
];

/**
 * The numbers of a text, in digits and in words. Linear in the length of the text.
 *
 * @param text Without names, dates and identifiers, which have digits of their own.
 */
export function numbersIn(text: string): readonly WrittenNumber[] {
  const inDigits = [...text.matchAll(core)].flatMap((match) => {
    const before = text[match.index - 1] ?? ' ';
    return /[\p{L}\p{N}_.]/u.test(before) ? [] : [digitsAt(text, match.index, match[0])];
  });
  return [...inDigits, ...wordNumbers(text)].toSorted((a, b) => a.at - b.at);
}

type Behind = { readonly scale: number; readonly unit: Unit | null; readonly end: number };

/** What stands behind a number: `K`, `million`, `GB`, `k USD`, `%`. */
function readBehind(text: string, from: number): Behind {
  let [scale, unit, end]: [number, Unit | null, number] = [1, null, from];
  for (let n = 0; n < 2; n += 1) {
    behind.lastIndex = end;
    const match = behind.exec(text);
    const word = match?.[1] ?? '';
    const isAttached = match !== null && match[0].length === word.length;
    const found = unitBehind(word, isAttached);
    const factor = unit === null && scale === 1 ? scaleBehind(word, isAttached) : null;
    if (match === null || (found === null && factor === null)) break;
    if (factor !== null) scale = factor;
    else unit = found;
    end += match[0].length;
    if (unit !== null) break;
  }
  return { scale, unit, end };
}

function scaleBehind(word: string, isAttached: boolean): number | null {
  if (word === 'm' || (word.length === 1 && !isAttached && !/^[kKM]$/.test(word))) return null;
  return word === 'B' ? 1e9 : scaleOf(word);
}

function unitBehind(word: string, isAttached: boolean): Unit | null {
  if (/^per/i.test(word)) return /^per(?:cent|\s)/i.test(word) ? unitOfWord('%') : null;
  if (/^US /i.test(word)) return unitOfWord('usd');
  if (word === 'm') return isAttached ? unitOfWord('min') : null;
  if (word === 'B') return isAttached ? null : unitOfWord('b');
  if (/^[DSH]$/.test(word)) return null;
  return unitOfWord(word);
}

/** Sign and currency before a number, and where they begin. */
function readBefore(text: string, at: number) {
  const match = currencyBefore.exec(text.slice(Math.max(0, at - 6), at));
  const currency = match?.[1] ?? null;
  const gap = match !== null && /\s$/.test(match[0]) ? 1 : 0;
  const from = currency === null ? at : at - currency.length - gap;
  const outer = /(?:^|[\s(:$|])([-−+])$/.exec(text.slice(Math.max(0, from - 2), from))?.[1];
  const inner =
    currency === null ? undefined : /[-−+]$/.exec(text.slice(Math.max(0, at - 1), at))?.[0];
  const sign = outer ?? inner ?? '';
  return { currency, sign, start: from - sign.length };
}

const decimalsOf = (digits: string): number => {
  const [mantissa = '', exponent = '0'] = digits.toLowerCase().split('e');
  return (mantissa.split('.')[1]?.length ?? 0) - Number(exponent);
};

const leadOf = (text: string, at: number): string =>
  text.slice(Math.max(0, at - 24), at).toLowerCase();

const signs: Readonly<Record<string, WrittenNumber['sign']>> = { '': 0, '+': 1 };

function digitsAt(text: string, at: number, written: string): WrittenNumber {
  const { scale, unit, end } = readBehind(text, at + written.length);
  const { currency, sign, start } = readBefore(text, at);
  const lead = leadOf(text, start);
  const digits = written.replaceAll(',', '');
  const value = Number(digits) * scale;
  const percent = /^\s?%/.exec(text.slice(at + written.length, at + written.length + 2))?.[0] ?? '';
  return {
    at: start,
    end,
    text: `${currency === null ? sign : ''}${written}${percent}`,
    value,
    digits,
    tolerance: about.test(lead) ? roughly(value) : (10 ** -decimalsOf(digits) * scale) / 2,
    sign: signs[sign] ?? -1,
    unit: currency === null ? unit : unitOfWord(currency),
    bound: boundBefore(lead),
    isPart: false,
    isWord: false,
  };
}

/** Something around 150 may be 149 or 146, but not 160: half of its last digit that is no zero. */
function roughly(value: number): number {
  if (value === 0 || !Number.isFinite(value)) return 0.5;
  let unit = 10 ** Math.floor(Math.log10(Math.abs(value)));
  while (Math.abs(value / unit - Math.round(value / unit)) > 1e-9 && unit > 1e-6) unit /= 10;
  return Math.min(unit / 2, value > 20 ? value * 0.05 : Infinity);
}

const boundBefore = (lead: string): WrittenNumber['bound'] =>
  bounds.find(([, pattern]) => pattern.test(lead))?.[0] ?? null;

const zero = /^(?:no|none|zero|nobody|neither|nothing)$/;
const partWords: Readonly<Record<string, number>> = {
  half: 2,
  third: 3,
  quarter: 4,
  fifth: 5,
  tenth: 10,
};

type Word = { readonly at: number; readonly end: number; readonly text: string };

const aWord = { digits: '', sign: 0, isWord: true, isPart: false } as const;

/** `half an hour`, `half a million`. */
function halfOf(text: string, { at }: Word): readonly WrittenNumber[] | null {
  const found = /^ an? (hour|minute|day|week|million|billion|dozen)\b/i.exec(
    text.slice(at + 4, at + 20),
  );
  if (found === null) return null;
  const word = found[1] ?? '';
  const end = at + 4 + found[0].length;
  const value = 0.5 * (scaleOf(word) ?? 1);
  const [unit, bound] = [unitOfWord(word), boundBefore(leadOf(text, at))];
  return [
    { ...aWord, at, end, text: text.slice(at, end), value, tolerance: value * 0.1, unit, bound },
  ];
}

/** `half`, `two thirds`, `a quarter`; nothing for a `third` that counts nothing. */
function partAt(text: string, word: Word, before: Word | null): readonly WrittenNumber[] {
  const part = partOf(word.text) ?? 1;
  const isHalf = word.text.toLowerCase() === 'half';
  const said = before?.text.toLowerCase() ?? '';
  const times = said === 'a' || said === 'one' ? 1 : readCount(said);
  const isCounted = !isHalf && before !== null && !Number.isNaN(times);
  if (!isCounted && !isHalf) return [];
  const at = isCounted ? before.at : word.at;
  const value = (isCounted ? times : 1) / part;
  const bound = boundBefore(leadOf(text, at));
  return [
    {
      ...aWord,
      at,
      end: word.end,
      text: text.slice(at, word.end),
      value,
      tolerance: 0.025,
      isPart: true,
      unit: null,
      bound,
    },
  ];
}

const parts = new Map(
  Object.entries(partWords).flatMap(([word, part]) => [
    [word, part] as const,
    [`${word}s`, part] as const,
  ]),
);

const partOf = (word: string): number | undefined => parts.get(word.toLowerCase());

function countOfWord(word: string, before: Word | null): number {
  const said = word.toLowerCase();
  if (zero.test(said)) return 0;
  if (said === 'both') return 2;
  return said === 'dozen' ? 12 * (readCount(before?.text ?? '') || 1) : readCount(said);
}

/** The first word of "No: two tables are late" counts nothing. */
const isAnswer = (text: string, { at, end, text: word }: Word): boolean =>
  /^no$/i.test(word) && text.slice(0, at).trim() === '' && /^[:,]/.test(text.slice(end));

function wordNumbers(text: string): readonly WrittenNumber[] {
  const pattern = /(?<![\p{L}\p{N}_'’-])\p{L}+(?![\p{L}\p{N}_'’])/gu;
  const found = [...text.matchAll(pattern)].map(({ index, 0: word }): Word => ({
    at: index,
    end: index + word.length,
    text: word,
  }));
  const words = found.filter((word) => !isAnswer(text, word));
  return words.flatMap((word, n): readonly WrittenNumber[] => {
    const previous = words[n - 1];
    const before = previous !== undefined && word.at - previous.end === 1 ? previous : null;
    const next = words[n + 1]?.text ?? '';
    if (partOf(word.text) !== undefined)
      return (word.text === 'half' ? halfOf(text, word) : null) ?? partAt(text, word, before);
    const value = countOfWord(word.text, before);
    if (Number.isNaN(value) || partOf(next) !== undefined || next.toLowerCase() === 'dozen')
      return [];
    const lead = leadOf(text, word.at);
    const { unit, end, scale } = readBehind(text, word.end);
    const tolerance = about.test(lead) ? roughly(value) : 0;
    return [
      {
        ...aWord,
        at: word.at,
        end,
        text: word.text,
        value: value * scale,
        tolerance,
        unit,
        bound: boundBefore(lead),
      },
    ];
  });
}
