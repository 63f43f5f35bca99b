import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';

/** An item of a space's list; what we do not know of it stays as it is. */
export type Item = { readonly id: string; readonly [field: string]: unknown };
export type Table = { readonly identifier: string; readonly [field: string]: unknown };

const Item = z.looseObject({ id: z.string() });
const Table = z.looseObject({ identifier: z.string() });
const lines = z.array(z.string()).optional();

/** `serialized_space` as far as we look into it. */
const Space = z.looseObject({
  version: z.union([z.literal(1), z.literal(2)]),
  config: z.looseObject({ sample_questions: z.array(Item).optional() }).optional(),
  data_sources: z.looseObject({ tables: z.array(Table).optional() }).optional(),
  instructions: z
    .looseObject({
      text_instructions: z.array(Item.extend({ content: lines })).optional(),
      example_question_sqls: z.array(Item).optional(),
    })
    .optional(),
  benchmarks: z.looseObject({ questions: z.array(Item).optional() }).optional(),
});
export type SerializedSpace = z.infer<typeof Space>;

/** The kinds of items that we keep, by their name in messages. */
export const kinds = ['example query', 'benchmark', 'sample question'] as const;
export type Kind = (typeof kinds)[number];

const places = {
  'example query': ['instructions', 'example_question_sqls'],
  benchmark: ['benchmarks', 'questions'],
  'sample question': ['config', 'sample_questions'],
} as const satisfies Record<Kind, readonly [string, string]>;

/** The fields of an item that we write. */
export const ownFields = {
  'example query': ['question', 'sql', 'parameters', 'usage_guidance'],
  benchmark: ['question', 'answer'],
  'sample question': ['question'],
} as const satisfies Record<Kind, readonly string[]>;

/** A space before anything was put into it. */
export const emptySpace: SerializedSpace = { version: 2 };

/** Reads a `serialized_space`; null when it is in a form that we do not know. */
export function readSpace(serialized: string): SerializedSpace | null {
  try {
    return Space.parse(JSON.parse(serialized));
  } catch {
    return null;
  }
}

/** The items of a kind in a space. */
export function itemsOf(space: SerializedSpace, kind: Kind): readonly Item[] {
  const [section, list] = places[kind];
  const inside: Readonly<Record<string, unknown>> = space[section] ?? {};
  // The schema has read the list.
  return (inside[list] as readonly Item[] | undefined) ?? [];
}

const byId = (left: Item, right: Item): number => (left.id < right.id ? -1 : 1);

/** The space with other items of a kind, sorted as the service wants them. */
export function withItems(
  space: SerializedSpace,
  kind: Kind,
  items: readonly Item[],
): SerializedSpace {
  const [section, list] = places[kind];
  return { ...space, [section]: { ...space[section], [list]: items.toSorted(byId) } };
}

/** A text as the wire has it: a line an element, each with its end. */
export const toLines = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+/g) ?? [];

/** The text of a field that may come cut anywhere; empty where there is none. */
export const textOf = (field: unknown): string =>
  Array.isArray(field) ? field.join('') : typeof field === 'string' ? field : '';

/** A field as text for people: objects as JSON. */
export const textIn = (field: unknown): string =>
  Array.isArray(field) && field.some((one) => typeof one === 'object')
    ? JSON.stringify(field, null, 2)
    : textOf(field);

const objects = (field: unknown): readonly Readonly<Record<string, unknown>>[] =>
  Array.isArray(field) ? field.filter((one) => typeof one === 'object' && one !== null) : [];

/** One parameter in what we write of it, its lists as text. */
function parameterForm(parameter: Readonly<Record<string, unknown>>): readonly string[] {
  const { name, type_hint: type, description, default_value: given } = parameter;
  const values = typeof given === 'object' && given !== null && 'values' in given && given.values;
  return [textOf(name), textOf(type), textOf(description).trimEnd(), textOf(values)];
}

const forms: Readonly<Record<string, (field: unknown) => unknown>> = {
  parameters: (field) =>
    objects(field)
      .map(parameterForm)
      .toSorted(([left = ''], [right = '']) => (left < right ? -1 : 1)),
  answer: (field) =>
    objects(field).map(({ format, content }) => [format, textOf(content).trimEnd()]),
};

/**
 * Whether two spellings of a field mean the same: how a text is cut into lines, the order of
 * parameters and fields that we never write do not count.
 */
export function meansSame(name: string, left: unknown, right: unknown): boolean {
  const form = forms[name] ?? ((field: unknown) => textOf(field).trimEnd());
  return isDeepStrictEqual(form(left), form(right));
}
