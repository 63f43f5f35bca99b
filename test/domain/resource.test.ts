import { describe, expect, it } from 'vitest';
import type { Answer } from '../../domain/answer.ts';
import type { EventPayloads, EventType, LogEvent } from '../../domain/events.ts';
import { evidenceId, investigationId, sessionId } from '../../domain/ids.ts';
import type { InvestigationRow } from '../../domain/investigation.ts';
import { applyEvent, foldInvestigation, unstarted } from '../../domain/resource.ts';
import { anExplanation } from '../support/explanation.ts';
import { fullConfidence } from '../support/confidence-parts.ts';

const hex = 'a'.repeat(32);
const row: InvestigationRow = {
  id: investigationId(hex),
  owner: 'ann',
  sessionId: sessionId(hex),
  mode: 'standard',
  question: 'Why did spend jump?',
  visibility: 'private',
  domains: null,
  closedDomains: [],
  budgetSeconds: 120,
  status: 'queued',
  createdAtMs: Date.UTC(2026, 10, 20, 8),
  deadlineAtMs: Date.UTC(2026, 10, 20, 8, 2),
  cancelRequestedAtMs: null,
  estimate: { seconds: 120, waitSeconds: 0, reason: 'free' },
  lastSeq: 0,
  rowsDeletedAtMs: null,
  isMemoryRepaired: false,
};

const at = (seq: number): string => new Date(Date.UTC(2026, 10, 20, 8, 0, seq)).toISOString();
/** The payload fits its type by the signature; the union cannot be built from a generic one. */
function event<Type extends EventType>(
  seq: number,
  type: Type,
  payload: EventPayloads[Type],
): LogEvent {
  return { seq, type, at: at(seq), ...payload } as unknown as LogEvent;
}

const genie = { spaceId: 's', conversationId: 'c', messageId: 'm', url: 'https://x/genie' };
const cost = { domain: 'cost', round: 1 } as const;
const answer: Answer = {
  markdown: 'Spend rose [cost:1].',
  citations: [],
  claims: [],
  confidence: 1,
  confidenceParts: fullConfidence,
  caveats: [],
  followUps: [],
  degraded: ['model'],
  degradedDetail: [{ part: 'model', reason: 'No model is set: LLM_ENDPOINT is empty.' }],
  usedMemory: [],
  charts: [],
};
const evidence = evidenceId(hex);

const log: readonly LogEvent[] = [
  event(0, 'queued', { question: row.question }),
  event(1, 'started', {}),
  event(2, 'routed', {
    routing: {
      domains: [
        { domain: 'cost', question: 'Spend by day?', score: 0.9, reason: 'spend' },
        { domain: 'quality', question: 'Tables late?', score: 0.4, reason: 'late' },
      ],
      tools: [],
      source: 'examples',
    },
    degraded: ['model'],
    usage: { modelCalls: 1, inputTokens: 10 },
    prompt: { name: 'route', version: 3, hash: 'a1' },
  }),
  event(3, 'lane.started', { ...cost, question: 'Spend by day?', ask: 1 }),
  event(4, 'lane.waiting', { ...cost, reason: 'quota', position: 2, until: at(9) }),
  event(5, 'lane.progress', { ...cost, status: 'ASKING_AI', genie }),
  event(6, 'evidence.added', {
    ...cost,
    evidenceId: evidence,
    title: 'Spend',
    rowCount: 7,
    truncated: false,
    certified: null,
  }),
  event(7, 'lane.finished', {
    ...cost,
    outcome: 'answered',
    detail: null,
    evidenceIds: [evidence],
    waitedMs: 900,
    genie,
    usage: { genieQuestions: 1, geniePolls: 4 },
  }),
  event(8, 'lane.finished', {
    domain: 'quality',
    round: 1,
    outcome: 'failed',
    detail: 'QUALITY_GENIE_SPACE_ID is not set',
    evidenceIds: [],
    waitedMs: 0,
    genie: null,
    usage: {},
  }),
  event(9, 'answer.started', { pass: 1, attempt: 1 }),
  event(10, 'answer.delta', { attempt: 1, text: 'Spend rose [cost:1].' }),
  event(11, 'answer.finished', { answer, usage: { modelCalls: 2, outputTokens: 5 }, prompt: null }),
  event(12, 'remembered', { status: 'saved', detail: null }),
  event(13, 'finished', { status: 'partial', failure: null }),
];

