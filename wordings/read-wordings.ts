import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { load as parse } from 'js-yaml';
import { z } from 'zod';
import { type Domain, domains, forEachDomain } from '../domain/domains.ts';
import { expand } from './expand.ts';

const Lists = z.record(z.string(), z.array(z.string().min(1)));
type Lists = Readonly<Record<string, readonly string[]>>;

/** Example wordings of questions, with which the classifiers are trained. */
export type Wordings = {
  /** Domain → name of a certified question → wordings in addition to its header. */
  readonly of: Readonly<Record<Domain, Lists>>;
  /** Domain, or `everywhere` → wordings of questions that no certified question answers. */
  readonly unanswerable: Lists;
  /** All of these wordings. */
  readonly all: readonly string[];
  /** Those of them that people asked: they hold words that no certified question knows. */
  readonly asked: ReadonlySet<string>;
};

/** The file of questions that no certified question answers. */
const outOfReach = 'out-of-reach';

/** Sentences made of one pattern: more of them teach no more. */
const maxSentences = 9;

/** The lists of a file; a domain without a file has none. */
function listsIn(path: string): Lists {
  const file = fileURLToPath(new URL(`${path}.yaml`, import.meta.url));
  return existsSync(file) ? Lists.parse(parse(readFileSync(file, 'utf8'))) : {};
}

function together(patterns: Lists, asked: Lists, sentences: number): Lists {
  const of = (key: string) => [
    ...(patterns[key] ?? []).flatMap((pattern) => expand(pattern, sentences)),
    ...(asked[key] ?? []),
  ];
  const keys = new Set([...Object.keys(patterns), ...Object.keys(asked)]);
  return Object.fromEntries([...keys].map((key) => [key, of(key)]));
}

/**
 * Effect: reads the YAML files in the folders `patterns`, which are expanded, and `asked`: questions as
 * people asked them, with names replaced by their kind and without times.
 *
 * @param sentences How many are made of one pattern, at most.
 */
export function readWordings(sentences: number = maxSentences): Wordings {
  const files = [...domains, outOfReach].map((name) => ({
    name,
    patterns: listsIn(`patterns/${name}`),
    asked: listsIn(`asked/${name}`),
  }));
  const lists = new Map(
    files.map((file) => [file.name, together(file.patterns, file.asked, sentences)]),
  );
  const of = forEachDomain((domain) => lists.get(domain) ?? {});
  const unanswerable = lists.get(outOfReach) ?? {};
  const all = [...Object.values(of), unanswerable].flatMap((some) => Object.values(some).flat());
  const asked = new Set(files.flatMap((file) => Object.values(file.asked).flat()));
  return { of, unanswerable, all, asked };
}
