import type { Answer } from '../../../domain/answer.ts';
import type { Evidence } from '../../../domain/evidence.ts';
import type { EventPayloads, EventType, LogEvent } from '../../../domain/events.ts';
import { evidenceId, investigationId, sessionId } from '../../../domain/ids.ts';
import type { EndStatus, Investigation, InvestigationRow } from '../../../domain/investigation.ts';
import { foldInvestigation } from '../../../domain/resource.ts';

const hex = 'a'.repeat(32);
const id = investigationId(hex);

const row: InvestigationRow = {
  id,
  owner: 'local',
  sessionId: sessionId(hex),
  mode: 'standard',
  question: 'What did jobs cost?',
  visibility: 'private',
  domains: null,
  closedDomains: [],
  budgetSeconds: 60,
  status: 'queued',
  createdAtMs: Date.UTC(2026, 10, 20, 8),
  deadlineAtMs: Date.UTC(2026, 10, 20, 8, 1),
  cancelRequestedAtMs: null,
  estimate: { seconds: 60, waitSeconds: 0, reason: 'free' },
  lastSeq: 0,
  rowsDeletedAtMs: null,
  isMemoryRepaired: false,
};

export const answer: Answer = {
  markdown: '## Answer\n\nJobs cost **12.50 USD** [cost:1].\n\n- first\n- second',
  citations: [],
  claims: [],
  confidence: 0.45,
  confidenceParts: {
    routing: 0.9,
    lanesAnswered: 0.5,
    claimsSupported: 1,
    questionFit: 1,
    conditionsUsed: 1,
    firstLine: 1,
  },
  caveats: ['List prices.'],
  followUps: ['Which job cost most?'],
  degraded: ['model'],
  degradedDetail: [{ part: 'model', reason: 'No model is set: LLM_ENDPOINT is empty.' }],
  usedMemory: [],
  charts: [],
};

export const evidence: Evidence = {
  id: evidenceId(hex),
  domain: 'cost',
  title: 'Spend by job',
  sql: 'select job, usd from spend',
  parameters: [{ name: 'top_n', value: '5' }],
  columns: [
    { name: 'job', type: 'STRING', is: 'key', unit: null },
    { name: 'usd', type: 'DECIMAL(38,18)', is: 'measure', unit: 'USD' },
  ],
  rows: [['nightly_load', '12.500000000000000000']],
  rowCount: 1,
  truncated: false,
  certified: 'cost/job_cost',
  completeUntil: '2026-11-20T00:00:00.000Z',
  scope: 'account',
  priceBasis: 'list',
  source: {
    kind: 'genie',
    spaceId: 's',
    conversationId: 'c',
    messageId: 'm',
    attachmentId: 'a',
    statementId: null,
    fetchedAt: '2026-11-20T08:00:00.000Z',
    url: 'http://workspace.example',
  },
};

/** The log of one investigation of two domains, of which one fails. */
export function logOf(status: EndStatus): readonly LogEvent[] {
  const cost = { domain: 'cost', round: 1 } as const;
  const told = <Type extends EventType>(type: Type, payload: EventPayloads[Type]) =>
    ({ type, ...payload }) as const;
  const events = [
    told('queued', { question: row.question }),
    told('started', {}),
    told('routed', {
      routing: {
        domains: [
          { domain: 'cost', question: 'What did jobs cost?', score: 0.9, reason: 'cost' },
          { domain: 'quality', question: 'Is it late?', score: 0.4, reason: 'late' },
        ],
        tools: [],
        source: 'examples',
      },
      degraded: ['model'],
      usage: {},
    }),
    told('lane.started', { ...cost, question: 'What did jobs cost?', ask: 1 }),
    told('lane.waiting', {
      ...cost,
      reason: 'quota',
      position: 2,
      until: '2026-11-20T08:00:20.000Z',
    }),
    told('lane.finished', {
      domain: 'quality',
      round: 1,
      outcome: 'failed',
      detail: 'QUALITY_GENIE_SPACE_ID is not set',
      evidenceIds: [],
      waitedMs: 0,
      genie: null,
      usage: {},
    }),
    told('answer.finished', { answer, usage: {} }),
    told('finished', { status, failure: null }),
  ];
  return events.map((event, seq) => ({
    seq,
    at: new Date(row.createdAtMs + seq * 1000).toISOString(),
    ...event,
  }));
}

export const investigation = (status: EndStatus): Investigation =>
  foldInvestigation(row, logOf(status));