const until = (seq: number) => foldInvestigation(row, log.slice(0, seq + 1));
const laneAt = (seq: number) => until(seq).lanes[0];

describe('the resource of an investigation', () => {
  it('is queued when it has a row and no events', () => {
    expect(until(0)).toMatchObject({
      id: row.id,
      status: 'queued',
      createdAt: '2026-11-20T08:00:00.000Z',
      deadlineAt: '2026-11-20T08:02:00.000Z',
      routing: null,
      lanes: [],
      answer: null,
      startedAt: null,
      links: { events: `/v1/investigations/${row.id}/events` },
    });
  });

  it('tells the prompts that a model was called with', () => {
    expect(until(1).prompts).toEqual([]);
    expect(until(13).prompts).toEqual([{ name: 'route', version: 3, hash: 'a1' }]);
  });

  it.each([
    [2, 'queued'],
    [3, 'asking'],
    [4, 'waiting'],
    [5, 'asking'],
    [7, 'finished'],
  ])('shows after event %i a lane that is %s', (seq, status) => {
    expect(laneAt(seq)?.status).toBe(status);
  });

  it('keeps the lanes in the order of routing', () => {
    expect(until(13).lanes.map((lane) => lane.domain)).toEqual(['cost', 'quality']);
  });

  it('shows how a lane ended', () => {
    expect(laneAt(13)).toEqual({
      domain: 'cost',
      question: 'Spend by day?',
      status: 'finished',
      outcome: 'answered',
      detail: null,
      questionId: null,
      evidenceIds: [evidence],
      startedAt: at(3),
      finishedAt: at(7),
      waitedMs: 900,
      genie,
    });
  });

  it('adds up what was used', () => {
    expect(until(13).usage).toEqual({
      modelCalls: 3,
      inputTokens: 10,
      outputTokens: 5,
      genieQuestions: 1,
      geniePolls: 4,
      statements: 0,
    });
  });

  it('has its end, answer and memory from the log', () => {
    expect(until(13)).toMatchObject({
      status: 'partial',
      startedAt: at(1),
      finishedAt: at(13),
      answer: { markdown: 'Spend rose [cost:1].' },
      memory: { status: 'saved', detail: null },
      failure: null,
      lastSeq: 13,
    });
  });

  it('has the explanation, whose tables belong to no lane', () => {
    const other = evidenceId('b'.repeat(32));
    const told = { title: 'Runs', rowCount: 3, truncated: false, certified: null };
    const explanation = anExplanation();
    const events = [
      ...log.slice(0, 9),
      event(9, 'check.started', { hypothesis: 'some-cause', question: 'reliability/runs' }),
      event(10, 'evidence.added', { domain: 'cost', round: 0, evidenceId: other, ...told }),
      event(11, 'evidence.added', { domain: 'security', round: 0, evidenceId: other, ...told }),
      event(12, 'explained', { explanation, usage: { statements: 2 } }),
    ];
    const { lanes, usage, ...rest } = foldInvestigation(row, events);
    expect(lanes).toEqual(until(8).lanes);
    expect([rest.explanation, usage.statements]).toEqual([explanation, 2]);
    expect(until(13).explanation).toBeNull();
  });

  it('shows citations that were stored without the index of their column', () => {
    const { columnIndex: _, ...stored } = {
      marker: 'cost:1',
      evidenceId: evidence,
      row: 0,
      column: 'usd',
      columnIndex: 1,
      value: '12.5',
    };
    const older = { ...answer, citations: [stored] } as unknown as Answer;
    const events = [
      ...log.slice(0, 11),
      event(11, 'answer.finished', { answer: older, usage: {} }),
    ];
    expect(foldInvestigation(row, events).answer?.citations).toEqual([
      { ...stored, columnIndex: null },
    ]);
  });

  it('is the same without `answer.delta`', () => {
    const without = log.filter(({ type }) => type !== 'answer.delta');
    expect(foldInvestigation(row, without)).toEqual(until(13));
  });

  it('is the same when events are applied twice', () => {
    expect(log.flatMap((one) => [one, one]).reduce(applyEvent, unstarted)).toEqual(
      log.reduce(applyEvent, unstarted),
    );
  });

  it('ignores an event of an unknown type', () => {
    const strange = { seq: 14, type: 'unheard_of', at: at(14) } as unknown as LogEvent;
    expect(applyEvent(log.reduce(applyEvent, unstarted), strange)).toMatchObject({ lastSeq: 14 });
  });
});
