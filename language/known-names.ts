import type { KnownName, NamedKind } from '../domain/known-names.ts';
import { commonWords } from './common-words.ts';
import { conceptWords } from './concepts.ts';
import { misspeltIn, withSpeltNames } from './misspelt-names.ts';
import type { SpeltName } from './misspelt-names.ts';
import { indexParts, type PartIndex, shownName, withPartialNames } from './partial-names.ts';

/** Known names as a question is searched for them. */
export type NameIndex = {
  /** By a word that stands for them, in lower case. */
  readonly words: ReadonlyMap<string, readonly KnownName[]>;
  /** Names of several words. */
  readonly phrases: readonly KnownName[];
  readonly parts: PartIndex;
};

/** How a question says what kind of thing it names. */
const kindWords: Readonly<Record<NamedKind, RegExp>> = {
  job: /\b(?:jobs?|workflows?|tasks?)\b/i,
  pipeline: /\b(?:pipelines?|dlt)\b/i,
  warehouse: /\b(?:warehouses?|wh)\b/i,
  cluster: /\bclusters?\b/i,
  endpoint: /\bendpoints?\b/i,
  table: /\b(?:tables?|datasets?)\b/i,
  workspace: /\bworkspaces?\b/i,
  user: /\busers?\b/i,
};

/** First names that are words, and names of accounts that are nobody's. */
const noFirstNames =
  'admin art bill chase data dean drew faith frank grace grant guest guy hope info jack job joy june mark max may miles ops page pat ray rob root rose service sky sue support test user will am an as at be by do ex go he hi if in is it me my no of oh ok on or so to up us vs we';
const noPeople = new Set([...commonWords, ...conceptWords, ...noFirstNames.split(' ')]);

const isWord = (text: string): boolean => /^\p{Ll}+$/u.test(text);
const leastLetters = 2;

/** Words by which a question may mean a thing: its name, the last parts of a table's, the first part of an address. */
function wordsFor({ kind, name }: KnownName): readonly string[] {
  const lower = name.toLowerCase();
  if (kind === 'table') {
    const [, schema = '', table = ''] = lower.split('.');
    return [lower, `${schema}.${table}`, table];
  }
  const [local = '', host] = lower.split('@');
  if (kind !== 'user' || host === undefined) return [lower];
  const said = [local, local.split(/[._-]/)[0] ?? ''].filter(
    (one) => one.length >= leastLetters && !noPeople.has(one),
  );
  return [...new Set([lower, ...said])];
}

/** Makes names ready to be found in questions. Pure. */
export function indexNames(names: readonly KnownName[]): NameIndex {
  const words = new Map<string, readonly KnownName[]>();
  const single = names.filter(({ name }) => !/\s/u.test(name));
  for (const one of single)
    for (const word of wordsFor(one)) words.set(word, [...(words.get(word) ?? []), one]);
  const phrases = names.filter(({ name }) => /\s/u.test(name));
  return { words, phrases, parts: indexParts(names) };
}

/** Where none are known. */
export const noNames: NameIndex = indexNames([]);

/** Words beside an ordinary word that make it the name of a table: "rows in orders", "the orders table". */
const beforeTable =
  /\b(?:tables?|rows|readers|columns|schema|freshness|owner|size) (?:of |in |from |for )?(?:the )?$|\b(?:reads?|reading|queries|queried|writes?|wrote|loads?|loaded|updates?|updated) (?:to |from |into )?(?:the )?$/i;
