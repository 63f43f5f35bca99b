import { wordsOfConcept } from '../language/concepts.ts';

/** A pattern in parts: a text, or alternatives of which each is a list of parts. */
type Part = string | { readonly anyOf: readonly (readonly Part[])[] };

/** A sentence of a pattern, and what is left of it to read. */
type Read = { readonly parts: readonly Part[]; readonly rest: string };

class PatternProblem extends Error {}

function readGroup(text: string): { part: Part; rest: string } {
  const branches: (readonly Part[])[] = [];
  let rest = text;
  for (;;) {
    const branch = readParts(rest);
    branches.push(branch.parts);
    const [end] = branch.rest;
    rest = branch.rest.slice(1);
    if (end === ')') return { part: { anyOf: branches }, rest };
    if (end !== '|') throw new PatternProblem(`"(${text}" has no closing bracket`);
  }
}

function readConcept(text: string): { part: Part; rest: string } {
  const end = text.indexOf(']');
  const words = wordsOfConcept(text.slice(0, Math.max(end, 0)));
  if (words.length === 0) throw new PatternProblem(`"[${text}" names no concept`);
  return { part: { anyOf: words.map((word) => [word]) }, rest: text.slice(end + 1) };
}

/** Reads until the end, or until the `|` or `)` of the group that the text stands in. */
function readParts(text: string): Read {
  const parts: Part[] = [];
  let rest = text;
  while (rest !== '' && rest[0] !== '|' && rest[0] !== ')') {
    const plain = /^[^()[\]|]+/.exec(rest)?.[0] ?? '';
    if (plain !== '') {
      parts.push(plain);
      rest = rest.slice(plain.length);
      continue;
    }
    const read = rest[0] === '(' ? readGroup(rest.slice(1)) : readConcept(rest.slice(1));
    parts.push(read.part);
    ({ rest } = read);
  }
  return { parts, rest };
}

/** Picks one of so many alternatives. */
type Pick = (alternatives: number) => number;

const write = (parts: readonly Part[], pick: Pick): string =>
  parts
    .map((part) =>
      typeof part === 'string' ? part : write(part.anyOf[pick(part.anyOf.length)] ?? [], pick),
    )
    .join('');

/** Their square roots are irrational, so that multiples of them fill the range from 0 to 1 evenly. */
const primes = [2, 3, 5, 7, 11, 13, 17, 19];

/** Picks such that few sentences hold all alternatives of each group evenly, and in mixed pairs. */
function spread(sentence: number): Pick {
  let group = 0;
  return (alternatives) => {
    const root = Math.sqrt(primes[group % primes.length] ?? 2);
    group += 1;
    return Math.floor((((sentence + 1) * root) % 1) * alternatives);
  };
}

/** Attempts per wanted sentence; some give one that is there. */
const attempts = 6;

/**
 * Sentences of a pattern: `(a|b|)` is one of the alternatives, `[money]` any word of that concept.
 * Always the same ones, spread over all that the pattern stands for.
 *
 * @param count How many at most.
 * @throws {Error} When a bracket is not closed or a concept does not exist.
 */
export function expand(pattern: string, count: number): string[] {
  const { parts, rest } = readParts(pattern);
  if (rest !== '') throw new PatternProblem(`"${pattern}" has a "${rest[0] ?? ''}" too many`);
  const sentences = new Set<string>();
  for (let sentence = 0; sentence < count * attempts && sentences.size < count; sentence += 1)
    sentences.add(write(parts, spread(sentence)).replaceAll(/\s+/g, ' ').trim());
  return [...sentences];
}
