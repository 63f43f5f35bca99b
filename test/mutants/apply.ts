import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mutant } from './mutant.ts';

const down = '-- Down Migration';

/**
 * The text of a file with a mutant in it.
 *
 * Pure.
 *
 * @param text Of the whole file.
 * @throws When what is to be replaced does not occur exactly once; of a migration, in the part that goes up.
 */
export function mutated(text: string, { file, from, to }: Mutant): string {
  const end = file.endsWith('.sql') ? text.indexOf(down) : text.length;
  const [before = '', ...after] = text.slice(0, end).split(from);
  if (after.length !== 1)
    throw new Error(`${file}: this occurs ${after.length} times and not once:\n${from}`);
  return before + to + after.join(from) + text.slice(end);
}

/** The function of SQL in which a place of a migration lies. */
function functionAt(text: string, at: number): string | null {
  const names = [...text.slice(0, at).matchAll(/create (?:or replace )?function (\w+)\(/g)];
  return names.at(-1)?.[1] ?? null;
}

/**
 * Says why a mutant can have no effect: a later migration replaces the function that it changes.
 *
 * Effect: reads the migrations below `root`.
 *
 * @returns Null for one that may have one.
 */
export function replacedBy(root: string, { file, from }: Mutant): string | null {
  const folder = 'sql/migrations';
  if (!file.startsWith(folder)) return null;
  const text = readFileSync(join(root, file), 'utf8');
  const name = functionAt(text, text.indexOf(from));
  if (name === null) return null;
  const again = new RegExp(`create (?:or replace )?function ${name}\\(`);
  const later = readdirSync(join(root, folder)).filter((one) => `${folder}/${one}` > file);
  return (
    later.find((one) =>
      again.test(readFileSync(join(root, folder, one), 'utf8').split(down)[0] ?? ''),
    ) ?? null
  );
}

/**
 * Puts a mutant into a copy of the tree.
 *
 * Effect: writes one file.
 *
 * @returns What takes it out again.
 * @throws As `mutated`, and when a later migration replaces what it changes.
 */
export function applyTo(root: string, mutant: Mutant): () => void {
  const path = join(root, mutant.file);
  const text = readFileSync(path, 'utf8');
  const changed = mutated(text, mutant);
  const later = replacedBy(root, mutant);
  if (later !== null)
    throw new Error(`${mutant.file}: ${later} replaces the function:\n${mutant.from}`);
  writeFileSync(path, changed);
  return () => writeFileSync(path, text);
}
