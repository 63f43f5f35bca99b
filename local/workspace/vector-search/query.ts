import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { WireError } from '../wire.ts';
import { filterRows } from './filter.ts';
import { rank, type Row } from './rank.ts';
import type { Index, VectorSearch } from './store.ts';

/** Rows of one page of a result. */
const pageRows = 1000;

export const QueryBody = z.object({
  columns: z.array(z.string().min(1)).min(1),
  query_text: z.string().min(1).optional(),
  query_vector: z.array(z.number()).optional(),
  num_results: z.number().int().min(1).max(10_000).default(10),
  query_type: z.enum(['ANN', 'HYBRID', 'FULL_TEXT']).default('ANN'),
  filters_json: z.string().optional(),
  score_threshold: z.number().min(0).max(1).default(0),
});

/** The type of the score, which is the last column of every result. */
const score = { name: 'score', type_text: 'double' };

const manifestOf = (index: Index, columns: readonly string[]) => ({
  column_count: columns.length + 1,
  columns: [...columns.map((name) => ({ name, type_text: index.columns[name] ?? '' })), score],
});

const cellsOf = (row: Row, columns: readonly string[]): unknown[] =>
  columns.map((name) => row[name] ?? null);

/** One page of rows; the token of the next one is kept when there are more. */
export function pageOf(store: VectorSearch, rows: readonly (readonly unknown[])[]) {
  const rest = rows.slice(pageRows);
  const token = randomUUID();
  if (rest.length > 0) store.pages.set(token, rest);
  const page = rows.slice(0, pageRows);
  return {
    result: { row_count: page.length, data_array: page },
    next_page_token: rest.length > 0 ? token : '',
  };
}

/**
 * The reply to a query: the columns that were asked for in their order, and the score as the last one.
 * `ANN` and `HYBRID` find words of the same meaning, `FULL_TEXT` only equal ones; a reranker changes
 * nothing here.
 *
 * @throws {WireError} 400 for a column that the index lacks, or a query by vector.
 */
export function queryIndex(store: VectorSearch, index: Index, body: z.infer<typeof QueryBody>) {
  const known = Object.keys(index.columns);
  const unknown = body.columns.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new WireError(400, `Requested columns to fetch are not present in index: ${unknown}`);
  if (body.query_text === undefined)
    throw new WireError(400, 'query_text is required: this index computes its own embeddings.');
  const rows = filterRows([...index.rows.values()], body.filters_json, known);
  const bySense = body.query_type !== 'FULL_TEXT';
  const found = rank(rows, index.textColumn, body.query_text, bySense)
    .filter((one) => one.score >= body.score_threshold)
    .slice(0, body.num_results)
    .map((one) => [...cellsOf(one.row, body.columns), Number(one.score.toFixed(6))]);
  return { manifest: manifestOf(index, body.columns), ...pageOf(store, found) };
}
