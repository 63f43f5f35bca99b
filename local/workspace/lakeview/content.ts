import { z } from 'zod';
import { parseJson, validationError, WireError } from '../wire.ts';

const name = z.string().min(1);
const lines = z.array(z.string());

const Dataset = z
  .looseObject({ name, displayName: z.string().optional(), queryLines: lines.optional() })
  .refine((dataset) => dataset.queryLines !== undefined || 'query' in dataset, {
    path: ['queryLines'],
    message: 'expected a query',
  });
const Query = z.looseObject({
  name,
  query: z.looseObject({
    datasetName: name,
    fields: z.array(z.looseObject({ name, expression: name })).optional(),
  }),
});
const side = z.number().int().min(0);
const Item = z.looseObject({
  widget: z.looseObject({
    name,
    queries: z.array(Query).optional(),
    spec: z.looseObject({ version: z.number().int(), widgetType: name }).optional(),
  }),
  position: z.looseObject({ x: side, y: side, width: side.min(1), height: side.min(1) }),
});
const Content = z.looseObject({
  datasets: z.array(Dataset).default([]),
  pages: z
    .array(z.looseObject({ name, displayName: z.string().optional(), layout: z.array(Item) }))
    .default([]),
});

/** Widgets stand on a grid of six columns. */
const gridWidth = 6;

function problemsOf({ datasets, pages }: z.infer<typeof Content>): string[] {
  const names = datasets.map((dataset) => dataset.name);
  const items = pages.flatMap(({ layout }) => layout);
  const repeated = names.find((one, n) => names.indexOf(one) !== n);
  return [
    ...(repeated === undefined ? [] : [`datasets: ${repeated} occurs twice`]),
    ...items
      .flatMap(({ widget }) => widget.queries ?? [])
      .filter(({ query }) => !names.includes(query.datasetName))
      .map(({ query }) => `pages: ${query.datasetName} is not a dataset of this dashboard`),
    ...items
      .filter(({ position }) => position.x + position.width > gridWidth)
      .map(({ widget }) => `pages: ${widget.name} is wider than the page`),
  ];
}

/**
 * Checks the content of a dashboard: datasets and pages, the widgets' queries and their places. Fields
 * that are not known stay.
 *
 * Pure.
 *
 * @returns The same text.
 * @throws {WireError} 400 naming each field that is wrong.
 */
export function checkContent(serialized: string): string {
  const read = Content.safeParse(parseJson(serialized));
  if (!read.success) throw validationError(read.error);
  const problems = problemsOf(read.data);
  if (problems.length > 0)
    throw new WireError(400, `Invalid serialized_dashboard: ${problems.join('; ')}`);
  return serialized;
}
