import type { Finished } from '../../adapters/telemetry/parts.ts';
import type { Answer } from '../../domain/answer.ts';
import type { EventPayloads, EventType, LogEvent } from '../../domain/events.ts';
import { evidenceId, investigationId, sessionId } from '../../domain/ids.ts';
import type { InvestigationRow } from '../../domain/investigation.ts';
import { foldInvestigation } from '../../domain/resource.ts';
import { fullConfidence } from './confidence-parts.ts';
import { anEvidence, hex } from './evidence.ts';

export const question = 'What did the job etl of ann@example.com cost?';
export const secretRow = 'etl-of-ann';

const answer: Answer = {
  markdown: '`etl` cost 12.50 USD [cost:1].',
  citations: [],
  claims: [
    { text: '12.50', verdict: 'supported', markers: ['cost:1'] },
    { text: '99', verdict: 'unsupported', markers: [] },
  ],
  confidence: 0.8,
  confidenceParts: fullConfidence,
  caveats: [],
  followUps: [],
  degraded: [],
  degradedDetail: [],
  usedMemory: [],
  charts: [],
};

/**
 * An investigation in which cost answered with a certified table and one that Genie wrote, security was
 * denied, and a model chose the domains and wrote the answer; each event a second after the one before.
 */
export function aFinished(over: Partial<InvestigationRow> = {}): Finished {
  const certified = anEvidence({
    id: evidenceId(hex()),
    sql: 'select job, cost from certified where job = :job',
    certified: 'cost/job_costs',
    rows: [[secretRow, '12.500000000000000001']],
  });
  const free = anEvidence({
    id: evidenceId(hex()),
    sql: `select '${secretRow}' as job`,
    rowCount: 7,
  });
  const startMs = Date.parse('2026-11-18T00:00:00Z');
  const row: InvestigationRow = {
    id: investigationId(hex()),
    owner: 'ann',
    sessionId: sessionId(hex()),
    mode: 'standard',
    question,
    visibility: 'private',
    domains: null,
    closedDomains: [],
    budgetSeconds: 120,
    status: 'completed',
    createdAtMs: startMs,
    deadlineAtMs: startMs + 120_000,
    cancelRequestedAtMs: null,
    estimate: { seconds: 120, waitSeconds: 0, reason: '' },
    lastSeq: 0,
    rowsDeletedAtMs: null,
    isMemoryRepaired: false,
    ...over,
  };
  const events: LogEvent[] = [];
  const add = <Type extends EventType>(type: Type, payload: EventPayloads[Type]): void => {
    const seq = events.length;
    const at = new Date(startMs + seq * 1_000).toISOString();
    // The signature ties payload to type; the union cannot be built from a generic one.
    events.push({ seq, type, at, ...payload } as unknown as LogEvent);
  };
  const asked = (domain: 'cost' | 'security') => ({
    domain,
    question,
    score: 0.9,
    reason: 'spend',
  });
  const lane = { domain: 'cost', round: 1 } as const;
  const genie = { spaceId: 'space', conversationId: 'c', messageId: 'm', url: 'http://w/genie' };
  add('queued', { question });
  add('started', {});
  add('routed', {
    routing: {
      domains: [asked('cost'), asked('security')],
      tools: [],
      source: 'model',
      intent: null,
    },
    degraded: [],
    usage: { modelCalls: 1, inputTokens: 100, outputTokens: 20 },
    prompt: { name: 'route', version: 3, hash: 'abc' },
  });
  add('lane.started', { ...lane, question, ask: 1 });
  for (const { id, title, rowCount, truncated, certified: of } of [certified, free])
    add('evidence.added', { ...lane, evidenceId: id, title, rowCount, truncated, certified: of });
  add('lane.finished', {
    ...lane,
    outcome: 'answered',
    detail: null,
    evidenceIds: [certified.id, free.id],
    waitedMs: 250,
    genie,
    usage: { genieQuestions: 1, geniePolls: 4 },
  });
  add('lane.finished', {
    domain: 'security',
    round: 1,
    outcome: 'denied',
    detail: 'no grant',
    evidenceIds: [],
    waitedMs: 0,
    genie: null,
    usage: {},
  });
  add('answer.started', { pass: 1, attempt: 1 });
  add('answer.finished', {
    answer,
    usage: { modelCalls: 2, inputTokens: 1_000, outputTokens: 50 },
    prompt: { name: 'answer', version: 5, hash: 'def' },
  });
  add('finished', { status: 'partial', failure: null });
  const evidence = [certified, free];
  return { owner: row.owner, investigation: foldInvestigation(row, events), events, evidence };
}
