import { titleOf } from '../domain/citations.ts';
import type { Evidence } from '../domain/evidence.ts';
import { inOneLine } from '../domain/citations.ts';
import { codeSpan } from './blocks.ts';
import type { Sentence } from './blocks.ts';
import { datesIn } from './dates.ts';
import type { WrittenDate } from './dates.ts';
import { numbersIn } from './numbers.ts';
import type { WrittenNumber } from './numbers.ts';
import type { NamedRows, Table } from './table.ts';
import { conceptOfWord } from './vocabulary.ts';

/** A name of a sentence and the rows that have it, for each table. */
export type Name = {
  readonly at: number;
  readonly end: number;
  readonly text: string;
  readonly hits: readonly (NamedRows & { readonly table: Table })[];
};

/** What a sentence has: names, dates, numbers, and the words between them. */
export type Reading = {
  readonly sentence: Sentence;
  readonly names: readonly Name[];
  readonly dates: readonly WrittenDate[];
  readonly numbers: readonly WrittenNumber[];
  /** The sentence in lower case with names, dates and numbers blanked: places are the same. */
  readonly words: string;
};

/** The words of evidence that are no names of rows, for all sentences of a text. */
export type KnownWords = {
  readonly all: ReadonlySet<string>;
  readonly titles: readonly string[];
  /** Parts of names that have a number: `top 10` of the column `top_10_usd`. */
  readonly phrases: readonly RegExp[];
};

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');

export function knownWords(evidence: readonly Evidence[]): KnownWords {
  const titles = evidence.flatMap((table) => [titleOf(table), inOneLine(table.title)]);
  const names = evidence.flatMap(({ columns, parameters }) =>
    [...columns, ...parameters].map(({ name }) => inOneLine(name)),
  );
  const values = evidence.flatMap(({ parameters }) =>
    parameters.map(({ value }) => inOneLine(String(value))),
  );
  const phrases = new Set(names.flatMap(phrasesOf));
  return {
    all: new Set([...titles, ...names, ...values]),
    titles: [...new Set(titles)].filter((title) => title.trim() !== ''),
    phrases: [...phrases].map((phrase) => new RegExp(`(?<!\\w)${escaped(phrase)}(?!\\w)`, 'gi')),
  };
}

function phrasesOf(name: string): readonly string[] {
  const words = name.split(/[_\s]+/);
  const pairs = words.flatMap((word, n) => {
    if (!/^\d+$/.test(word)) return [];
    const [before, after] = [words[n - 1], words[n + 1]];
    return before ? [`${before} ${word}`] : after ? [`${word} ${after}`] : [];
  });
  return [name, name.replaceAll('_', ' '), ...pairs].filter(
    (phrase) => /\d/.test(phrase) && /\p{L}/u.test(phrase),
  );
}

const quotes = [
  ['“', '”'],
  ['"', '"'],
  ['«', '»'],
  ["'", "'"],
  ['*', '*'],
  ['_', '_'],
] as const;

const blanks = (text: string, at: number, end: number): string =>
  text.slice(0, at) + ' '.repeat(end - at) + text.slice(end);