const afterTable =
  /^['’]?s? (?:table|dataset|rows?|readers|columns|schema|freshness|fresh|stale|(?:is|was|been) (?:fresh|stale|late|updated|loaded|modified|read)|(?:last )?(?:updated|loaded|modified|written))\b/i;

/** What stands around an ordinary word that is the name of a thing: "queries on adhoc yesterday", "bi-main or adhoc". */
const beforeThing = /\b(?:on|from|of|to|does|did|or|vs\.?|versus|than|with) (?:the )?$/i;
const afterDid = /\b(?:did|does) (?:the )?$/i;
const afterThing =
  /^(?:['’]s\b|\W*$|[,;:?!]| (?:in|on|at|last|this|yesterday|today|since|from|per|over|during|and|or|vs|versus|than|get|gets|got|have|has|had|cost|costs|run|runs|serve|serves|is|was|compare|compared)\b)/i;

/** Whether an ordinary word stands where the name of a thing would. */
const isUsedAsName = ({ kind }: KnownName, before: string, after: string): boolean =>
  kind === 'table'
    ? beforeTable.test(before) || afterTable.test(after)
    : afterDid.test(before) || (beforeThing.test(before) && afterThing.test(after));

type Place = { readonly at: number; readonly said: string };

/** The thing that a word of a question names, when only one can be meant. */
function meantBy(question: string, { at, said }: Place, index: NameIndex): KnownName | null {
  const all = index.words.get(said.toLowerCase()) ?? [];
  const ofKind = all.filter(({ kind }) => kindWords[kind].test(question));
  const [one, another] = all.length > 1 && ofKind.length > 0 ? ofKind : all;
  if (one === undefined || another !== undefined) return null;
  const isSure = one.kind === 'user' || !isWord(said.toLowerCase());
  return isSure || isUsedAsName(one, question.slice(0, at), question.slice(at + said.length))
    ? one
    : null;
}

/** A thing that a question names, with the words of the question from which to put it. */
type Found = Place & { readonly thing: KnownName };

function wordsFound(question: string, index: NameIndex): readonly Found[] {
  const words = [
    ...question.matchAll(/(?<![\p{L}\p{N}_@./-])[\p{L}\p{N}_][\p{L}\p{N}_@.+-]*(?<!\.)/gu),
  ];
  return words.flatMap(({ 0: said, index: at }) => {
    const thing = meantBy(question, { at, said }, index);
    return thing === null ? [] : [{ at, said, thing }];
  });
}

function phrasesFound(question: string, { phrases }: NameIndex): readonly Found[] {
  const text = question.toLowerCase();
  return phrases.flatMap((thing) => {
    const at = text.indexOf(thing.name.toLowerCase());
    return at < 0 ? [] : [{ at, said: question.slice(at, at + thing.name.length), thing }];
  });
}

/** The question with what a name is of before it, and with the full name of a table and the address of a user. */
function written(question: string, { at, said, thing: { kind, name } }: Found): string {
  const quotes = /[`“"']$/u.exec(question.slice(0, at))?.[0] ?? '';
  const isTold = kind === 'user' || kindWords[kind].test(question);
  const full = kind === 'user' || kind === 'table' ? name : said;
  const shown = quotes === '' ? shownName(full) : full;
  const before = question.slice(0, at - quotes.length) + (isTold ? '' : `${kind} `);
  return before + quotes + shown + question.slice(at + said.length);
}

/**
 * A question whose names say what they are the names of: "ml-lab owner" is about the cluster ml-lab, "what
 * did farid do?" about an address, "customer_360 readers" about the table of that name. A name that several
 * things could have stays as it is, and so do names of kinds that are `hidden` from who asks.
 *
 * Pure.
 */
export function withKnownNames(
  asked: string,
  index: NameIndex,
  hidden: readonly NamedKind[] = [],
): string {
  const question = withPartialNames(withSpeltNames(asked, shownWords(index, hidden)), index.parts);
  const phrases = phrasesFound(question, index);
  const isInside = ({ at, said }: Found): boolean =>
    phrases.some((one) => at >= one.at && at + said.length <= one.at + one.said.length);
  return [...phrases, ...wordsFound(question, index).filter((one) => !isInside(one))]
    .filter(({ thing }) => !hidden.includes(thing.kind))
    .toSorted((left, right) => right.at - left.at)
    .reduce(written, question);
}

/** The words of names whose kinds are not all hidden. */
const shownWords = (
  { words }: NameIndex,
  hidden: readonly NamedKind[],
): ReadonlyMap<string, readonly KnownName[]> =>
  hidden.length === 0
    ? words
    : new Map([...words].filter(([, things]) => things.some(({ kind }) => !hidden.includes(kind))));

/**
 * The names of a question that nothing has, and that `withKnownNames` takes as others.
 *
 * Pure.
 */
export const namesTakenAs = (
  asked: string,
  index: NameIndex,
  hidden: readonly NamedKind[] = [],
): readonly SpeltName[] => misspeltIn(asked, shownWords(index, hidden));
