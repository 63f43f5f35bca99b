import { maxEdits, editsBetween } from '../../../../language/spelling.ts';
import type { KnownNames } from '../../dataset.ts';

/** The kind of object that has a name. */
export type NameKind =
  | 'workspace'
  | 'table'
  | 'job'
  | 'warehouse'
  | 'user'
  | 'cluster'
  | 'pipeline'
  | 'endpoint'
  | 'application';

/** A known name that occurs in a text: its correct spelling and its range in the text. */
export type Mention = {
  readonly kind: NameKind;
  readonly name: string;
  readonly from: number;
  readonly to: number;
};

type Token = { readonly word: string; readonly from: number; readonly to: number };
type CandidateName = {
  readonly kind: NameKind;
  readonly name: string;
  readonly words: readonly string[];
  readonly text: string;
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

const nameLists: Readonly<Record<NameKind, keyof KnownNames>> = {
  warehouse: 'warehouses',
  job: 'jobs',
  table: 'tables',
  user: 'users',
  workspace: 'workspaces',
  cluster: 'clusters',
  pipeline: 'pipelines',
  endpoint: 'endpoints',
  application: 'applications',
};

const candidates = new WeakMap<KnownNames, readonly CandidateName[]>();

/** The same for every question about the same data. */
function candidatesOf(names: KnownNames): readonly CandidateName[] {
  const known = candidates.get(names) ?? readCandidates(names);
  candidates.set(names, known);
  return known;
}

/** A name, and what people say of it: "analysts' sandbox" for "analysts' sandbox | shared". */
const spokenOf = (name: string): readonly string[] => {
  const [before = ''] = name.split(' | ');
  return before === name || wordsOf(before).length < 2 ? [name] : [name, before];
};

function readCandidates(names: KnownNames): readonly CandidateName[] {
  const kinds = Object.entries(nameLists) as [NameKind, keyof KnownNames][];
  return kinds
    .flatMap(([kind, list]) =>
      names[list].flatMap((name) =>
        spokenOf(name).map((spoken) => {
          const words = wordsOf(spoken);
          return { kind, name, words, text: words.join(' ') };
        }),
      ),
    )
    .filter(({ words }) => words.length > 0)
    .toSorted((left, right) => right.words.join('').length - left.words.join('').length);
}

/** What a name is of, said beside it, is no misspelt part of another: "the payments team" is no `payments_stream`. */
const kindWord =
  /^(?:team|squad|group|user|owner|workspace|table|job|run|task|warehouse|cluster|pipeline|endpoint|catalog|schema)s?$/;

/** The edit distance between a part of a text and a name; null above `maxEdits`. */
function distanceAt(tokens: readonly Token[], at: number, candidate: CandidateName): number | null {
  const { words, text: expected } = candidate;
  const found = tokens.slice(at, at + words.length).map((token) => token.word);
  if (found.length < words.length) return null;
  const limit = maxEdits(expected.length);
  const distance = editsBetween(found.join(' '), expected, limit);
  // Short words and numbers must be equal: prod-eu is not prod-us.
  const isExact = words.every((word, index) => word.length > 3 || word === found[index]);
  const isOtherWord = words.some((word, index) => {
    const written = found[index] ?? '';
    return word !== written && kindWord.test(written);
  });
  return distance <= limit && isExact && !isOtherWord ? distance : null;
}

/** Whether a longer name goes on around a range: `prod-us` is none in `prod-us-serving`. */
const isPartOfName = (text: string, from: number, to: number): boolean =>
  /[\p{L}\p{N}][-_]$/u.test(text.slice(0, from)) || /^[-_][\p{L}\p{N}]/u.test(text.slice(to));

/**
 * Finds known names in a text. Exact matches come before misspelt ones and longer names before shorter
 * ones; matches do not overlap. Punctuation within a name is ignored: "prod eu" is `prod-eu`.
 */
export function findMentions(text: string, names: KnownNames): Mention[] {
  const tokens = tokensOf(text);
  const taken = new Set<number>();
  const found: Mention[] = [];
  const take = (candidate: CandidateName, at: number) => {
    const span = candidate.words.map((_, index) => at + index);
    if (span.some((index) => taken.has(index))) return;
    const [first, last] = [tokens[at], tokens[at + candidate.words.length - 1]];
    if (first === undefined || last === undefined) return;
    if (isPartOfName(text, first.from, last.to)) return;
    for (const index of span) taken.add(index);
    found.push({ kind: candidate.kind, name: candidate.name, from: first.from, to: last.to });
  };
  const matches = candidatesOf(names).flatMap((candidate) =>
    tokens.flatMap((_, at) => {
      const distance = distanceAt(tokens, at, candidate);
      return distance === null ? [] : [{ candidate, at, distance }];
    }),
  );
  for (const { candidate, at } of matches.toSorted((left, right) => left.distance - right.distance))
    take(candidate, at);
  return found.toSorted((left, right) => left.from - right.from);
}

/** The text with each mention replaced by a word. */
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
