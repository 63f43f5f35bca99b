import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load as parse } from 'js-yaml';
import { z } from 'zod';
import { type Domain, domains } from '../domain/domains.ts';
import { columnName, parameterRoles } from './header.ts';

const words = z.array(z.string().min(1)).default([]);

const Dimension = z.strictObject({
  name: columnName,
  expr: z.string().min(1),
  /** The role of the parameter that limits the rows to a name of this kind, and how it does. */
  role: z.enum(parameterRoles).optional(),
  /** Other kinds of names that it may be limited to: a privilege is a group's or a user's. */
  takes: words,
  where: z.string().min(1).optional(),
  synonyms: words,
});

const Measure = z.strictObject({
  name: columnName,
  expr: z.string().min(1),
  /** What a sum adds up, so that a share of it can be told. */
  sums: z.string().min(1).optional(),
  /**
   * Of a measure over sums, such as the highest day: what the rows are parted by, the `amount` of each part that
   * `expr` reads, and the column that tells when the greatest part was.
   */
  each: z
    .strictObject({
      by: z.string().min(1),
      amount: z.string().min(1),
      at: z.string().min(1),
      told: columnName.optional(),
    })
    .optional(),
  synonyms: words,
});

/** Kinds of what is done to things. */
export const deeds = ['create', 'delete', 'change', 'start', 'read'] as const;

const Filter = z.strictObject({
  name: columnName,
  expr: z.string().min(1),
  synonyms: words,
  /** What is done to which things: "create" and "token" stand for all ways to say that. */
  does: z.enum(deeds).optional(),
  objects: words,
  /** Filters of one group exclude each other. */
  group: z.string().min(1).default('state'),
});

const Threshold = z.strictObject({
  name: columnName,
  unit: z.enum(['s', 'min', 'GB', 'USD', 'DBU', 'percent', 'count']),
  /** The condition of a row; of a group of rows where `of` is `groups`. */
  expr: z.string().min(1),
  of: z.enum(['rows', 'groups']).default('rows'),
  /** Whether a group has at least so much, or at most. */
  bound: z.enum(['least', 'most']).default('least'),
  /** The filter that a question must have for this threshold to be meant. */
  with: columnName.optional(),
  /** How a word begins that a question must have for it, where several have one unit. */
  says: words,
});

const MetricFile = z.strictObject({
  comment: z.string().min(1),
  noun: z.string().min(1),
  window: z.enum(['instants', 'days', 'none']),
  /** Words that say nothing about these rows that the view does not say itself. */
  ignore: words,
  /** Words of questions about something else that is called nearly so. */
  not: words,
  source: z.string().min(1),
  /** Things that exist are listed by their names; events are only counted and summed. */
  rows: z.enum(['events', 'things']).default('events'),
  /** The dimension of a name of which nothing tells the kind; of things the one that names them. */
  named: columnName.optional(),
  /** When an event was. */
  time: columnName.optional(),
  /** How rows are counted by their begin: the column of it, and what stands in the source instead of a part. */
  begins: z
    .strictObject({ time: columnName, instead: z.string().min(1), of: z.string().min(1) })
    .optional(),
  /** What the last event of a thing is told by. */
  latest: z.array(z.strictObject({ name: columnName, expr: z.string().min(1) })).default([]),
  /** What one event is told by where the events themselves are wanted; the first column is its time. */
  listed: z.array(z.strictObject({ name: columnName, expr: z.string().min(1) })).default([]),
  dimensions: z.array(Dimension),
  measures: z.array(Measure).min(1),
  filters: z.array(Filter).default([]),
  thresholds: z.array(Threshold).default([]),
});

/**
 * What may be counted and summed of one kind of row, in the form of a metric view: a source, dimensions to
 * group and filter by, measures, and named filters, each with the words that people use for it.
 * `measures[0]` is meant where a question names none. `id` is `<domain>/<name>`.
 *
 * Source of the form: https://docs.databricks.com/aws/en/metric-views/yaml-ref
 */
export type Metric = z.infer<typeof MetricFile> & { readonly id: string; readonly domain: Domain };

const folder = join(import.meta.dirname, 'metrics');

/**
 * Reads one metric from the text of its file.
 *
 * @throws {Error} With the file and every invalid field.
 */
export function readMetric(domain: Domain, file: string, text: string): Metric {
  const parsed = MetricFile.safeParse(parse(text));
  if (!parsed.success) {
    const issues = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new Error(`sql/metrics/${domain}/${file}: ${issues.join('; ')}`);
  }
  return { ...parsed.data, id: `${domain}/${file.replace(/\.yaml$/, '')}`, domain };
}

function filesOf(domain: Domain): readonly string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files
    .flatMap((path) => (path.startsWith(`${domain}/`) ? path.slice(domain.length + 1) : []))
    .toSorted();
}

let read: readonly Metric[] | null = null;

/** All metrics, in order of their ids. Effect: reads files at the first use. */
export const readMetrics = (): readonly Metric[] =>
  (read ??= domains.flatMap((domain) =>
    filesOf(domain).map((file) =>
      readMetric(domain, file, readFileSync(join(folder, domain, file), 'utf8')),
    ),
  ));
