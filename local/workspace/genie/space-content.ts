import { z } from 'zod';
import { validationError, parseJson, WireError } from '../wire.ts';

/** Limits of one space. */
const limits = { tables: 50, instructions: 100, snippets: 200, benchmarks: 500 } as const;

const text = z.string().max(25_000, 'a string may have 25000 characters');
const list = <Item extends z.ZodType>(item: Item) => z.array(item).max(10_000).default([]);
const lines = list(text);
const id = z.string().regex(/^[0-9a-f]{32}$/, 'expected 32 lower-case hex digits');
const threeParts = z.string().regex(/^[^.\s]+\.[^.\s]+\.[^.\s]+$/, 'expected catalog.schema.table');

const Column = z.strictObject({
  column_name: text.min(1),
  description: lines,
  synonyms: lines,
  exclude: z.boolean().optional(),
  enable_format_assistance: z.boolean().optional(),
  enable_entity_matching: z.boolean().optional(),
});
const Source = z.strictObject({
  identifier: threeParts,
  description: lines,
  column_configs: list(Column),
});
const Parameter = z.strictObject({
  name: text.min(1),
  type_hint: z.string().regex(/^[A-Z_]+$/, 'expected a type such as STRING, DATE or INTEGER'),
  description: lines,
  default_value: z.strictObject({ values: lines }).optional(),
});
const Example = z.strictObject({
  id,
  question: lines.refine((value) => value.length > 0, 'expected a question'),
  sql: lines.refine((value) => value.length > 0, 'expected a statement'),
  parameters: list(Parameter),
  usage_guidance: lines,
});
const Side = z.strictObject({ identifier: threeParts, alias: text.optional() });
const Join = z.strictObject({
  id,
  left: Side,
  right: Side,
  sql: lines,
  comment: lines,
  instruction: lines,
});
const Snippet = z.strictObject({
  id,
  alias: text.optional(),
  display_name: text.optional(),
  sql: lines,
  synonyms: lines,
  instruction: lines,
  comment: lines,
});
const Answer = z.strictObject({ format: z.literal('SQL'), content: lines });

const Content = z.strictObject({
  version: z.union([z.literal(1), z.literal(2)], { error: 'expected 1 or 2' }),
  config: z
    .strictObject({ sample_questions: list(z.strictObject({ id, question: lines })) })
    .prefault({}),
  data_sources: z.strictObject({ tables: list(Source), metric_views: list(Source) }).prefault({}),
  instructions: z
    .strictObject({
      text_instructions: z
        .array(z.strictObject({ id, content: lines }))
        .max(1, 'a space has one text instruction')
        .default([]),
      example_question_sqls: list(Example),
      sql_functions: list(
        z.strictObject({ id, identifier: threeParts, description: text.optional() }),
      ),
      join_specs: list(Join),
      sql_snippets: z
        .strictObject({
          filters: list(Snippet),
          expressions: list(Snippet),
          measures: list(Snippet),
        })
        .prefault({}),
    })
    .prefault({}),
  benchmarks: z
    .strictObject({
      questions: list(
        z.strictObject({ id, question: lines, answer: z.array(Answer).max(1).default([]) }),
      ),
    })
    .prefault({}),
});
type ParsedContent = z.infer<typeof Content>;

/** The stored configuration of a space: version 2, without empty fields. */
export type SpaceContent = {
  readonly version: 2;
  readonly instructions?: {
    readonly example_question_sqls?: readonly { readonly sql: readonly string[] }[];
  };
};

type Keyed = readonly (readonly [path: string, keys: readonly string[]])[];

