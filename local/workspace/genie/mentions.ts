import { maxEdits, editsBetween } from '../../../language/spelling.ts';
import type { KnownNames } from '../dataset.ts';

/** What a name of the data is a name of. */
export type NameKind = 'workspace' | 'table' | 'job' | 'warehouse' | 'user';

/** A name of the data that a text speaks of: its true spelling and where in the text it stands. */
export type Mention = {
  readonly kind: NameKind;
  readonly name: string;
  readonly from: number;
  readonly to: number;
};

type Token = { readonly word: string; readonly from: number; readonly to: number };
type Candidate = {
  readonly kind: NameKind;
  readonly name: string;
  readonly words: readonly string[];
};

const tokensOf = (text: string): Token[] =>
  [
    ...text
      .normalize('NFC')
      .toLowerCase()
      .matchAll(/[\p{L}\p{M}\p{N}]+/gu),
  ].map((match) => ({
    word: match[0],
    from: match.index,
    to: match.index + match[0].length,
  }));

const wordsOf = (name: string): string[] => tokensOf(name).map((token) => token.word);

const lists: Readonly<Record<NameKind, keyof KnownNames>> = {
  warehouse: 'warehouses',
  job: 'jobs',
  table: 'tables',
  user: 'users',
  workspace: 'workspaces',
};

function candidatesOf(names: KnownNames): Candidate[] {
  const kinds = Object.entries(lists) as [NameKind, keyof KnownNames][];
  return kinds
    .flatMap(([kind, list]) => names[list].map((name) => ({ kind, name, words: wordsOf(name) })))
    .filter(({ words }) => words.length > 0)
    .toSorted((left, right) => right.words.join('').length - left.words.join('').length);
}

/** The edit distance between a part of a text and a name; above `maxEdits` it is no match. */
function offBy(tokens: readonly Token[], at: number, { words }: Candidate): number | null {
  const said = tokens.slice(at, at + words.length).map((token) => token.word);
  if (said.length < words.length) return null;
  const wanted = words.join(' ');
  const limit = maxEdits(wanted.length);
  const off = editsBetween(said.join(' '), wanted, limit);
  // A number or a short word of a name is not guessed: prod-eu is not prod-us.
  const isSure = words.every((word, index) => word.length > 3 || word === said[index]);
  return off <= limit && isSure ? off : null;
}

/**
 * Finds the names of the data in a text, exact ones before misspelt ones and longer
 * ones before shorter; no two share a word. Marks between the words of a name do not matter:
 * "prod eu" is `prod-eu`.
 */
export function findMentions(text: string, names: KnownNames): Mention[] {
  const tokens = tokensOf(text);
  const candidates = candidatesOf(names);
  const taken = new Set<number>();
  const found: Mention[] = [];
  const take = (candidate: Candidate, at: number) => {
    const span = candidate.words.map((_, index) => at + index);
    if (span.some((index) => taken.has(index))) return;
    for (const index of span) taken.add(index);
    const [first, last] = [tokens[at], tokens[at + candidate.words.length - 1]];
    if (first === undefined || last === undefined) return;
    found.push({ kind: candidate.kind, name: candidate.name, from: first.from, to: last.to });
  };
  const hits = candidates.flatMap((candidate) =>
    tokens.flatMap((_, at) => {
      const off = offBy(tokens, at, candidate);
      return off === null ? [] : [{ candidate, at, off }];
    }),
  );
  for (const { candidate, at } of hits.toSorted((left, right) => left.off - right.off))
    take(candidate, at);
  return found.toSorted((left, right) => left.from - right.from);
}

/** The text with another word in place of each mention. */
export function replaceMentions(
  text: string,
  mentions: readonly Mention[],
  word: (mention: Mention) => string,
): string {
  return mentions.reduceRight(
    (rest, mention) => `${rest.slice(0, mention.from)}${word(mention)}${rest.slice(mention.to)}`,
    text,
  );
}
