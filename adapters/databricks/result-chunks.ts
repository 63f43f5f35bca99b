import type { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { GenieTable } from '../../domain/genie.ts';
import type { Chunk, QueryResult } from './genie-wire.ts';

/** More chunks than a result of Genie has; protects against an endless list of chunks. */
const maxChunks = 100;

/**
 * The rows of all chunks of a result. A chunk that may not be read ends the rows; the row count
 * then shows that the result is truncated.
 *
 * Effect: one GET per further chunk.
 *
 * @throws {AppError} `upstream.down` and `upstream.limited`, for a retry of the step.
 */
export async function fetchAllRows(
  { statement_response: it }: z.infer<typeof QueryResult>,
  fetchChunk: (path: string) => Promise<z.infer<typeof Chunk>>,
): Promise<GenieTable['rows']> {
  const rows = [...(it.result?.data_array ?? [])];
  let next = it.result?.next_chunk_index;
  for (let n = 1; n < maxChunks && typeof next === 'number' && it.statement_id; n += 1) {
    const path = `/api/2.0/sql/statements/${encodeURIComponent(it.statement_id)}/result/chunks/${next}`;
    const chunk = await fetchChunk(path).catch(nullIfRefused);
    if (chunk === null) break;
    rows.push(...chunk.data_array);
    next = chunk.next_chunk_index;
  }
  return rows;
}

function nullIfRefused(error: unknown): null {
  const retried = ['upstream.down', 'upstream.limited'];
  if (error instanceof AppError && !retried.includes(error.code)) return null;
  throw error;
}
