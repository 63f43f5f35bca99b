import type { Chart } from '../../domain/answer.ts';
import type { Domain } from '../../domain/domains.ts';
import type { Cell, Evidence } from '../../domain/evidence.ts';
import type { InvestigationRow } from '../../domain/investigation.ts';
import type { Progress } from '../../domain/resource.ts';
import { customOutputsOf } from '../responses/custom-outputs.ts';

/** Rows that a front end gets to draw; the evidence has all. */
const mostRows = 100;

type Row = Readonly<Record<string, Cell>>;

/**
 * What front ends of the original system read beside the text, under exactly its names: also the rows, and how
 * to draw them.
 *
 * Pure.
 */
export function invocationOutputs(
  row: InvestigationRow,
  progress: Progress,
  evidence: readonly Evidence[],
): Readonly<Record<string, unknown>> {
  const chart = progress.answer?.charts[0];
  const table = evidence.find(({ id }) => id === chart?.evidenceId) ?? evidence[0];
  return {
    ...customOutputsOf(row, progress),
    visualization_hint: hintOf(progress, chart, table),
    data: dataOf(evidence),
  };
}

const rowsOf = ({ columns, rows }: Evidence): readonly Row[] =>
  rows
    .slice(0, mostRows)
    .map((cells) => Object.fromEntries(columns.map(({ name }, n) => [name, cells[n] ?? null])));

/** The rows of the first table, or those of each domain where several answered. */
function dataOf(
  evidence: readonly Evidence[],
): readonly Row[] | Readonly<Record<string, readonly Row[]>> {
  const firsts = evidence.filter(
    ({ domain }, n) => evidence.findIndex((other) => other.domain === domain) === n,
  );
  const [first, ...others] = firsts;
  if (first === undefined) return [];
  if (others.length === 0) return rowsOf(first);
  return Object.fromEntries(firsts.map((table) => [table.domain, rowsOf(table)]));
}

const drawn = { line: 'line_chart', bar: 'bar_chart', table: 'table' } as const;

/** What the original preferred for its domains; others have none. */
const preferences: Readonly<Partial<Record<Domain, Readonly<Record<string, unknown>>>>> = {
  cost: { prefer_currency_format: true, default_sort: 'descending' },
  security: { highlight_critical: true },
  performance: { highlight_slow: true },
  reliability: { show_status: true },
  quality: { show_thresholds: true },
};

function hintOf({ answer }: Progress, chart: Chart | undefined, table: Evidence | undefined) {
  const without = answer === null ? 'error' : 'text';
  const axes = chart ?? {
    type: 'table',
    x: null,
    y: null,
    title: table?.title ?? null,
    reason: null,
  };
  return {
    type: table === undefined ? without : drawn[axes.type],
    x_axis: axes.x,
    y_axis: axes.y,
    label: null,
    value: null,
    title: axes.title,
    ...tableOf(table, axes.reason),
  };
}

const tableOf = (table: Evidence | undefined, reason: string | null) =>
  table === undefined
    ? { columns: [], reason: 'There are no rows.', row_count: 0, domain_preferences: {} }
    : {
        columns: table.columns.map(({ name }) => name),
        reason: reason ?? 'The rows as they are.',
        row_count: table.rowCount,
        domain_preferences: preferences[table.domain] ?? {},
      };