/** Every list with the keys by which it must be sorted and unique. */
function keyedLists({ config, data_sources, instructions, benchmarks }: ParsedContent): Keyed {
  const ids = (items: readonly { readonly id: string }[]) => items.map((item) => item.id);
  const { filters, expressions, measures } = instructions.sql_snippets;
  const sources = [...data_sources.tables, ...data_sources.metric_views];
  return [
    ['config.sample_questions', ids(config.sample_questions)],
    ['data_sources.tables', data_sources.tables.map(({ identifier }) => identifier)],
    ['data_sources.metric_views', data_sources.metric_views.map(({ identifier }) => identifier)],
    ...sources.map(
      ({ identifier, column_configs }) =>
        [`column_configs of ${identifier}`, column_configs.map((one) => one.column_name)] as const,
    ),
    ['instructions.example_question_sqls', ids(instructions.example_question_sqls)],
    ['instructions.sql_functions', ids(instructions.sql_functions)],
    ['instructions.join_specs', ids(instructions.join_specs)],
    ['instructions.sql_snippets.filters', ids(filters)],
    ['instructions.sql_snippets.expressions', ids(expressions)],
    ['instructions.sql_snippets.measures', ids(measures)],
    ['benchmarks.questions', ids(benchmarks.questions)],
  ];
}

const isSorted = (keys: readonly string[]): boolean =>
  keys.every((key, n) => n === 0 || (keys[n - 1] ?? '') <= key);
const firstDuplicate = (keys: readonly string[]): string | undefined =>
  keys.find((key, n) => keys.indexOf(key) !== n);

function problemsOf(parsed: ParsedContent): string[] {
  const { config, data_sources, instructions, benchmarks } = parsed;
  const lists = keyedLists(parsed);
  const { filters, expressions, measures } = instructions.sql_snippets;
  const described = data_sources.tables.filter(({ description }) => description.length > 0);
  const snippets = [described, instructions.join_specs, filters, expressions, measures];
  const used = {
    tables: data_sources.tables.length + data_sources.metric_views.length,
    instructions:
      instructions.example_question_sqls.length +
      instructions.sql_functions.length +
      instructions.text_instructions.length,
    snippets: snippets.reduce((sum, { length }) => sum + length, 0),
    benchmarks: benchmarks.questions.length,
  };
  // Question ids must be unique across both lists.
  const duplicateId = firstDuplicate(
    [...config.sample_questions, ...benchmarks.questions].map((q) => q.id),
  );
  return [
    ...lists.flatMap(([path, keys]) => (isSorted(keys) ? [] : [`${path} must be sorted`])),
    ...lists.flatMap(([path, keys]) => {
      const found = firstDuplicate(keys);
      return found === undefined ? [] : [`${path}: ${found} occurs twice`];
    }),
    ...(duplicateId === undefined ? [] : [`question ids must be unique: ${duplicateId}`]),
    ...Object.entries(used).flatMap(([name, count]) =>
      count > limits[name as keyof typeof limits]
        ? [`${count} ${name}, at most ${limits[name as keyof typeof limits]}`]
        : [],
    ),
  ];
}

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  (typeof value === 'object' && value !== null && Object.keys(value).length === 0);

/** Sorts keys, splits texts into lines and removes empty values. */
function normalize(value: unknown): unknown {
  if (Array.isArray(value)) {
    const isText = value.every((item) => typeof item === 'string');
    if (isText) return value.join('').match(/[^\n]*\n|[^\n]+/g) ?? [];
    return value.map(normalize);
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .map(([key, inner]) => [key, key === 'values' ? inner : normalize(inner)] as const)
    .filter(([, inner]) => !isEmpty(inner));
  return Object.fromEntries(entries.toSorted(([left], [right]) => (left < right ? -1 : 1)));
}

/**
 * Validates a `serialized_space` strictly and normalizes it, as Databricks does; the stored text therefore
 * often differs from the text that was sent.
 *
 * @throws {WireError} 400 naming every problem.
 */
export function readContent(serialized: string): SpaceContent {
  const result = Content.safeParse(parseJson(serialized));
  if (!result.success) throw validationError(result.error);
  const problems = problemsOf(result.data);
  if (problems.length > 0)
    throw new WireError(400, `Invalid serialized_space: ${problems.join('; ')}`);
  return { ...(normalize(result.data) as object), version: 2 };
}
