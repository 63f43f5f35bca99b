import { titleOf } from './citations.ts';
import type { Evidence } from './evidence.ts';
import { oneLine } from './markdown.ts';

/** A span of code, also one that is fenced by several backticks because it contains some. */
export const codeSpan = /(?<![`\\])(`+)(?!`)(.+?)(?<!`)\1(?!`)/g;

/**
 * Sentences end at a line end, or at `.`, `!` or `?` before a capital letter. Headings and blocks of
 * code are left out.
 */
export function sentencesOf(markdown: string): readonly string[] {
  return markdown
    .replaceAll(/^ {0,3}(```+|~~~+).*\n[\s\S]*?(?:^ {0,3}\1.*$|$(?![\s\S]))/gm, '')
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .map((line) => line.replace(/^\s*(?:[-*]|\d+\.)\s+/, ''))
    .flatMap((line) => line.split(/(?<=[.!?](?:\s?\[[a-z]+:\d+\])*)\s+(?=[A-Z])/));
}

/** The names of things in evidence, which are no claims. */
export type Names = {
  readonly all: ReadonlySet<string>;
  readonly titles: readonly string[];
  /** Parts of names that have a number: `top 10` of the column `top_10_usd`. */
  readonly phrases: readonly RegExp[];
};

export function namesOf(evidence: readonly Evidence[]): Names {
  const titles = evidence.flatMap((table) => [titleOf(table), inOneLine(table.title)]);
  const names = evidence.flatMap(({ columns, parameters }) =>
    [...columns, ...parameters].map(({ name }) => inOneLine(name)),
  );
  const values = evidence.flatMap(({ parameters }) =>
    parameters.map(({ value }) => inOneLine(value)),
  );
  const phrases = new Set(names.flatMap(phrasesOf));
  return {
    all: new Set([...titles, ...names, ...values]),
    titles: [...new Set(titles)].filter((title) => /\d/.test(title)),
    phrases: [...phrases].map((phrase) => new RegExp(`(?<!\\w)${escaped(phrase)}(?!\\w)`, 'gi')),
  };
}

/** A text as answers write it in code: in one line and without backticks. */
export function inOneLine(text: string): string {
  return oneLine(text).replaceAll('`', "'");
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

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');

const quotes = [
  ['“', '”'],
  ['"', '"'],
  ['«', '»'],
  ["'", "'"],
  ['*', '*'],
  ['_', '_'],
] as const;

/**
 * A sentence without the names of things in evidence: titles in quotes or emphasis, and names of
 * columns and parameters that have a number. Addresses are left out too.
 */
export function withoutNames(sentence: string, { titles, phrases }: Names): string {
  let rest = sentence.replaceAll(/\\([!-/:-@[-`{-~])/g, '$1');
  for (const title of titles) {
    for (const [open, close] of quotes) rest = rest.replaceAll(`${open}${title}${close}`, ' ');
  }
  rest = rest.replaceAll(/https?:\/\/[^\s)]+/g, ' ');
  return phrases.reduce((text, phrase) => text.replaceAll(phrase, ' '), rest);
}

/** A sentence without identifiers with digits in them: `q3_cost`, `us-east-1`, `P95`. */
export function withoutIdentifiers(sentence: string): string {
  return sentence.replaceAll(/[\p{L}\p{N}_]+(?:[.-]+[\p{L}\p{N}_]+)*/gu, (word) =>
    isIdentifier(word) ? ' ' : word,
  );
}

/** `90s`, `1h30m`, `5-day` and `1e-7` are numbers, `2X-Small` and `10.4.x-scala2.12` are not. */
function isIdentifier(word: string): boolean {
  if (!/\d/.test(word)) return false;
  if (/^\p{L}|_/u.test(word)) return true;
  const isNumber =
    /^\d+(?:\.\d+)?e-?\d+$/i.test(word) || /^(?:\d+(?:\.\d+)?(?:d|h|min|ms|m|s))+$/.test(word);
  return !isNumber && (/^\d+\p{L}+[-.]\p{L}/u.test(word) || /\p{L}.*\d/u.test(word));
}
