import type { WireColumn } from '../sql/cells.ts';
import { SqlFailure, type SqlRows } from '../sql/engine.ts';

/** A part of a result. Its rows are kept as JSON text, which needs a tenth of the memory of arrays. */
export type Chunk = {
  readonly rowOffset: number;
  readonly rowCount: number;
  readonly json: Buffer;
};
export type Result = {
  readonly columns: readonly WireColumn[];
  readonly chunks: readonly Chunk[];
  readonly rowCount: number;
  readonly byteCount: number;
  readonly truncated: boolean;
};

export type Limits = {
  readonly rows: number | undefined;
  readonly bytes: number | undefined;
  /** A larger result is refused instead of truncated. */
  readonly refuseBytes: number;
  readonly refusal: string;
};

type Row = SqlRows['rows'][number];

/** Collects rows until a limit is reached. */
function createCollector(limits: Limits) {
  const chunks: Chunk[] = [];
  let rowCount = 0;
  let byteCount = 0;
  let truncated = false;
  const add = (rows: readonly Row[]) => {
    const kept: string[] = [];
    const rowOffset = rowCount;
    for (const row of rows) {
      const text = JSON.stringify(row);
      const size = Buffer.byteLength(text) + 1;
      const isFull = rowCount >= (limits.rows ?? Number.POSITIVE_INFINITY);
      if (isFull || byteCount + size > (limits.bytes ?? Number.POSITIVE_INFINITY)) {
        truncated = true;
        break;
      }
      kept.push(text);
      rowCount += 1;
      byteCount += size;
    }
    if (byteCount > limits.refuseBytes) throw new SqlFailure(limits.refusal, '54000', null);
    if (kept.length > 0)
      chunks.push({ rowOffset, rowCount: kept.length, json: Buffer.from(`[${kept.join(',')}]`) });
    return truncated;
  };
  return {
    add,
    result: (columns: readonly WireColumn[]): Result => ({
      columns,
      chunks,
      rowCount,
      byteCount,
      truncated,
    }),
  };
}

/**
 * Runs a statement and collects its rows, one chunk for each page of the engine.
 *
 * Effect: reads the data until a limit is reached.
 *
 * @throws {SqlFailure} When the statement cannot be run, or its result is larger than `refuseBytes`.
 */
export async function collect(
  pages: AsyncIterable<Pick<SqlRows, 'columns' | 'rows'>>,
  limits: Limits,
): Promise<Result> {
  const collector = createCollector(limits);
  let columns: readonly WireColumn[] = [];
  for await (const page of pages) {
    columns = page.columns;
    if (collector.add(page.rows)) break;
  }
  return collector.result(columns);
}

/** Rows that were read already, as a result of one chunk. Pure. */
export function resultOf({ columns, rows, truncated }: SqlRows): Result {
  const collector = createCollector({
    rows: undefined,
    bytes: undefined,
    refuseBytes: Number.POSITIVE_INFINITY,
    refusal: '',
  });
  collector.add(rows);
  return { ...collector.result(columns), truncated };
}

/** One chunk as CSV with a header line. */
export function csvOf(columns: readonly WireColumn[], chunk: Chunk): string {
  const rows = JSON.parse(chunk.json.toString()) as (string | null)[][];
  const cell = (text: string | null) =>
    text === null ? '' : /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  const lines = [columns.map(({ name }) => name), ...rows].map((row) => row.map(cell).join(','));
  return `${lines.join('\n')}\n`;
}
