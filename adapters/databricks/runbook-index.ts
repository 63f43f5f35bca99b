import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { Runbook, RunbookQuery, RunbookSearch } from '../../domain/tools.ts';
import { RunbookShape } from '../runbook-shape.ts';
import type { Http } from './http.ts';

/** A result below it does not fit; the score of a hybrid search is at most 1. */
const leastScore = 0.5;
const mostFound = 2;

const Status = z.object({
  status: z.object({ ready: z.boolean(), message: z.string().optional() }).optional(),
});

/** The score stands behind the columns that were asked for. */
const Found = z.object({
  manifest: z.object({ columns: z.array(z.object({ name: z.string() })) }),
  result: z.object({
    row_count: z.number().optional(),
    data_array: z.array(z.array(z.unknown())).optional(),
  }),
});

/**
 * Runbooks in an index of Databricks Vector Search, found by meaning and words together. It has the
 * columns `id`, `domain`, `text` (of which it makes embeddings) and `body`: a runbook as JSON. What a found cause names is looked up in `stored`, as an
 * index finds by text only.
 *
 * Effect: one query a search.
 *
 * @param index Full name: catalog, schema and index.
 * @see https://docs.databricks.com/api/workspace/vectorsearchindexes/queryindex
 */
export function createRunbookIndex(
  index: string,
  http: Http,
  stored: RunbookSearch,
): RunbookSearch {
  const path = `/api/2.0/vector-search/indexes/${encodeURIComponent(index)}`;
  return {
    find: async (asked, signal) => {
      if (asked.causes.length > 0) return stored.find(asked, signal);
      const reply = await http(
        { method: 'POST', path: `${path}/query`, body: bodyOf(asked), signal },
        Found,
      ).catch((error: unknown) => explained(error, index, () => statusOf(http, path, signal)));
      return reply === null ? [] : runbooksIn(reply);
    },
  };
}

/**
 * Brings runbooks into the index; those that are there are replaced.
 *
 * Effect: one request.
 */
export async function storeInIndex(
  index: string,
  http: Http,
  runbooks: readonly Runbook[],
): Promise<void> {
  const rows = runbooks.map((one) => ({
    id: one.id,
    domain: one.domain,
    text: [one.title, ...one.symptoms, ...one.steps.map(({ title }) => title)].join('\n'),
    body: JSON.stringify(one),
  }));
  await http(
    {
      method: 'POST',
      path: `/api/2.0/vector-search/indexes/${encodeURIComponent(index)}/upsert-data`,
      body: { inputs_json: JSON.stringify(rows) },
    },
    z.object({ status: z.string().optional() }),
  );
}

function bodyOf({ text, domains }: RunbookQuery): object {
  return {
    columns: ['id', 'body'],
    query_text: text,
    query_type: 'HYBRID',
    num_results: mostFound,
    score_threshold: leastScore,
    ...(domains.length === 0 ? {} : { filters_json: JSON.stringify({ domain: domains }) }),
  };
}

function runbooksIn({ manifest, result }: z.infer<typeof Found>): readonly Runbook[] {
  const at = manifest.columns.findIndex(({ name }) => name === 'body');
  return (result.data_array ?? []).flatMap((row) => {
    const parsed = RunbookShape.safeParse(parsedJson(row[at]));
    if (!parsed.success)
      throw new AppError('upstream.rejected', 'A row of the runbook index is no runbook.');
    return Number(row.at(-1)) >= leastScore ? [parsed.data] : [];
  });
}

function parsedJson(text: unknown): unknown {
  try {
    return JSON.parse(String(text)) as unknown;
  } catch {
    return null;
  }
}

/** An index that is not ready refuses as one that is not there: what is wrong is told by its status. */
async function explained(
  error: unknown,
  index: string,
  status: () => Promise<z.infer<typeof Status> | null>,
): Promise<never> {
  if (!(error instanceof AppError) || error.code === 'upstream.down') throw error;
  const found = await status().catch(() => null);
  if (found?.status === undefined || found.status.ready) throw error;
  const why = found.status.message ?? 'it is being filled';
  throw new AppError('upstream.down', `The index ${index} is not ready: ${why}.`, { cause: error });
}

const statusOf = (http: Http, path: string, signal: AbortSignal) =>
  http({ method: 'GET', path, signal }, Status);
