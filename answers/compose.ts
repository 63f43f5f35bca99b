import { isNumeric } from '../domain/cells.ts';
import { createMarkers, titleOf } from '../domain/citations.ts';
import type { Markers } from '../domain/citations.ts';
import type { Evidence, EvidenceColumn } from '../domain/evidence.ts';
import { explainedSections, leading } from '../domain/explained-text.ts';
import { isAnswer } from '../domain/outcome.ts';
import type { Composed, ComposeRequest, LaneReport } from '../domain/reasoner-port.ts';
import { acrossDomains } from './across-domains.ts';
import { capital, cite, citeName, type Source } from './cited.ts';
import { directReply } from './direct-reply.ts';
import { firstLine } from './first-line.ts';
import { formatColumn } from './format-cell.ts';
import { labelOf } from './label.ts';
import { plainColumns, plainSource } from './plain-table.ts';
import { sayTwoTables } from './two-times.ts';
import { twoTimesOf } from '../domain/two-times.ts';
import { seriesOf } from './series.ts';
import { cellAt } from './table.ts';
import { withoutNeed } from '../language/need-leads.ts';

/** Rows of a table that the text shows; the evidence has them all. */
const shownRows = 5;
/** For readers who told their role. */
const shownFor: Readonly<Record<string, number>> = { manager: 2, analyst: 12 };

type RuleRequest = Pick<ComposeRequest, 'lanes' | 'question' | 'wordsOf' | 'explanation' | 'role'>;

/**
 * Composes an answer by rule: what a search for a cause has settled, what each domain's rows say, each value
 * with its marker, and which names stand in more than one domain. It states nothing that no row states.
 */
export function composeByRule(request: RuleRequest): Omit<Composed, 'degraded'> {
  const { explanation } = request;
  const markers = createMarkers(explanation?.citations);
  const withRows = request.lanes.filter(({ evidence }) =>
    evidence.some((table) => table.rows.length > 0),
  );
  const sections =
    request.lanes.length === 0
      ? [directReply(request.question)]
      : [
          ...opening(request, withRows.length > 0, markers),
          ...request.lanes.flatMap((lane) =>
            section(lane, { markers, rows: shownFor[request.role ?? ''] ?? shownRows }),
          ),
          acrossDomains(withRows, markers),
        ];
  return {
    markdown: sections.filter((part) => part !== '').join('\n\n'),
    citations: markers.citations(),
    caveats: [],
    charts: withRows.flatMap(({ evidence }) => evidence.flatMap(chartOf)),
    usage: {},
    prompt: null,
  };
}

/** What answers the question comes first: what was settled of a cause, else what the tables say. */
function opening(request: RuleRequest, hasRows: boolean, markers: Markers): readonly string[] {
  const told = headline(request, markers);
  const settled = leading(request.explanation);
  if (settled === null) return [told];
  const below = hasRows ? ['## What the domains found', told] : [];
  return [...explainedSections(settled), ...below];
}

/** What each table says, a line each: the answer to the question comes before all else. */
function headline({ lanes, question: asked, wordsOf }: RuleRequest, markers: Markers): string {
  const question = withoutNeed(asked);
  const lines = lanes.flatMap(({ domain, question: about, evidence }) => {
    const times = twoTimesOf(evidence);
    const words = times === null ? null : wordsOf(times.now);
    const compared = times && sayTwoTables(times, { markers, question, about, words });
    if (compared) return [{ domain, line: capital(compared) }];
    // A second table that cannot be compared is told below, in its section.
    return evidence.slice(0, 1).map((table) => ({
      domain,
      // Of several domains each is asked its own part of the question.
      line: firstLine({ table, markers }, wordsOf(table), lanes.length > 1 ? about : question),
    }));
  });
  const [only] = lines;
  if (only === undefined) return 'No rows came back for this question.';
  const told =
    lines.length === 1
      ? only.line
      : lines.map(({ domain, line }) => `- **${domain}**: ${line}`).join('\n');
  return [told, ...unanswered(lanes)].join('\n\n');
}

