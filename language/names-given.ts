import { commonBeforeHyphen, conditionsOf } from './conditions.ts';

/** `prod-us`, `10.0.0.7` and `prod.sales.orders`: names by their form, wherever they stand. */
const shapes = [
  /(?<![\w.@/-])[a-z][a-z\d]*-[a-z]{2,}(?![\w.@/-])/g,
  /(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.])/g,
  /(?<![\w.@/-])[\p{L}_][\p{L}\d_]*(?:\.[\p{L}_][\p{L}\d_]*)?\.[\p{L}_][\p{L}\d_]{2,}(?![\w@/-])/gu,
];
const common = new RegExp(`^${commonBeforeHyphen}`);

/**
 * The names that a question gives, each once: those that `conditionsOf` knows, tables, addresses, and
 * words with a hyphen.
 *
 * Pure.
 */
export function namesGiven(question: string): readonly string[] {
  const told = conditionsOf(question).flatMap((one) =>
    one.kind === 'name' || one.kind === 'named' ? [one.of] : [],
  );
  const shaped = shapes.flatMap((shape) => [...question.matchAll(shape)].map(([name]) => name));
  const others = shaped.filter(
    (name) => !common.test(name) && !told.some((one) => one.includes(name)),
  );
  return [...new Set([...told, ...others])];
}

/** Parts of names of workspaces and other things that come in several environments and regions. */
const placeParts = /^(?:prod|production|dev|test|stage|staging|uat|qa|sandbox|eu|us|uk|apac|asia)$/;

/** Whether a word is a name by its form: one with a hyphen where a part of it says so, "prod-asia", not "one-off". Pure. */
export const isSurelyName = (name: string): boolean =>
  !/^[a-z\d]+(?:-[a-z\d]+)+$/.test(name) || name.split('-').some((part) => placeParts.test(part));
