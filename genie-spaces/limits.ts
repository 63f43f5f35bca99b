import { itemsOf, type SerializedSpace } from './serialized-space.ts';

/** What one Genie space may hold, by Databricks' documentation. */
const limits = {
  'tables and views': 50,
  'instructions (example queries, functions and the text)': 100,
  'snippets (described tables, joins and expressions)': 200,
  benchmarks: 500,
} as const;

const stringCharacters = 25_000;
const listItems = 10_000;

const lengthOf = (value: unknown, ...path: readonly string[]): number => {
  const list = path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined,
    value,
  );
  return Array.isArray(list) ? list.length : 0;
};

function counts(space: SerializedSpace): Record<keyof typeof limits, number> {
  const within = (...path: readonly string[]): number => lengthOf(space, ...path);
  const described = (space.data_sources?.tables ?? []).filter(
    (table) => lengthOf(table, 'description') > 0,
  );
  return {
    'tables and views': within('data_sources', 'tables') + within('data_sources', 'metric_views'),
    'instructions (example queries, functions and the text)':
      itemsOf(space, 'example query').length +
      within('instructions', 'sql_functions') +
      within('instructions', 'text_instructions'),
    'snippets (described tables, joins and expressions)':
      described.length +
      within('instructions', 'join_specs') +
      within('instructions', 'sql_snippets', 'filters') +
      within('instructions', 'sql_snippets', 'expressions') +
      within('instructions', 'sql_snippets', 'measures'),
    benchmarks: itemsOf(space, 'benchmark').length,
  };
}

/** Strings and lists that are too long, by the path to them. */
function tooLong(value: unknown, path: string): string[] {
  if (typeof value === 'string') {
    return value.length > stringCharacters
      ? [`${path} has ${value.length} characters, at most ${stringCharacters}`]
      : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  const count = Array.isArray(value) ? value.length : 0;
  return [
    ...(count > listItems ? [`${path} has ${count} entries, at most ${listItems}`] : []),
    ...Object.entries(value).flatMap(([key, inner]) =>
      tooLong(inner, path === '' ? key : `${path}.${key}`),
    ),
  ];
}

/**
 * What is too much in a space, each with how much and how much may be.
 *
 * @returns Empty when the service will take it.
 */
export function overLimits(space: SerializedSpace): readonly string[] {
  const found = counts(space);
  const over = Object.entries(limits).flatMap(([name, most]) => {
    const count = found[name as keyof typeof limits];
    return count > most ? [`${count} ${name}, at most ${most}`] : [];
  });
  return [...over, ...tooLong(space, '')];
}
