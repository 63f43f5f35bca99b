import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { GenieResult, GenieTable } from '../../domain/genie.ts';
import { cut } from '../../domain/text.ts';
import {
  filledText,
  flag,
  list,
  numberOrNaN,
  optionalCount,
  optionalId,
  optionalList,
  optionalObject,
  optionalText,
  optionalWord,
} from './fields.ts';
import { jsonTextOf, textOf } from './json.ts';

/** A cell is text or null; other values become their exact text, objects and lists their JSON. */
const cell = z.unknown().transform(jsonTextOf);

const ErrorObject = z.object({ message: filledText });
/** UTF-16 units; the text is stored in the workflow's history. */
const maxErrorLength = 2_000;

/** One part of a result, with the index of the next one. */
export const Chunk = z.object({
  chunk_index: optionalCount,
  data_array: list(z.array(cell)),
  next_chunk_index: numberOrNaN,
});

/**
 * The state of a statement and the first part of its result. What says which rows there are must be
 * readable if it is there: otherwise rows would be missing without notice.
 */
export const Statement = z
  .object({
    statement_id: optionalId,
    status: optionalObject({ state: optionalWord, error: z.unknown().optional() }),
    manifest: optionalObject({
      schema: optionalObject({
        columns: optionalList({
          name: optionalText,
          type_name: filledText,
          type_text: filledText,
        }),
      }),
      total_row_count: optionalCount,
      truncated: flag,
    }),
    result: Chunk.nullish(),
  })
  .superRefine(({ status, manifest, result }, context) => {
    const isNamed = status !== null && status.state !== null;
    if (isNamed || hasRows({ manifest, result })) return;
    context.addIssue({ code: 'custom', message: 'a word', path: ['status', 'state'] });
  });
export type Statement = z.infer<typeof Statement>;

/** The reply about the statement of a Genie query. */
export const QueryResult = z.object({ statement_response: Statement });

/** The rows of all parts; `complete` is false when a part could not be had. */
export type Rows = { readonly rows: GenieTable['rows']; readonly complete: boolean };

/**
 * Tells what a statement came to. Any state that is not listed means that it still runs, as an
 * unknown status of a message does.
 *
 * @param fetchRows Fetches the rows of a statement that succeeded.
 * @throws {AppError} `upstream.rejected` when the statement failed or says nothing of its result.
 */
export async function toResult(
  statement: Statement,
  fetchRows: () => Promise<Rows>,
): Promise<GenieResult> {
  const state = statement.status?.state ?? null;
  const reason = failureOf(statement);
  if (reason !== null)
    throw new AppError('upstream.rejected', `The query has no result: ${reason}`);
  if (state === 'CLOSED') return { state: 'gone' };
  if (state !== 'SUCCEEDED' && !hasRows(statement)) return { state: 'running' };
  if (!statement.manifest && !statement.result) {
    throw new AppError(
      'upstream.rejected',
      'The query succeeded, but Databricks sent no `manifest`.',
    );
  }
  return { state: 'ready', table: toTable(statement, await fetchRows()) };
}

/** Why a statement ended without a result; null for one that did not. */
export function failureOf({ status }: Statement): string | null {
  const state = status?.state ?? null;
  if (state === null || !['FAILED', 'CANCELED', 'CANCELLED'].includes(state)) return null;
  return reasonIn(status?.error) ?? `its state is ${state}`;
}

/** Rows that are there are the result, whatever its state is called. */
const hasRows = ({
  manifest,
  result,
}: {
  readonly manifest: unknown;
  readonly result?: { readonly data_array: readonly unknown[] } | null | undefined;
}): boolean => manifest !== null && (result?.data_array.length ?? 0) > 0;

/** The error is an object; a text in its place is its message. */
function reasonIn(error: unknown): string | null {
  const written = ErrorObject.safeParse(error).data?.message ?? textOf(error);
  return written === null ? null : cut(written, maxErrorLength);
}

/**
 * A column without a type holds text; cells beyond the last column get columns without a name, and
 * short rows get nulls.
 */
function toTable({ manifest, statement_id }: Statement, { rows, complete }: Rows): GenieTable {
  const columns = manifest?.schema?.columns ?? [];
  const width = rows.reduce((widest, row) => Math.max(widest, row.length), columns.length);
  const rowCount = Math.max(rows.length, manifest?.total_row_count ?? 0);
  return {
    columns: Array.from({ length: width }, (_, at) => ({
      name: columns[at]?.name ?? '',
      type: columns[at]?.type_text ?? columns[at]?.type_name ?? 'STRING',
    })),
    rows: rows.map((row) => [...row, ...Array<null>(width - row.length).fill(null)]),
    rowCount,
    truncated: !complete || manifest?.truncated === true || rows.length < rowCount,
    statementId: statement_id,
  };
}
