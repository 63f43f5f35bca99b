import type { Chunk, Result } from './result.ts';
import type { Statement } from './store.ts';

type Json = Readonly<Record<string, unknown>>;

/** The external link to a chunk, and its expiry. */
export type LinkOf = (chunk: number) => { readonly url: string; readonly expiration: string };

const nextOf = (statement: Statement, index: number, count: number): Json =>
  index + 1 < count
    ? {
        next_chunk_index: index + 1,
        next_chunk_internal_link: `/api/2.0/sql/statements/${statement.id}/result/chunks/${index + 1}`,
      }
    : {};

/** One chunk with its rows or an external link to them. */
export function chunkShape(
  statement: Statement,
  result: Result,
  index: number,
  chunk: Chunk,
  linkOf: LinkOf,
): Json {
  const place = {
    chunk_index: index,
    row_offset: chunk.rowOffset,
    row_count: chunk.rowCount,
    ...nextOf(statement, index, result.chunks.length),
  };
  if (statement.request.disposition === 'INLINE')
    return { ...place, data_array: JSON.parse(chunk.json.toString()) as unknown };
  const { url, expiration } = linkOf(index);
  const link = { ...place, byte_count: chunk.json.length, external_link: url, expiration };
  return { external_links: [link] };
}

function manifest(statement: Statement, result: Result): Json {
  return {
    format: statement.request.format,
    schema: { column_count: result.columns.length, columns: result.columns },
    chunks: result.chunks.map(({ rowOffset, rowCount, json }, index) => ({
      chunk_index: index,
      row_offset: rowOffset,
      row_count: rowCount,
      byte_count: json.length,
    })),
    total_chunk_count: result.chunks.length,
    total_row_count: result.rowCount,
    total_byte_count: result.byteCount,
    truncated: result.truncated,
  };
}

/** The response for a statement; it has the first chunk when the statement succeeded. */
export function statementReply(statement: Statement, linkOf: LinkOf): Json {
  const { id, state, error, result } = statement;
  const failed =
    error === null
      ? {}
      : { error: { error_code: 'BAD_REQUEST', message: error.message }, sql_state: error.sqlState };
  const base = { statement_id: id, status: { state, ...failed } };
  if (result === null) return base;
  const [first] = result.chunks;
  return {
    ...base,
    manifest: manifest(statement, result),
    result: first === undefined ? {} : chunkShape(statement, result, 0, first, linkOf),
  };
}
