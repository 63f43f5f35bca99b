import { plainText } from '../domain/plain-text.ts';
import type { Change } from './merge.ts';

/** More of one text's lines tell nothing new. */
const shownLines = 8;
const shownColumns = 140;

const signs = { added: '+', changed: '~', removed: '-' } as const;

const short = (line: string): string =>
  line.length > shownColumns ? `${line.slice(0, shownColumns - 1)}…` : line;

/** Lines of one text that the other does not have, in order. */
function only(text: string, other: string): string[] {
  const counts = new Map<string, number>();
  for (const line of other.split('\n')) counts.set(line, (counts.get(line) ?? 0) + 1);
  return text.split('\n').filter((line) => {
    const left = counts.get(line) ?? 0;
    counts.set(line, left - 1);
    return left <= 0 && line.trim() !== '';
  });
}

function textLines({ field, from, to }: Change['texts'][number]): string[] {
  const lines = [
    ...only(from, to).map((line) => `- ${line}`),
    ...only(to, from).map((line) => `+ ${line}`),
  ];
  const more = lines.length - shownLines;
  return [
    `    ${field}:`,
    ...lines.slice(0, shownLines).map((line) => `      ${short(line)}`),
    ...(more > 0 ? [`      … and ${more} more lines`] : []),
  ];
}

/**
 * A difference for people to read: one line a change, under it the lines of its texts that differ.
 */
export function differenceLines(changes: readonly Change[]): readonly string[] {
  return changes.flatMap(({ how, what, name, texts }) => [
    plainText(
      short(`  ${signs[how]} ${what}${name === '' ? '' : `: ${name.replaceAll(/\s+/g, ' ')}`}`),
    ),
    ...texts.flatMap(textLines).map(plainText),
  ]);
}

const plurals: Readonly<Record<string, string>> = {
  'example query': 'example queries',
  'sample question': 'sample questions',
  benchmark: 'benchmarks',
  table: 'tables',
};

/** The same counted: `3 example queries added, instructions changed`. */
export function countChanges(changes: readonly Change[]): string {
  const groups = new Map<string, readonly Change[]>();
  for (const change of changes) {
    const key = `${change.what} ${change.how}`;
    groups.set(key, [...(groups.get(key) ?? []), change]);
  }
  return [...groups.values()]
    .flatMap(([first, ...more]) => (first ? counted(first, more) : []))
    .join(', ');
}

function counted({ what, how }: Change, more: readonly Change[]): string {
  const plural = plurals[what];
  if (plural === undefined) return `${what} ${how}`;
  return `${more.length + 1} ${more.length === 0 ? what : plural} ${how}`;
}
