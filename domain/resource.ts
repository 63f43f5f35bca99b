import { locationOf } from './admit.ts';
import type { EventType, LogEvent } from './events.ts';
import type { Investigation, InvestigationRow, PromptUsed, Usage } from './investigation.ts';
import { askedAsOf } from './on-behalf.ts';
import { withPlan, withRound } from './deep-fold.ts';
import { isAnswered, laneOf, withLane, withOrigin } from './lane-fold.ts';

/** The fields of the resource that come from the log; the other fields come from the row. */
export type Progress = Pick<
  Investigation,
  | 'status'
  | 'startedAt'
  | 'finishedAt'
  | 'routing'
  | 'lanes'
  | 'tools'
  | 'explanation'
  | 'answer'
  | 'deep'
  | 'memory'
  | 'usage'
  | 'prompts'
  | 'failure'
  | 'lastSeq'
>;

/** An investigation before its first event. */
export const unstarted: Progress = {
  status: 'queued',
  startedAt: null,
  finishedAt: null,
  routing: null,
  lanes: [],
  tools: [],
  explanation: null,
  answer: null,
  deep: null,
  memory: null,
  usage: {
    modelCalls: 0,
    inputTokens: 0,
    outputTokens: 0,
    genieQuestions: 0,
    geniePolls: 0,
    statements: 0,
  },
  prompts: [],
  failure: null,
  lastSeq: -1,
};

type EventOf<Type extends EventType> = Extract<LogEvent, { type: Type }>;
type Changes = {
  [Type in EventType]: (progress: Progress, event: EventOf<Type>) => Partial<Progress>;
};

const noChange = (): Partial<Progress> => ({});

/** What somebody has to do so that a lane goes on; null where it goes on by itself. */
function whyWaiting(event: EventOf<'lane.waiting'>): string | null {
  if (event.reason === 'clarification') return event.question;
  if (event.reason !== 'sign-in') return null;
  return `The sign-in of ${event.askedAs} at the workspace has expired. It goes on when ${event.askedAs} opens this investigation again.`;
}

/** A tool that nobody waited for. */
const leftRunning = {
  status: 'finished',
  outcome: 'cancelled',
  summary: 'The investigation ended before it did.',
} as const;

const changes: Changes = {
  queued: noChange,
  started: (_, { at }) => ({ status: 'running', startedAt: at }),
  routed: (progress, { routing, usage, prompt }) => ({
    routing,
    usage: sum(progress.usage, usage),
    prompts: withPrompt(progress, prompt),
    lanes: routing.domains.map(({ domain, question }) => laneOf(progress, domain, question)),
  }),
  'lane.started': (progress, { domain, question, from, at }) => ({
    lanes: withLane(progress, domain, (lane) => ({
      ...withOrigin(lane, from),
      question,
      status: 'asking',
      detail: null,
      questionId: null,
      startedAt: lane.startedAt ?? at,
    })),
  }),
  'lane.waiting': (progress, event) => ({
    lanes: withLane(progress, event.domain, (lane) => ({
      ...lane,
      status: 'waiting',
      detail: whyWaiting(event),
      questionId: event.reason === 'clarification' ? event.questionId : null,
    })),
  }),
  'lane.progress': (progress, { domain, genie }) => ({
    lanes: withLane(progress, domain, (lane) => ({
      ...lane,
      status: 'asking',
      detail: null,
      questionId: null,
      genie,
    })),
  }),
  'evidence.added': (progress, { domain, round, evidenceId }) =>
    round === 0
      ? {}
      : {
          lanes: withLane(progress, domain, (lane) => ({
            ...lane,
            evidenceIds: [...lane.evidenceIds, evidenceId],
          })),
        },
  'lane.finished': (
    progress,
    { domain, round, outcome, detail, waitedMs, genie, usage, evidenceIds, from, at },
  ) => ({
    usage: sum(progress.usage, usage),
    lanes: withLane(progress, domain, (lane) => ({
      ...withOrigin(lane, from ?? lane.from),
      status: 'finished',
      ...(round > 1 && isAnswered(lane) ? {} : { outcome, detail }),
      questionId: null,
      waitedMs,
      evidenceIds: round > 1 ? [...new Set([...lane.evidenceIds, ...evidenceIds])] : evidenceIds,
      genie: genie ?? lane.genie,
      finishedAt: at,
    })),
  }),
  'tool.started': (progress, { tool }) => ({
    tools: [
      ...progress.tools,
      { tool, status: 'running', outcome: null, summary: null, data: null },
    ],
  }),
  'tool.finished': (progress, { tool, outcome, summary, data }) => ({
    tools: [
      ...progress.tools.filter((one) => one.tool !== tool),
      { tool, status: 'finished', outcome, summary, data },
    ],
  }),
  'check.started': noChange,
  'check.finished': noChange,
  explained: (progress, { explanation, usage }) => ({
    explanation,
    usage: sum(progress.usage, usage),
  }),
  planned: ({ deep }, event) => ({ deep: withPlan(deep, event) }),
  'round.finished': (progress, event) => ({
    deep: withRound(progress.deep, event),
    usage: sum(progress.usage, event.usage),
  }),
  steered: noChange,
  'answer.started': noChange,
  'answer.delta': noChange,
  'answer.reset': noChange,
  'answer.finished': (progress, { answer, usage, prompt }) => ({
    prompts: withPrompt(progress, prompt),
    // Answers of earlier versions have no reasons, and cite columns only by name.
    answer: {
      ...answer,
      citations: answer.citations.map((cited) => ({
        ...cited,
        columnIndex: cited.columnIndex ?? null,
      })),
      degradedDetail: answer.degradedDetail ?? [],
      sources: answer.sources ?? [],
    },
    usage: sum(progress.usage, usage),
  }),
  remembered: (_, { status, detail }) => ({ memory: { status, detail } }),
  finished: ({ tools }, { status, failure, at }) => ({
    status,
    failure,
    finishedAt: at,
    tools: tools.map((one) => (one.status === 'finished' ? one : { ...one, ...leftRunning })),
  }),
};

