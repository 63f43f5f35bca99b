import type { KnownName, NamedKind } from '../domain/known-names.ts';
import { commonWords } from './common-words.ts';
import { conceptWords } from './concepts.ts';

/** Things by their kind and a word of their name: `pipeline payments` for `payments_stream`. */
export type PartIndex = ReadonlyMap<string, readonly KnownName[]>;

const kinds: Readonly<Record<string, NamedKind>> = {
  job: 'job',
  workflow: 'job',
  pipeline: 'pipeline',
  warehouse: 'warehouse',
  cluster: 'cluster',
  endpoint: 'endpoint',
};

/** Words that say how something is, and not which. */
const ordinary = new Set([
  ...commonWords,
  ...conceptWords,
  ...'daily weekly nightly hourly monthly main new old big small shared test prod dev spark sql'.split(
    ' ',
  ),
]);

const wordsOf = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');

/** Makes the words of names ready to be found. Pure. */
export function indexParts(names: readonly KnownName[]): PartIndex {
  const index = new Map<string, readonly KnownName[]>();
  for (const one of names)
    for (const word of new Set(wordsOf(one.name))) {
      const key = `${one.kind} ${word}`;
      index.set(key, [...(index.get(key) ?? []), one]);
    }
  return index;
}

const spoken = new RegExp(
  `(^\\W*|\\b(?:the|our|my|that|this) )((?:(?!(?:the|our|my|that|this)\\b)[\\p{L}\\p{N}]+[ -]){1,3}?)(${Object.keys(kinds).join('|')})(?![\\p{L}\\p{N}_-]| (?:compute|runs?|failures?))`,
  'giu',
);

const beginsWith = ({ name }: KnownName, word: string): boolean => wordsOf(name)[0] === word;

/**
 * The only thing of a kind whose name has all the words, one of which is not ordinary; of several the only one
 * whose name begins with them. Else null.
 */
function meantBy(index: PartIndex, kind: NamedKind, words: readonly string[]): KnownName | null {
  if (words.every((word) => ordinary.has(word))) return null;
  const [first, ...others] = words.map((word) => index.get(`${kind} ${word}`) ?? []);
  const all = (first ?? []).filter((thing) => others.every((some) => some.includes(thing)));
  const begun = all.filter((thing) => beginsWith(thing, words[0] ?? ''));
  const [one, another] = all.length > 1 ? begun : all;
  return another === undefined ? (one ?? null) : null;
}

/** Behind such a word a name is that of something else: "the payments ledger table". */
const otherThings =
  '(?:team|table|schema|catalog|squad|workspace|region|group|job|pipeline|warehouse|cluster|endpoint)s?';
const otherThing = new RegExp(`^${otherThings}$`, 'i');

/** Words of a name in its order, without what is between: "the ledger sync" for `payments_ledger_sync`. */
const called = new RegExp(
  `\\b(the|our) ([\\p{L}\\p{N}]+(?:[ -][\\p{L}\\p{N}]+){1,2})(?![\\p{L}\\p{N}_.@-]|['’]s? (?:team|table)| ${otherThings}\\b)`,
  'giu',
);

function isInOrder(words: readonly string[], { name }: KnownName): boolean {
  const parts = wordsOf(name);
  const places = words.map((word) => parts.indexOf(word));
  return places.every((at, n) => at > (places[n - 1] ?? -1));
}

/** The only thing whose name has two or three words that follow on "the", and how many they are. */
function calledSo(
  index: PartIndex,
  said: readonly string[],
): { readonly thing: KnownName; readonly words: number } | null {
  for (const count of [3, 2]) {
    const words = said.slice(0, count).map((word) => word.toLowerCase());
    if (words.length < count || words.every((word) => ordinary.has(word))) continue;
    if (otherThing.test(said[count] ?? '')) continue;
    const things = Object.values(kinds).flatMap((kind) => index.get(`${kind} ${words[0]}`) ?? []);
    const [one, another] = new Set(things.filter((thing) => isInOrder(words, thing)));
    if (one !== undefined && another === undefined) return { thing: one, words: count };
  }
  return null;
}

/** What is a name by its form stands as it is; others are quoted, so that all of them is one name. Pure. */
export const shownName = (name: string): string =>
  /^[\w.@+-]+$/.test(name) ? name : `\`${name}\``;

/** "The ledger sync" by its name, where only one thing can be meant. */
const withCalledNames = (question: string, index: PartIndex): string =>
  question.replace(called, (written, the: string, said: string) => {
    const words = said.split(/[ -]/);
    const found = calledSo(index, words);
    if (found === null) return written;
    const rest = words.slice(found.words).map((word) => ` ${word}`);
    return `${the} ${found.thing.kind} ${shownName(found.thing.name)}${rest.join('')}`;
  });

/**
 * A question in which what is called by a part of its name and its kind has its name: "the payments pipeline"
 * is "the pipeline payments_stream" where there is no other pipeline with that word. Others stay as they are.
 *
 * Pure.
 */
export const withPartialNames = (question: string, index: PartIndex): string =>
  withCalledNames(question, index).replace(
    spoken,
    (written, before: string, said: string, kindWord: string) => {
      const kind = kinds[kindWord.toLowerCase()];
      const thing = kind === undefined ? null : meantBy(index, kind, wordsOf(said));
      if (thing === null) return written;
      return `${before}${kindWord} ${shownName(thing.name)}`;
    },
  );
