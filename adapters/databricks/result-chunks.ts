import type { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { Chunk, Rows, Statement } from './result-wire.ts';

/** More chunks than a result of Genie has; protects against an endless list of chunks. */
const maxChunks = 100;

/**
 * The rows of all chunks of a result. A chunk that may not be read, or that does not come after the
 * one before it, ends the rows.
 *
 * Effect: one GET per further chunk.
 *
 * @throws {AppError} `upstream.down` and `upstream.limited`, for a retry of the step.
 */
export async function fetchAllRows(
  { statement_id: id, result }: Statement,
  fetchChunk: (path: string) => Promise<z.infer<typeof Chunk>>,
): Promise<Rows> {
  const rows = [...(result?.data_array ?? [])];
  let at = result?.chunk_index ?? 0;
  let next = result?.next_chunk_index ?? null;
  for (let n = 1; next !== null; n += 1) {
    if (id === null || next <= at || n === maxChunks) return { rows, complete: false };
    const path = `/api/2.0/sql/statements/${encodeURIComponent(id)}/result/chunks/${next}`;
    const chunk = await fetchChunk(path).catch(nullIfRefused);
    if (chunk === null) return { rows, complete: false };
    rows.push(...chunk.data_array);
    at = next;
    next = chunk.next_chunk_index;
  }
  return { rows, complete: true };
}

function nullIfRefused(error: unknown): null {
  const retried = ['upstream.down', 'upstream.limited'];
  if (error instanceof AppError && !retried.includes(error.code)) return null;
  throw error;
}
