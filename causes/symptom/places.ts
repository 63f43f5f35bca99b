import { isSurelyName } from '../../language/names-given.ts';
import { hasName } from './named.ts';
import { textOf } from './rows.ts';
import type { Row } from './rows.ts';
import { meansSame, wordsOf } from './same-word.ts';

const word = "[\\p{L}\\p{N}][\\p{L}\\p{N}'’]*";
const head =
  'workspaces?|environments?|side|region|platform|account|estate|stack|instance|tenant|part of the (?:world|platform)';
/** "The European workspace", "our US prod environment": what stands before a word for a place. */
const beforeHead = new RegExp(`((?:${word}[ -]+){1,3})(?:${head})(?![\\p{L}\\p{N}_-])`, 'giu');
/** "The workspace in Europe", "the workspace of analytics". */
const behindHead = new RegExp(
  `(?<![\\p{L}\\p{N}_-])(?:workspaces?|environments?|platform) (?:in|of|for) (?:the )?(${word}(?:[ -]${word})?)`,
  'giu',
);
/** Regions that stand by themselves. "us" and "it" are pronouns, so only capitals tell them. */
const regions: readonly (readonly [part: string, words: RegExp])[] = [
  ['eu', /(?<![\w.-])(?:eu|europe|european|emea)(?!\w|[-.]\w)/i],
  ['us', /(?<![\w.-])(?:US|U\.S\.A?|USA|America|American|the States)(?!\w|[-.]\w)/],
  ['us', /\b(?:us[- ](?:prod\w*|east|west)|prod\w*[- ]us)\b/i],
];
const production = /\b(?:prod|production|productive)\b/i;

/** Names of workspaces by their ids. */
type Workspaces = ReadonlyMap<string, string | null>;

function workspacesOf(rows: readonly Row[]): Workspaces {
  const named = rows.flatMap((row) => {
    const id = textOf(row, 'workspace_id');
    return id === null ? [] : [[id, textOf(row, 'workspace_name')] as const];
  });
  return new Map(named);
}

/** The ids of those whose names have most of some words; none where no word fits, or all names fit alike. */
function fitting(words: readonly string[], all: Workspaces): readonly string[] {
  const fits = [...all].map(([id, name]) => {
    const parts = wordsOf(name ?? '');
    const fit = words.filter((one) => parts.some((part) => meansSame(one, part)));
    return { id, fits: new Set(fit).size };
  });
  const best = Math.max(0, ...fits.map((one) => one.fits));
  const found = fits.filter((one) => best > 0 && one.fits === best).map(({ id }) => id);
  return found.length === all.size ? [] : found;
}

/** By a word for a place, else by a region and perhaps "production". */
function describedIn(text: string, all: Workspaces): readonly string[] {
  const beside = [...text.matchAll(beforeHead), ...text.matchAll(behindHead)].flatMap(
    ([, words = '']) => wordsOf(words),
  );
  const isProduction = production.test(text) ? ['prod'] : [];
  if (beside.some((one) => [...all].some(([, name]) => isPart(one, name))))
    return fitting(beside, all);
  const places = regions.flatMap(([part, words]) => (words.test(text) ? [part] : []));
  return places.length === 0 ? [] : fitting([...places, ...isProduction], all);
}

const isPart = (one: string, name: string | null): boolean =>
  wordsOf(name ?? '').some((part) => meansSame(one, part));

/** A name in the form of a workspace's, "prod-eu": two words, of which one is an environment or a region. Pure. */
export const isPlaceName = (name: string): boolean =>
  /^[a-z]+-[a-z]+$/i.test(name) && isSurelyName(name);

/** The workspaces that a text is about. */
export type Places = {
  /** Their ids; none where it limits itself to no workspace. */
  readonly ids: ReadonlySet<string>;
  /** Whether they are named, not only described: what has another is not meant. */
  readonly isNamed: boolean;
};

/** The workspaces that a text names, else those that it describes, "the European workspace", as rows call them. Pure. */
export function placesIn(text: string, rows: readonly Row[]): Places {
  const all = workspacesOf(rows);
  const named = [...all].flatMap(([id, name]) =>
    hasName(text, id) || (name !== null && hasName(text, name)) ? [id] : [],
  );
  if (named.length > 0) return { ids: new Set(named), isNamed: true };
  return { ids: new Set(describedIn(text, all)), isNamed: false };
}