/** Reads a sentence with the names that the tables have. Linear in the length of the sentence. */
export function readSentence(
  sentence: Sentence,
  tables: readonly Table[],
  known: KnownWords,
): Reading {
  let text = withoutTitles(sentence.text, known.titles);
  text = text.replaceAll(/https?:\/\/[^\s)]+/g, (url) => ' '.repeat(url.length));
  const names: Name[] = [];
  for (const span of Array.from(text.matchAll(codeSpan))) {
    const [all, ticks = '', inner = ''] = span;
    const name = inner.replace(/^ (.*\S.*) $/, '$1');
    const end = span.index + all.length;
    const hits = hitsOf(name, tables);
    if (hits.length === 0 && known.all.has(name)) {
      const words = inner
        .replaceAll('_', ' ')
        .replaceAll(/(?<![\p{L}\d])\d+(?![\p{L}\d])/gu, (digits) => ' '.repeat(digits.length));
      text =
        text.slice(0, span.index) +
        ' '.repeat(ticks.length) +
        words +
        ' '.repeat(ticks.length) +
        text.slice(end);
      continue;
    }
    names.push({ at: span.index, end, text: all, hits });
    text = blanks(text, span.index, end);
  }
  text = text.replaceAll(/[*`]/g, ' ');
  for (const name of plainNames(text, tables)) {
    names.push(name);
    text = blanks(text, name.at, name.end);
  }
  for (const name of unknownNames(text, tables)) {
    names.push(name);
    text = blanks(text, name.at, name.end);
  }
  const dates = datesIn(text);
  for (const { at, end } of dates) text = blanks(text, at, end);
  for (const phrase of known.phrases)
    text = text.replaceAll(phrase, (found) => found.replaceAll(/\d/g, ' '));
  const numbers = numbersIn(withoutIdentifiers(text));
  for (const { at, end, isWord } of numbers) if (!isWord) text = blanks(text, at, end);
  const words = text.replaceAll('_', ' ').toLowerCase();
  return { sentence, names: names.toSorted((a, b) => a.at - b.at), dates, numbers, words };
}

/** A title in quotes or emphasis is a name, whatever numbers it has. */
function withoutTitles(text: string, titles: readonly string[]): string {
  let rest = text;
  for (const title of titles) {
    if (!rest.includes(title)) continue;
    for (const [open, close] of quotes) {
      const quoted = `${open}${title}${close}`;
      rest = rest.replaceAll(quoted, ' '.repeat(quoted.length));
    }
  }
  return rest;
}

const forms = [
  /(?<![\p{L}\p{N}_])(?:[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|[A-Z]{4,})(?![\p{L}\p{N}_])/gu,
  /(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+/g,
  /(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.])/g,
] as const;

/** Codes and addresses that no cited table has, where one of its columns holds such names. */
function unknownNames(text: string, tables: readonly Table[]): readonly Name[] {
  if (/\b(?:no|not|none|never)\b/i.test(text)) return [];
  return forms.flatMap((form) => {
    const isHeld = tables.some((table) =>
      table.columns.some((column) => isOfForm(table, column.at, form)),
    );
    if (!isHeld) return [];
    return [...text.matchAll(form)].map(({ index, 0: found }) => ({
      at: index,
      end: index + found.length,
      text: found,
      hits: [],
    }));
  });
}

function isOfForm({ evidence: { rows } }: Table, at: number, form: RegExp): boolean {
  const cell = rows.find((row) => row[at] !== null)?.[at];
  return typeof cell === 'string' && cell.replaceAll(form, '') === '' && cell !== '';
}

/** The rows that have a name, which may be cut with `…`. */
function hitsOf(name: string, tables: readonly Table[]): Name['hits'] {
  const word = /[\p{L}\p{N}_]+/u.exec(name)?.[0] ?? '';
  const cut = name.endsWith('…') ? name.slice(0, -1) : null;
  return tables.flatMap((table) => {
    const candidates =
      cut === null || cut !== word
        ? (table.names().get(word) ?? [])
        : [...table.names().values()].flat();
    return candidates
      .filter(({ text }) => (cut === null ? text === name : text.startsWith(cut)))
      .map((one) => ({ ...one, table }));
  });
}

/** Names that stand in a text without backticks, the longest at each place. */
function plainNames(text: string, tables: readonly Table[]): readonly Name[] {
  const found: Name[] = [];
  let from = 0;
  for (const match of text.matchAll(/[\p{L}\p{N}_]+/gu)) {
    if (match.index < from) continue;
    const names = tables.flatMap((table) => namesAt(text, match.index, match[0], table));
    const end = Math.max(...names.map((one) => one.end));
    const [name, ...same] = names.filter((one) => one.end === end);
    if (name === undefined) continue;
    found.push({ ...name, hits: [name, ...same].flatMap(({ hits }) => hits) });
    from = end;
  }
  return found;
}

function namesAt(text: string, wordAt: number, word: string, table: Table): readonly Name[] {
  return (table.names().get(word) ?? []).flatMap((named) => {
    const at = wordAt - named.text.indexOf(word);
    const end = at + named.text.length;
    if (!text.startsWith(named.text, at) || !standsAlone(text, at, end)) return [];
    return isColumnWord(named.text, table)
      ? []
      : [{ at, end, text: named.text, hits: [{ ...named, table }] }];
  });
}

/** A word that columns are named by, or a short number, is no name of a row in plain text. */
function isColumnWord(text: string, { columns }: Table): boolean {
  if (/^[\d.]{1,4}$/.test(text)) return true;
  if (!/^\p{Ll}+$/u.test(text)) return false;
  const concept = conceptOfWord(text);
  return (
    concept === null ||
    columns.some(({ concepts, implied }) => concepts.has(concept) || implied.has(concept))
  );
}

function standsAlone(text: string, at: number, end: number): boolean {
  const before = text.slice(Math.max(0, at - 2), at);
  const after = text.slice(end, end + 2);
  return (
    !/[\p{L}\p{N}_@]$|[\p{L}\p{N}][-./]$/u.test(before) &&
    !/^[\p{L}\p{N}_@]|^[-./@][\p{L}\p{N}]/u.test(after)
  );
}

/** A text without identifiers with digits in them: `q3_cost`, `us-east-1`, `P95`, `192.0.2.14`. */
function withoutIdentifiers(text: string): string {
  return text.replaceAll(/[\p{L}\p{N}_]+(?:[.-]+[\p{L}\p{N}_]+)*/gu, (word) =>
    isIdentifier(word) ? ' '.repeat(word.length) : word,
  );
}

const numberWithUnit =
  /^(?:\d+(?:\.\d+)?(?:d|h|min|ms|m|s|x|[kKMGT]?i?B|[kKM]|bn|mn))+$|^\d+(?:\.\d+)?(?:USD|EUR|GBP|DBUs?|hours|minutes|seconds|percent)$/;

/** `90s`, `1h30m`, `13.7K`, `5-day` and `1e-7` are numbers, `2X-Small` and `10.4.x-scala2.12` are not. */
function isIdentifier(word: string): boolean {
  if (!/\d/.test(word)) return false;
  if (/^\p{L}|_/u.test(word) || /^\d+(?:\.\d+){2,}$/.test(word))
    return !/^(?:USD|EUR)\d/.test(word);
  const isNumber = /^\d+(?:\.\d+)?e-?\d+$/i.test(word) || numberWithUnit.test(word);
  return (
    !isNumber &&
    (/^\d+\p{L}+[-.]\p{L}/u.test(word) ||
      /\p{L}.*\d/u.test(word) ||
      /^\d+(?:st|nd|rd|th)$/.test(word))
  );
}
