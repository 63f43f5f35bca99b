import { createMarkers, titleOf } from '../../domain/citations.ts';
import type { Markers } from '../../domain/citations.ts';
import { periodEndMs } from '../../domain/completeness.ts';
import { compare, parseDecimal } from '../../domain/decimals.ts';
import type { Cell, Evidence, EvidenceColumn } from '../../domain/evidence.ts';
import type { Composed, ComposeRequest, LaneReport } from '../../domain/reasoner-port.ts';
import { acrossDomains } from './across-domains.ts';
import { formatCell, formatColumn } from './format-cell.ts';

/** Rows of a table that the text shows; the evidence has them all. */
const shownRows = 5;

const noLanes = `I answer questions about a Databricks platform: cost, security, performance, reliability and data quality. This one does not seem to be about any of them.

Try for example:

- Why did our spend jump yesterday?
- Which jobs failed last night?
- Who accessed the customers table?
- Which data is stale?
`;

/**
 * Composes an answer by rule: what each domain's rows say, each value with its marker, and which
 * names stand in more than one domain. It states nothing that no row states.
 */
export function composeByRule(request: Pick<ComposeRequest, 'lanes'>): Omit<Composed, 'degraded'> {
  const markers = createMarkers();
  const withRows = request.lanes.filter(({ evidence }) =>
    evidence.some((table) => table.rows.length > 0),
  );
  const sections =
    request.lanes.length === 0
      ? [noLanes]
      : [
          headline(request.lanes, markers),
          ...request.lanes.flatMap((lane) => section(lane, markers)),
          acrossDomains(withRows, markers),
        ];
  return {
    markdown: sections.filter((part) => part !== '').join('\n\n'),
    citations: markers.citations(),
    caveats: [],
    charts: withRows.flatMap(({ evidence }) => evidence.flatMap(chartOf)),
    usage: {},
  };
}

/** One line for each table: what changed, what comes first, or the number of its rows. */
function headline(lanes: readonly LaneReport[], markers: Markers): string {
  const lines = lanes.flatMap(({ domain, evidence }) =>
    evidence.map((table) => `**${domain}**: ${finding(table, markers)}`),
  );
  return lines.length === 0
    ? 'No rows came back for this question.'
    : lines.map((line) => `- ${line}`).join('\n');
}

function finding(table: Evidence, markers: Markers): string {
  return (
    change(table, markers) ??
    top(table, markers) ??
    `${counted(table, markers)} for “${titleOf(table)}”.`
  );
}

function counted(table: Evidence, markers: Markers): string {
  return `${table.rowCount} ${table.rowCount === 1 ? 'row' : 'rows'} ${markers.rowCount(table)}`;
}

type Series = { readonly time: EvidenceColumn; readonly order: readonly number[] };

/**
 * A table with one row for each time: its time column, and the numbers of its rows, oldest first.
 */
function seriesOf(table: Evidence): Series | null {
  const time = table.columns.find(
    ({ is, type }) => is === 'time' || /^(DATE|TIMESTAMP)/.test(type),
  );
  const keyed = table.columns.some(
    (column) => column !== time && (column.is === 'key' || column.is === 'label'),
  );
  if (!time || keyed || table.rows.length < 2) return null;
  const at = table.columns.indexOf(time);
  const when = (row: number): string => String(table.rows[row]?.[at] ?? '');
  return {
    time,
    order: table.rows.map((_, n) => n).toSorted((x, y) => when(x).localeCompare(when(y))),
  };
}

/** In a series over time: how the last complete value compares with the one before. */
function change(table: Evidence, markers: Markers): string | null {
  const series = seriesOf(table);
  const measure = table.columns.find(({ is }) => is === 'measure');
  if (!series || !measure) return null;
  const { time } = series;
  const rows = completeRows(table, series).slice(-2);
  if (rows.length < 2) return null;
  const at = table.columns.indexOf(measure);
  const cells = rows.map((row) => table.rows[row]?.[at] ?? null);
  const [from = 0, to = 0] = cells.map(Number);
  const shown = rows.map((row) => {
    const much = `${value(table, row, measure)} ${cite(table, row, measure, markers)}`;
    return `${much} on ${value(table, row, time)} ${cite(table, row, time, markers)}`;
  });
  const percent = from > 0 && to !== from ? ` (${signed(((to - from) / from) * 100)} %)` : '';
  return `${formatColumn(measure)} ${verbOf(cells)} from ${shown.join(' to ')}${percent}.`;
}

/** The rows of a series, oldest first, whose periods had ended when the table was complete. */
function completeRows(table: Evidence, { time, order }: Series): readonly number[] {
  if (table.completeUntil === null) return order;
  const untilMs = Date.parse(table.completeUntil);
  const at = table.columns.indexOf(time);
  return order.filter((row) => (periodEndMs(table.rows[row]?.[at]) ?? 0) <= untilMs);
}

/** How a measure went from one cell to the next; doubles would not tell large integers apart. */
function verbOf(cells: readonly Cell[]): string {
  const [from, to] = cells.map((cell) => parseDecimal(String(cell)));
  if (!from || !to) return 'went';
  const way = compare(to, from);
  return way === 0 ? 'stayed' : way < 0 ? 'fell' : 'rose';
}

