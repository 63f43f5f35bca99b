import { createCiter, titleOf } from '../../domain/citations.ts';
import type { Citer } from '../../domain/citations.ts';
import { endOf } from '../../domain/completeness.ts';
import type { Evidence, EvidenceColumn } from '../../domain/evidence.ts';
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
 * Composes an answer by rule: what each domain's rows say, each value with its marker, and which names
 * turn up in more than one domain. Nothing is said that no row says.
 *
 * Pure.
 */
export function composeByRule(request: Pick<ComposeRequest, 'lanes'>): Omit<Composed, 'degraded'> {
  const citer = createCiter();
  const withRows = request.lanes.filter(({ evidence }) =>
    evidence.some((it) => it.rows.length > 0),
  );
  const sections =
    request.lanes.length === 0
      ? [noLanes]
      : [
          headline(request.lanes, citer),
          ...request.lanes.flatMap((lane) => section(lane, citer)),
          acrossDomains(withRows, citer),
        ];
  return {
    markdown: sections.filter((part) => part !== '').join('\n\n'),
    citations: citer.citations(),
    caveats: [],
    charts: withRows.flatMap(({ evidence }) => evidence.flatMap(chartOf)),
    usage: {},
  };
}

/** One line a table: what changed, what comes first, or at least how much there is. */
function headline(lanes: readonly LaneReport[], citer: Citer): string {
  const lines = lanes.flatMap(({ domain, evidence }) =>
    evidence.map((it) => `**${domain}**: ${finding(it, citer)}`),
  );
  return lines.length === 0
    ? 'No rows came back for this question.'
    : lines.map((line) => `- ${line}`).join('\n');
}

function finding(it: Evidence, citer: Citer): string {
  return change(it, citer) ?? top(it, citer) ?? `${counted(it, citer)} for “${titleOf(it)}”.`;
}

function counted(it: Evidence, citer: Citer): string {
  return `${it.rowCount} ${it.rowCount === 1 ? 'row' : 'rows'} ${citer.rowCount(it)}`;
}

type Series = { readonly time: EvidenceColumn; readonly order: readonly number[] };

/** A table whose rows are moments of one thing: its time column and its rows, oldest first. */
function seriesOf(it: Evidence): Series | null {
  const time = it.columns.find(({ is, type }) => is === 'time' || /^(DATE|TIMESTAMP)/.test(type));
  const keyed = it.columns.some(
    (column) => column !== time && (column.is === 'key' || column.is === 'label'),
  );
  if (!time || keyed || it.rows.length < 2) return null;
  const at = it.columns.indexOf(time);
  const when = (row: number): string => String(it.rows[row]?.[at] ?? '');
  return {
    time,
    order: it.rows.map((_, n) => n).toSorted((x, y) => when(x).localeCompare(when(y))),
  };
}

/** In a series over time: how the last complete value compares with the one before. */
function change(it: Evidence, citer: Citer): string | null {
  const series = seriesOf(it);
  const measure = it.columns.find(({ is }) => is === 'measure');
  if (!series || !measure) return null;
  const { time } = series;
  const rows = completeRows(it, series).slice(-2);
  if (rows.length < 2) return null;
  const at = it.columns.indexOf(measure);
  const [from = 0, to = 0] = rows.map((row) => Number(it.rows[row]?.[at]));
  const shown = rows.map((row) => {
    const much = `${value(it, row, measure)} ${citer.cell(it, row, measure.name)}`;
    return `${much} on ${value(it, row, time)} ${citer.cell(it, row, time.name)}`;
  });
  const percent = from > 0 && to !== from ? ` (${signed(((to - from) / from) * 100)} %)` : '';
  return `${formatColumn(measure)} ${verbs[Math.sign(to - from) + 1] ?? 'went'} from ${shown.join(' to ')}${percent}.`;
}

/** The rows of a series, oldest first, whose periods had ended when the table was complete. */
function completeRows(it: Evidence, { time, order }: Series): readonly number[] {
  if (it.completeUntil === null) return order;
  const untilMs = Date.parse(it.completeUntil);
  const at = it.columns.indexOf(time);
  return order.filter((row) => (endOf(it.rows[row]?.[at]) ?? 0) <= untilMs);
}

