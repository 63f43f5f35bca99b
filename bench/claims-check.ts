import { checkClaims } from '../claims/check-claims.ts';
import { createMarkers } from '../domain/citations.ts';
import type { Evidence, EvidenceColumn } from '../domain/evidence.ts';
import { evidenceId } from '../domain/ids.ts';
import { median } from './statistics.ts';

const rowCount = 5_000;
/** UTF-16 units of the answer that is checked. */
const answerLength = 6_000;
const repeats = 30;

const columns: readonly EvidenceColumn[] = [
  { name: 'job_name', type: 'STRING', is: 'label', unit: null },
  { name: 'workspace_name', type: 'STRING', is: 'label', unit: null },
  { name: 'list_cost_usd', type: 'DECIMAL(38,6)', is: 'measure', unit: 'USD' },
  { name: 'runs', type: 'BIGINT', is: 'measure', unit: 'runs' },
  { name: 'failed_runs', type: 'BIGINT', is: 'measure', unit: 'runs' },
  { name: 'last_failed_at', type: 'TIMESTAMP', is: 'time', unit: null },
];

const rows = Array.from({ length: rowCount }, (_, n): Evidence['rows'][number] => [
  `job_${n}`,
  `prod-${n % 7}`,
  (((n * 731) % 5_000_000) / 1000).toFixed(6),
  n % 331,
  n % 17,
  `2026-11-${10 + (n % 18)}T0${n % 10}:15:00.000Z`,
]);

const table: Evidence = {
  id: evidenceId('0'.repeat(32)),
  domain: 'cost',
  title: 'Spend by job',
  sql: 'select 1',
  parameters: [],
  columns,
  rows,
  rowCount,
  truncated: false,
  certified: null,
  completeUntil: null,
  scope: null,
  priceBasis: null,
  source: {
    kind: 'genie',
    spaceId: '',
    conversationId: '',
    messageId: '',
    attachmentId: '',
    statementId: null,
    fetchedAt: '',
    url: '',
  },
};

/** An answer about many rows of the table, each value with its marker. */
function writeAnswer() {
  const markers = createMarkers();
  let text = '';
  for (let row = 0; text.length < answerLength; row += 37) {
    const [job, workspace, cost, runs, failed] = rows[row] ?? [];
    const of = (at: number): string => markers.cell(table, row, at);
    text +=
      `- \`${job}\` ${of(0)} in \`${workspace}\` ${of(1)} cost ${Number(cost).toFixed(2)} USD ` +
      `${of(2)}: ${failed} ${of(4)} of ${runs} ${of(3)} runs failed.\n`;
  }
  return { text, citations: markers.citations() };
}

/**
 * How long the check of an answer's claims takes, in milliseconds: the median of several checks, each
 * of which reads the table anew.
 */
export function measureClaimsCheck(): number {
  const { text, citations } = writeAnswer();
  const once = (): number => {
    const started = performance.now();
    checkClaims(text, citations, [{ ...table }]);
    return performance.now() - started;
  };
  return median(Array.from({ length: repeats }, once));
}
