import { markersIn, withoutMarkers } from '../domain/citations.ts';
import { domains } from '../domain/domains.ts';

/** A sentence of a text, and the markers that support it. */
export type Sentence = {
  /** As it reads: without markers and without the escapes of Markdown, except in code. */
  readonly text: string;
  readonly markers: readonly string[];
  /** Where in `text` a marker stands. */
  readonly anchors: readonly { readonly at: number; readonly marker: string }[];
  readonly isHeading: boolean;
  /** What stands over it: the heading of its section, the line that opens its list. */
  readonly under: string;
  /** Where it ends in the Markdown: the line, from 0, and UTF-16 units behind it in that line. */
  readonly end: { readonly line: number; readonly behind: number };
};

const fence = /^ {0,3}(?:```|~~~)/;
const separator = /^\s*\|?[\s:|-]*-[\s:|-]*$/;
const sentenceEnd = new RegExp(
  `(?<=[.!?](?:\\s?\\[(?:${domains.join('|')}):\\d+\\])*)\\s+(?=[\\p{Lu}\x60*])`,
  'u',
);

type Line = {
  readonly text: string;
  readonly isHeading: boolean;
  readonly isOpening: boolean;
  /** Its number in the Markdown, from 0. */
  readonly at: number;
  readonly isRow: boolean;
};

/**
 * The sentences of a Markdown text. A heading without markers is supported by the markers of its
 * section; the row of a table reads as "column value, column value". Blocks of code are left out.
 */
export function sentencesOf(markdown: string): readonly Sentence[] {
  const lines = linesOf(markdown);
  let heading = '';
  let opening = '';
  return lines.flatMap(({ text, isHeading, isOpening, at, isRow }, n) => {
    const under = isHeading ? '' : `${heading} ${isOpening ? '' : opening}`.trim();
    if (isHeading) [heading, opening] = [withoutMarkers(text), ''];
    else if (isOpening) opening = withoutMarkers(text);
    const own = markersIn(text);
    const markers = isHeading && own.length === 0 ? markersOfSection(lines, n) : null;
    const parts = text.split(sentenceEnd);
    let from = 0;
    const ends = parts.map((part) => {
      const start = text.indexOf(part, from);
      from = start + part.length;
      return { line: at, behind: isRow ? 0 : text.length - from };
    });
    return parts
      .map((part, k) => ({ part, end: ends[k] ?? { line: at, behind: 0 } }))
      .filter(({ part }) => part.trim() !== '')
      .map(({ part, end }) => ({ ...withoutAnchors(part), isHeading, under, end }))
      .map((sentence) => (markers === null ? sentence : { ...sentence, markers }));
  });
}

function markersOfSection(lines: readonly Line[], from: number): readonly string[] {
  const end = lines.findIndex(({ isHeading }, n) => n > from && isHeading);
  const section = lines.slice(from + 1, end < 0 ? undefined : end);
  return markersIn(section.map(({ text }) => text).join(' '));
}

function linesOf(markdown: string): readonly Line[] {
  const kept = withoutCode(markdown.split('\n').map((text, at) => ({ text, at })));
  const all = kept.map(({ text }) => text);
  const lines: Line[] = [];
  let header: readonly string[] | null = null;
  kept.forEach(({ text: line, at }, n) => {
    const cells = line.includes('|') ? cellsOf(line) : [];
    const isRow = cells.length > 1;
    if (header === null && isRow && separator.test(all[n + 1] ?? '')) header = cells;
    else if (header === null || !isRow) {
      header = null;
      lines.push({ ...lineOf(line), at, isRow: false });
    } else if (!separator.test(line))
      lines.push({ ...plain(rowText(header, cells)), at, isRow: true });
  });
  return lines;
}

function withoutCode<One extends { readonly text: string }>(lines: readonly One[]): readonly One[] {
  let fenced: string | null = null;
  return lines.filter(({ text }) => {
    const mark = fence.exec(text)?.[0].trim() ?? null;
    if (fenced === null && mark === null) return true;
    if (fenced === null) fenced = mark;
    else if (mark === fenced) fenced = null;
    return false;
  });
}

type Read = Pick<Line, 'text' | 'isHeading' | 'isOpening'>;

const plain = (text: string): Read => ({ text, isHeading: false, isOpening: false });

const rowText = (header: readonly string[], cells: readonly string[]): string =>
  cells.map((cell, n) => `${(header[n] ?? '').replaceAll(/[()[\],;:]/g, ' ')} ${cell}`).join(', ');

/** The cells of a table's row; an escaped bar is part of a cell. */
const cellsOf = (line: string): readonly string[] =>
  line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());

function lineOf(line: string): Read {
  const hashes = /^ {0,3}#{1,6}\s+/.exec(line)?.[0];
  if (hashes !== undefined)
    return { text: line.slice(hashes.length), isHeading: true, isOpening: false };
  const text = line.replace(/^\s*(?:[-*+]|\d+\.)\s+/, '').replace(/^\s*>\s?/, '');
  const bare = withoutMarkers(text).trim();
  const isBold = /^\*\*[^*]+\*\*:?$/.test(bare);
  return { text, isHeading: isBold, isOpening: !isBold && bare.endsWith(':') };
}

const marker = new RegExp(`\\[((?:${domains.join('|')}):\\d+)\\]`, 'g');

/** Takes the markers out of a text and keeps their places. */
function withoutAnchors(raw: string): Pick<Sentence, 'text' | 'markers' | 'anchors'> {
  const anchors: { at: number; marker: string }[] = [];
  let text = '';
  let from = 0;
  for (const match of raw.matchAll(marker)) {
    text += unescaped(raw.slice(from, match.index));
    anchors.push({ at: text.trimEnd().length, marker: match[1] ?? '' });
    from = match.index + match[0].length;
  }
  text += unescaped(raw.slice(from));
  return { text, anchors, markers: markersIn(raw) };
}

/** A span of code, also one that is fenced by several backticks because it contains some. */
export const codeSpan = /(?<![`\\])(`+)(?!`)(.+?)(?<!`)\1(?!`)/g;

function unescaped(text: string): string {
  let out = '';
  let from = 0;
  for (const span of text.matchAll(codeSpan)) {
    out += text.slice(from, span.index).replaceAll(/\\([!-/:-@[-`{-~])/g, '$1') + span[0];
    from = span.index + span[0].length;
  }
  return out + text.slice(from).replaceAll(/\\([!-/:-@[-`{-~])/g, '$1');
}
