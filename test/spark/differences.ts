import type { SparkAnswer } from './ask.ts';
import type { SqlRows } from '../../local/workspace/sql/engine.ts';

/** What was asked: the columns that it declares, and what DuckDB answers. */
type Asked = {
  readonly question: { readonly columns: Readonly<Record<string, { readonly type: string }>> };
  readonly answer: Pick<SqlRows, 'rows'>;
};

/** As many are named; the rest is counted. */
const shown = 5;

type Cell = string | number | null;

/** Doubles may differ in the order in which they were added up; all else is equal as text. */
function alike(spark: Cell, duckDb: string | null): boolean {
  if (typeof spark !== 'number' || duckDb === null) return spark === duckDb;
  const other = Number(duckDb);
  return Math.abs(spark - other) <= 1e-9 * Math.max(Math.abs(spark), Math.abs(other));
}

/**
 * Where Spark's answer is not DuckDB's, or not of the columns that the question's header declares:
 * names and types of columns, number and order of rows, every cell.
 *
 * @returns One line for each difference, the first ones only; empty when the answers are equal.
 */
export function differences(asked: Asked, spark: SparkAnswer | undefined): string[] {
  if (spark === undefined) return ['Spark gave no answer'];
  if ('error' in spark) return [`Spark refused: ${spark.error}`];
  const declared = Object.entries(asked.question.columns).map(
    ([name, column]) => `${name} ${column.type}`,
  );
  if (spark.columns.join() !== declared.join())
    return [`columns: Spark has ${spark.columns.join()}, the header ${declared.join()}`];
  const { rows } = asked.answer;
  const found = spark.rows.flatMap((row, line) =>
    row.flatMap((cell, index) => {
      const other = rows[line]?.[index] ?? null;
      return line >= rows.length || alike(cell, other)
        ? []
        : [`row ${line}, ${declared[index]}: Spark ${String(cell)}, DuckDB ${String(other)}`];
    }),
  );
  const count =
    spark.rows.length === rows.length
      ? []
      : [`Spark gives ${spark.rows.length} rows, DuckDB ${rows.length}`];
  const more = found.length > shown ? [`and ${found.length - shown} more`] : [];
  return [...count, ...found.slice(0, shown), ...more];
}