const verbs = ['fell', 'stayed', 'rose'];

function signed(percent: number): string {
  return `${percent > 0 ? '+' : '−'}${Math.abs(percent).toFixed(1)}`;
}

/** In a ranking: its first row, with the measures that speak. */
function top(it: Evidence, citer: Citer): string | null {
  if (seriesOf(it)) return null;
  const label = labelOf(it);
  const measures = it.columns.filter(({ is }) => is === 'measure').slice(0, 3);
  if (measures.length === 0 || !label || it.rows.length === 0) return null;
  const facts = measures.map(
    (measure) =>
      `${formatColumn(measure)} ${value(it, 0, measure)} ${citer.cell(it, 0, measure.name)}`,
  );
  const name = `${value(it, 0, label)} ${citer.cell(it, 0, label.name)}`;
  return `${name} comes first, with ${facts.join(', ')}.`;
}

/** The label that tells rows apart best; a key where no label does. */
function labelOf(it: Evidence): EvidenceColumn | undefined {
  const distinct = (column: EvidenceColumn): number =>
    new Set(it.rows.map((row) => row[it.columns.indexOf(column)])).size;
  const candidates = it.columns.filter(
    (column) => column.is === 'label' && it.rows[0]?.[it.columns.indexOf(column)] !== null,
  );
  const best = candidates.toSorted((a, b) => distinct(b) - distinct(a))[0];
  return best ?? it.columns.findLast(({ is }) => is === 'key');
}

function section(lane: LaneReport, citer: Citer): readonly string[] {
  const heading = `## ${lane.domain[0]?.toUpperCase()}${lane.domain.slice(1)}`;
  if (lane.outcome === 'no_data') return [heading, 'The query ran and returned no row.'];
  const tables = lane.evidence.filter((it) => it.rows.length > 0);
  if (tables.length === 0) return [];
  return [heading, ...tables.map((it) => table(it, citer))];
}

function table(it: Evidence, citer: Citer): string {
  const series = seriesOf(it);
  const order = series ? series.order.toReversed() : it.rows.map((_, n) => n);
  const rows = order.slice(0, shownRows).map((at) => `- ${rowText(it, at, citer)}`);
  const first = it.rowCount > rows.length ? `, of which the ${series ? 'latest' : 'first'}` : '';
  return `**${titleOf(it)}** ${counted(it, citer)}${first}:\n\n${rows.join('\n')}`;
}

/** What a row is about, then what it measures. Ids stay out where names tell the same. */
function rowText(it: Evidence, row: number, citer: Citer): string {
  const filled = it.columns.filter((column) => it.rows[row]?.[it.columns.indexOf(column)] !== null);
  const cite = (column: EvidenceColumn): string => citer.cell(it, row, column.name);
  const labels = filled.filter(({ is }) => is === 'label');
  const unnamed = labels.length < it.columns.filter(({ is }) => is === 'label').length;
  const keys = filled.filter(({ is }) => is === 'key');
  const naming = labels.length === 0 ? keys : unnamed ? [...labels, ...keys.slice(-1)] : labels;
  const names = naming.map((column) => `${value(it, row, column)} ${cite(column)}`);
  const facts = filled
    .filter(({ is }) => is === 'measure' || is === 'time')
    .map((column) => `${formatColumn(column)} ${value(it, row, column)} ${cite(column)}`);
  return [names.join(' '), facts.join(', ')].filter((part) => part !== '').join(': ');
}

function value(it: Evidence, row: number, column: EvidenceColumn): string {
  return formatCell(it.rows[row]?.[it.columns.indexOf(column)] ?? null, column);
}

function chartOf(it: Evidence): Composed['charts'] {
  const measure = it.columns.find(({ is }) => is === 'measure');
  const series = seriesOf(it);
  const label = labelOf(it);
  if (!measure || it.rows.length < 2) return [];
  const base = { evidenceId: it.id, y: measure.name, title: it.title };
  if (series) {
    return [{ ...base, type: 'line', x: series.time.name, reason: 'A measure over time.' }];
  }
  return label ? [{ ...base, type: 'bar', x: label.name, reason: 'A measure by name.' }] : [];
}
