import type { Citation } from '../../domain/answer.ts';
import type { Cell, ColumnRole, Evidence } from '../../domain/evidence.ts';
import { anEvidence } from '../support/evidence.ts';

/** A line of `eval/datasets/claims.jsonl`. */
export type Case = {
  readonly table: {
    readonly columns: readonly { name: string; type: string; is: ColumnRole; unit?: string }[];
    readonly rows: readonly (readonly Cell[])[];
    readonly parameters: readonly { name: string; value: string | number }[];
  };
  readonly sentence: string;
  readonly cited: 'all' | readonly (readonly [row: number, column: number])[];
  readonly true: boolean;
  readonly kind: string;
};

/** The sentence of a case with a marker behind it for each cited cell. */
export function evidenceOf({ table, sentence, cited }: Case): {
  readonly markdown: string;
  readonly citations: readonly Citation[];
  readonly evidence: Evidence;
} {
  const evidence = anEvidence({
    title: 'Result',
    columns: table.columns.map((column) => ({ ...column, unit: column.unit ?? null })),
    rows: table.rows,
    rowCount: table.rows.length,
    parameters: table.parameters.map(({ name, value }) => ({ name, value: String(value) })),
  });
  const all = table.rows.flatMap((cells, row) => cells.map((_, at) => [row, at] as const));
  const citations = (cited === 'all' ? all : cited).map(([row, at], n): Citation => ({
    marker: `cost:${n + 1}`,
    evidenceId: evidence.id,
    row,
    column: table.columns[at]?.name ?? null,
    columnIndex: at,
    value: table.rows[row]?.[at] ?? null,
  }));
  const markers = citations.map(({ marker }) => `[${marker}]`).join('');
  return { markdown: `${sentence} ${markers}`, citations, evidence };
}