/** Of several domains, those without an answer are named right behind what the others say. */
function unanswered(lanes: readonly LaneReport[]): readonly string[] {
  const silent = lanes.filter(({ outcome }) => !isAnswer(outcome) && outcome !== 'skipped');
  const names = silent.map(({ domain }) => `**${domain}**`).join(', ');
  return names === '' ? [] : [`No answer from ${names}: see the caveats.`];
}

function counted(table: Evidence, markers: Markers): string {
  return `${table.rowCount} ${table.rowCount === 1 ? 'row' : 'rows'} ${markers.rowCount(table)}`;
}

/** How a table is shown. */
type Shown = { readonly markers: Markers; readonly rows: number };

function section(lane: LaneReport, { markers, rows }: Shown): readonly string[] {
  const heading = `## ${lane.domain[0]?.toUpperCase()}${lane.domain.slice(1)}`;
  if (lane.outcome === 'no_data') return [heading, 'The query ran and returned no row.'];
  const tables = lane.evidence.filter((table) => table.rows.length > 0);
  if (tables.length === 0) return [];
  return [heading, ...tables.map((table) => tableSection(plainSource({ table, markers }), rows))];
}

function tableSection({ table, markers }: Source, most: number): string {
  const series = seriesOf(table);
  const order = series ? series.order.toReversed() : table.rows.map((_, n) => n);
  const rows = order.slice(0, most).map((at) => `- ${rowText(table, at, markers)}`);
  const first = table.rowCount > rows.length ? `, of which the ${series ? 'latest' : 'first'}` : '';
  return `**${titleOf(table)}** ${counted(table, markers)}${first}:\n\n${rows.join('\n')}`;
}

/** What a row is about, then its measures and times. Ids are left out where labels name the row. */
function rowText(table: Evidence, row: number, markers: Markers): string {
  const filled = table.columns.filter((column) => cellAt(table, row, column) !== null);
  const labels = filled.filter(({ is }) => is === 'label');
  const unnamed = labels.length < table.columns.filter(({ is }) => is === 'label').length;
  const keys = filled.filter(({ is }) => is === 'key');
  const naming = labels.length === 0 ? keys : unnamed ? [...labels, ...keys.slice(-1)] : labels;
  const fallback = seriesOf(table) ? undefined : labelOf(table);
  const shown = naming.length === 0 && fallback !== undefined ? [fallback] : naming;
  const names = shown.map((column) => citeName({ table, markers }, row, column));
  const facts = filled
    .filter(
      (column) =>
        column.is === 'time' || (column.is === 'measure' && !isNothing(table, row, column)),
    )
    .map((column) => `${formatColumn(column)} ${cite({ table, markers }, row, column)}`);
  return [names.join(' '), facts.join(', ')].filter((part) => part !== '').join(': ');
}

/** Usage without a price is told only where there is some. */
const isNothing = (table: Evidence, row: number, column: EvidenceColumn): boolean =>
  column.name === 'unpriced_quantity' && Number(cellAt(table, row, column)) === 0;

/** A chart of the first number: over time as a line, by name as bars. Ids and amounts as text are none. */
function chartOf(table: Evidence): Composed['charts'] {
  const measure = plainColumns(table).find(
    ({ column }) => column.is === 'measure' && isNumeric(column.type),
  );
  const y = table.columns[measure?.at ?? -1];
  const series = seriesOf(table);
  const label = labelOf(table);
  if (y === undefined || table.rows.length < 2) return [];
  const base = { evidenceId: table.id, y: y.name, title: table.title };
  if (series) {
    return [{ ...base, type: 'line', x: series.time.name, reason: 'A measure over time.' }];
  }
  return label ? [{ ...base, type: 'bar', x: label.name, reason: 'A measure by name.' }] : [];
}
