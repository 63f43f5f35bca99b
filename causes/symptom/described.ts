import type { PlatformObject } from '../../domain/explanation.ts';
import { ordinaryWords } from './ordinary-words.ts';
import { meansSame, wordsOf } from './same-word.ts';

/** Words that say what kind of object is described. */
const heads: Readonly<Record<string, string>> = {
  job: 'job|workflow|load|import|export|sync|build|training|run',
  pipeline: 'pipeline|stream|dlt',
  warehouse: 'warehouse|sql warehouse',
  cluster: 'cluster',
  endpoint: 'endpoint|model|chat ?bot',
  table: 'table|data set|dataset|data|figures|numbers|feed',
};

/** What many names have, so that by itself it tells no object. */
const common = new Set(
  wordsOf(
    'daily nightly hourly weekly monthly prod production dev test table job pipeline warehouse cluster endpoint data model eu us',
  ),
);
const mostWords = 4;
const word = "[\\p{L}\\p{N}][\\p{L}\\p{N}'’-]*";

/** Words that stand together, up to one that describes nothing. */
type Phrase = readonly string[];

const isOrdinary = (one: string): boolean => ordinaryWords.has(one);

/** The words right before a word for the kind, "the EU serving warehouse", and right behind it, "the job for sales". */
function besideHead(kind: string, text: string): readonly Phrase[] {
  const head = heads[kind];
  if (head === undefined) return [];
  const before = new RegExp(`((?:${word} ){1,${mostWords}})(?:${head})(?![\\p{L}\\p{N}_-])`, 'giu');
  const behind = new RegExp(
    `(?<![\\p{L}\\p{N}_-])(?:${head}) (?:for|of|with|about|behind) (?:the |our )?((?:${word} ?){1,2})`,
    'giu',
  );
  const ending = [...text.matchAll(before)].map(([, said = '']) => {
    const words = wordsOf(said);
    return words.slice(words.findLastIndex(isOrdinary) + 1);
  });
  const beginning = [...text.matchAll(behind)].map(([, said = '']) => {
    const words = wordsOf(said);
    const end = words.findIndex(isOrdinary);
    return end < 0 ? words : words.slice(0, end);
  });
  return [...ending, ...beginning];
}

/** All words that stand together: "the US sales rollup has no …". */
function phrasesIn(text: string): readonly Phrase[] {
  return text.split(/[^\p{L}\p{N}'’ -]+/u).flatMap((clause) => {
    const phrases: string[][] = [[]];
    for (const one of wordsOf(clause))
      if (isOrdinary(one)) phrases.push([]);
      else phrases.at(-1)?.push(one);
    return phrases;
  });
}

type Fit = { readonly object: PlatformObject; readonly fits: number; readonly misses: number };

/** How well words fit a name: those that are parts of it, and those that are none. */
function fitOf(words: Phrase, object: PlatformObject): Fit {
  const parts = wordsOf(object.name);
  const fitting = words.filter((one) => parts.some((part) => meansSame(one, part)));
  return { object, fits: new Set(fitting).size, misses: words.length - fitting.length };
}

/** One word that names have in common says too little; so does one of several. */
const isEnough = ({ fits, misses }: Fit): boolean => fits >= 2 || (fits === 1 && misses === 0);

/** The objects that words fit best; none where they fit all, or tell only what many names have. */
function bestOf(words: Phrase, objects: readonly PlatformObject[], least: number) {
  if (words.every((one) => common.has(one))) return [];
  const fits = objects.map((object) => fitOf(words, object)).filter(isEnough);
  const best = Math.max(least, ...fits.map((fit) => fit.fits));
  const fitting = fits.filter((fit) => fit.fits === best).map(({ object }) => object);
  return fitting.length === objects.length && objects.length > 1 ? [] : fitting;
}

/**
 * The objects that a text describes by their kind and words of their name, "the EU serving warehouse", or by
 * several words of their name, "the sales rollup": those that fit better than others. None where nothing is
 * described, or all fit.
 *
 * Pure.
 */
export function described(
  text: string,
  objects: readonly PlatformObject[],
): readonly PlatformObject[] {
  const kinds = [...new Set(objects.map(({ kind }) => kind))];
  const byKind = kinds.flatMap((kind) => {
    const own = objects.filter((object) => object.kind === kind);
    return besideHead(kind, text).flatMap((words) => bestOf(words, own, 1));
  });
  if (byKind.length > 0) return [...new Set(byKind)];
  return [...new Set(phrasesIn(text).flatMap((words) => bestOf(words, objects, 2)))];
}