/**
 * Applies one event. An event of an unknown type changes only `lastSeq`; one that was applied
 * before changes nothing.
 */
export function applyEvent(progress: Progress, event: LogEvent): Progress {
  if (event.seq <= progress.lastSeq) return progress;
  return { ...progress, ...changeBy(progress, event), lastSeq: event.seq };
}

/** The cast is safe: the row of each event type accepts the events of that type. */
function changeBy(progress: Progress, event: LogEvent): Partial<Progress> {
  const change = changes[event.type] as
    | ((progress: Progress, event: LogEvent) => Partial<Progress>)
    | undefined;
  return change?.(progress, event) ?? {};
}

/**
 * The whole resource from its row and its log. The events must have been read after the row; the
 * `answer.delta` events may be left out.
 */
export function foldInvestigation(
  row: InvestigationRow,
  events: readonly LogEvent[],
): Investigation {
  const progress = events.reduce(applyEvent, unstarted);
  return {
    ...summaryOf(row),
    ...progress,
    usage: sum(progress.usage, row.summaryUsage ?? {}),
    memory: row.isMemoryRepaired ? { status: 'saved', detail: null } : progress.memory,
    rowsDeletedAt:
      row.rowsDeletedAtMs === null ? null : new Date(row.rowsDeletedAtMs).toISOString(),
    lastSeq: Math.max(row.lastSeq, progress.lastSeq),
    proposals: [],
    correction: null,
    ...askedAsOf(row.askedAs ?? null),
  };
}

/** An investigation as lists show it: the fields that come from its row. */
export type InvestigationSummary = Pick<
  Investigation,
  | 'id'
  | 'sessionId'
  | 'retryOf'
  | 'status'
  | 'mode'
  | 'question'
  | 'visibility'
  | 'createdAt'
  | 'deadlineAt'
  | 'estimate'
  | 'links'
  | 'lastSeq'
>;

/** The fields of the resource that come from its row. */
export function summaryOf(row: InvestigationRow): InvestigationSummary {
  const self = locationOf(row.id);
  return {
    id: row.id,
    sessionId: row.sessionId,
    retryOf: row.retryOf ?? null,
    status: row.status,
    mode: row.mode,
    question: row.question,
    visibility: row.visibility,
    createdAt: new Date(row.createdAtMs).toISOString(),
    deadlineAt: new Date(row.deadlineAtMs).toISOString(),
    estimate: row.estimate,
    links: {
      self,
      events: `${self}/events`,
      evidence: `${self}/evidence`,
      cancel: `${self}/cancel`,
      steer: `${self}/steer`,
    },
    lastSeq: row.lastSeq,
  };
}

function withPrompt(
  { prompts }: Progress,
  prompt: PromptUsed | null | undefined,
): readonly PromptUsed[] {
  return prompt ? [...prompts, prompt] : prompts;
}

function sum(usage: Usage, more: Partial<Usage>): Usage {
  return {
    modelCalls: usage.modelCalls + (more.modelCalls ?? 0),
    inputTokens: usage.inputTokens + (more.inputTokens ?? 0),
    outputTokens: usage.outputTokens + (more.outputTokens ?? 0),
    genieQuestions: usage.genieQuestions + (more.genieQuestions ?? 0),
    geniePolls: usage.geniePolls + (more.geniePolls ?? 0),
    statements: usage.statements + (more.statements ?? 0),
  };
}