function signed(percent: number): string {
  return `${percent > 0 ? '+' : '−'}${Math.abs(percent).toFixed(1)}`;
}

/** In a ranking: its first row with up to three measures, or its only one. */
function top(table: Evidence, markers: Markers): string | null {
  if (seriesOf(table)) return null;
  const label = labelOf(table);
  const measures = table.columns.filter(({ is }) => is === 'measure').slice(0, 3);
  if (measures.length === 0 || !label || table.rows.length === 0) return null;
  const facts = measures.map(
    (measure) =>
      `${formatColumn(measure)} ${value(table, 0, measure)} ${cite(table, 0, measure, markers)}`,
  );
  const name = `${nameIn(table, 0, label)} ${cite(table, 0, label, markers)}`;
  return table.rows.length === 1
    ? `${facts.join(', ')} for ${name}.`
    : `${name} comes first, with ${facts.join(', ')}.`;
}

/** The label with the most different values; the last key where there is no label. */
function labelOf(table: Evidence): EvidenceColumn | undefined {
  const distinct = (column: EvidenceColumn): number =>
    new Set(table.rows.map((row) => row[table.columns.indexOf(column)])).size;
  const candidates = table.columns.filter(
    (column) => column.is === 'label' && table.rows[0]?.[table.columns.indexOf(column)] !== null,
  );
  const best = candidates.toSorted((a, b) => distinct(b) - distinct(a))[0];
  return best ?? table.columns.findLast(({ is }) => is === 'key');
}

function section(lane: LaneReport, markers: Markers): readonly string[] {
  const heading = `## ${lane.domain[0]?.toUpperCase()}${lane.domain.slice(1)}`;
  if (lane.outcome === 'no_data') return [heading, 'The query ran and returned no row.'];
  const tables = lane.evidence.filter((table) => table.rows.length > 0);
  if (tables.length === 0) return [];
  return [heading, ...tables.map((one) => tableSection(one, markers))];
}

function tableSection(table: Evidence, markers: Markers): string {
  const series = seriesOf(table);
  const order = series ? series.order.toReversed() : table.rows.map((_, n) => n);
  const rows = order.slice(0, shownRows).map((at) => `- ${rowText(table, at, markers)}`);
  const first = table.rowCount > rows.length ? `, of which the ${series ? 'latest' : 'first'}` : '';
  return `**${titleOf(table)}** ${counted(table, markers)}${first}:\n\n${rows.join('\n')}`;
}

/** What a row is about, then its measures and times. Ids are left out where labels name the row. */
function rowText(table: Evidence, row: number, markers: Markers): string {
  const filled = table.columns.filter(
    (column) => table.rows[row]?.[table.columns.indexOf(column)] !== null,
  );
  const labels = filled.filter(({ is }) => is === 'label');
  const unnamed = labels.length < table.columns.filter(({ is }) => is === 'label').length;
  const keys = filled.filter(({ is }) => is === 'key');
  const naming = labels.length === 0 ? keys : unnamed ? [...labels, ...keys.slice(-1)] : labels;
  const fallback = seriesOf(table) ? undefined : labelOf(table);
  const shown = naming.length === 0 && fallback !== undefined ? [fallback] : naming;
  const names = shown.map(
    (column) => `${nameIn(table, row, column)} ${cite(table, row, column, markers)}`,
  );
  const facts = filled
    .filter(
      (column) =>
        column.is === 'time' || (column.is === 'measure' && !isNothing(table, row, column)),
    )
    .map(
      (column) =>
        `${formatColumn(column)} ${value(table, row, column)} ${cite(table, row, column, markers)}`,
    );
  return [names.join(' '), facts.join(', ')].filter((part) => part !== '').join(': ');
}

/** Usage without a price is told only where there is some. */
const isNothing = (table: Evidence, row: number, column: EvidenceColumn): boolean =>
  column.name === 'unpriced_quantity' &&
  Number(table.rows[row]?.[table.columns.indexOf(column)]) === 0;

/** What names a row; where that cell is empty, which name is missing. */
function nameIn(table: Evidence, row: number, column: EvidenceColumn): string {
  const isEmpty = table.rows[row]?.[table.columns.indexOf(column)] === null;
  return isEmpty ? `(no ${formatColumn(column)})` : value(table, row, column);
}

function value(table: Evidence, row: number, column: EvidenceColumn): string {
  return formatCell(table.rows[row]?.[table.columns.indexOf(column)] ?? null, column);
}

function cite(table: Evidence, row: number, column: EvidenceColumn, markers: Markers): string {
  return markers.cell(table, row, table.columns.indexOf(column));
}

function chartOf(table: Evidence): Composed['charts'] {
  const measure = table.columns.find(({ is }) => is === 'measure');
  const series = seriesOf(table);
  const label = labelOf(table);
  if (!measure || table.rows.length < 2) return [];
  const base = { evidenceId: table.id, y: measure.name, title: table.title };
  if (series) {
    return [{ ...base, type: 'line', x: series.time.name, reason: 'A measure over time.' }];
  }
  return label ? [{ ...base, type: 'bar', x: label.name, reason: 'A measure by name.' }] : [];
}
