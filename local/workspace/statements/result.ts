import { randomBytes } from 'node:crypto';
import type { WireColumn } from '../sql/cells.ts';
import { maxRows, SqlFailure, type SqlEngine, type SqlRows } from '../sql/engine.ts';

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
 * Runs a statement and collects all its rows. One engine call returns at most 5,000 rows, so the result
 * is written to a temporary table and read in pages; all pages are of one execution, in its order.
 *
 * Effect: reads the data; creates a table in memory and drops it.
 *
 * @throws {SqlFailure} When the statement cannot be run, or its result is larger than `refuseBytes`.
 */
export async function collect(
  engine: SqlEngine,
  sql: string,
  nowMs: number,
  limits: Limits,
): Promise<Result> {
  const collector = createCollector(limits);
  if (!/^\s*\(*\s*(select|with|values|from)\b/i.test(sql)) {
    const rows = await engine.run(sql, [], nowMs);
    collector.add(rows.rows);
    return collector.result(rows.columns);
  }
  const table = `memory.main.result_${randomBytes(16).toString('hex')}`;
  await engine.run(`create table ${table} as ${sql}`, [], nowMs);
  try {
    for (let offset = 0; ; offset += maxRows) {
      const page = `select * from ${table} where rowid >= ${offset} and rowid < ${offset + maxRows} order by rowid`;
      const { columns, rows } = await engine.run(page, [], nowMs);
      const isFull = collector.add(rows);
      if (isFull || rows.length < maxRows) return collector.result(columns);
    }
  } finally {
    await engine.run(`drop table ${table}`, [], nowMs);
  }
}

/** One chunk as CSV with a header line. */
export function csvOf(columns: readonly WireColumn[], chunk: Chunk): string {
  const rows = JSON.parse(chunk.json.toString()) as (string | null)[][];
  const cell = (text: string | null) =>
    text === null ? '' : /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  const lines = [columns.map(({ name }) => name), ...rows].map((row) => row.map(cell).join(','));
  return `${lines.join('\n')}\n`;
}
