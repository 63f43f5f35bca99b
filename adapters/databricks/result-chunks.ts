import type { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { Chunk, Rows, Statement } from './result-wire.ts';

/** More chunks than a result of Genie has; protects against an endless list of chunks. */
const maxChunks = 100;

/**
 * The rows of all chunks of a result. A chunk that may not be read, or whose index is not after the one
 * before it, ends the rows.
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
  for (let n = 1; n < maxChunks && id !== null && isAfter(at, next); n += 1) {
    const path = `/api/2.0/sql/statements/${encodeURIComponent(id)}/result/chunks/${next}`;
    const chunk = await fetchChunk(path).catch(nullIfRefused);
    if (chunk === null) break;
    rows.push(...chunk.data_array);
    at = next;
    next = chunk.next_chunk_index;
  }
  return { rows, complete: next === null };
}

function isAfter(at: number, next: number | null): next is number {
  return next !== null && Number.isInteger(next) && next > at;
}

function nullIfRefused(error: unknown): null {
  const retried = ['upstream.down', 'upstream.limited'];
  if (error instanceof AppError && !retried.includes(error.code)) return null;
  throw error;
}
