import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
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

/** Sentences made of one pattern: more of them teach no more. */
const maxSentences = 9;

/** The lists of a file; a domain without a file has none. */
function listsIn(path: string): Lists {
  const file = fileURLToPath(new URL(`${path}.yaml`, import.meta.url));
  return existsSync(file) ? Lists.parse(parse(readFileSync(file, 'utf8'))) : {};
}

function read(name: string, sentences: number): Lists {
  const patterns = listsIn(`patterns/${name}`);
  const asked = listsIn(`asked/${name}`);
  const of = (key: string) => [
    ...(patterns[key] ?? []).flatMap((pattern) => expand(pattern, sentences)),
    ...(asked[key] ?? []),
  ];
  const keys = new Set([...Object.keys(patterns), ...Object.keys(asked)]);
  return Object.fromEntries([...keys].map((key) => [key, of(key)]));
}

const askedIn = (name: string): readonly string[] => Object.values(listsIn(`asked/${name}`)).flat();

/**
 * Effect: reads the YAML files in the folders `patterns`, which are expanded, and `asked`: questions as
 * people asked them, with names replaced by their kind and without times.
 *
 * @param sentences How many are made of one pattern, at most.
 */
export function readWordings(sentences: number = maxSentences): Wordings {
  const of = forEachDomain((domain) => read(domain, sentences));
  const unanswerable = read('out-of-reach', sentences);
  const all = [...Object.values(of), unanswerable].flatMap((lists) => Object.values(lists).flat());
  const asked = new Set([...domains, 'out-of-reach'].flatMap(askedIn));
  return { of, unanswerable, all, asked };
}
