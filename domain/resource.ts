import { locationOf } from './admit.ts';
import type { EventType, LogEvent } from './events.ts';
import type { Investigation, InvestigationRow, LaneResource, Usage } from './investigation.ts';
import type { Domain } from './domains.ts';

/** What an investigation's log alone tells; the rest of the resource is fixed by its row. */
export type Progress = Pick<
  Investigation,
  | 'status'
  | 'startedAt'
  | 'finishedAt'
  | 'routing'
  | 'lanes'
  | 'tools'
  | 'answer'
  | 'memory'
  | 'usage'
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
  answer: null,
  memory: null,
  usage: { modelCalls: 0, inputTokens: 0, outputTokens: 0, genieQuestions: 0, geniePolls: 0 },
  failure: null,
  lastSeq: -1,
};

type Of<Type extends EventType> = Extract<LogEvent, { type: Type }>;
type Changes = { [Type in EventType]: (to: Progress, by: Of<Type>) => Partial<Progress> };

const nothing = (): Partial<Progress> => ({});

const changes: Changes = {
  queued: nothing,
  started: (_, { at }) => ({ status: 'running', startedAt: at }),
  routed: (to, { routing, usage }) => ({
    routing,
    usage: sum(to.usage, usage),
    lanes: routing.domains.map(({ domain, question }) => laneOf(to, domain, question)),
  }),
  'lane.started': (to, { domain, question, at }) => ({
    lanes: withLane(to, domain, (lane) => ({
      question,
      status: 'asking',
      detail: null,
      questionId: null,
      startedAt: lane.startedAt ?? at,
    })),
  }),
  'lane.waiting': (to, event) => ({
    lanes: withLane(to, event.domain, () => ({
      status: 'waiting',
      detail: event.reason === 'clarification' ? event.question : null,
      questionId: event.reason === 'clarification' ? event.questionId : null,
    })),
  }),
  'lane.progress': (to, { domain, genie }) => ({
    lanes: withLane(to, domain, () => ({
      status: 'asking',
      detail: null,
      questionId: null,
      genie,
    })),
  }),
  'evidence.added': (to, { domain, evidenceId }) => ({
    lanes: withLane(to, domain, (lane) => ({ evidenceIds: [...lane.evidenceIds, evidenceId] })),
  }),
  'lane.finished': (to, { domain, outcome, detail, waitedMs, genie, usage, evidenceIds, at }) => ({
    usage: sum(to.usage, usage),
    lanes: withLane(to, domain, (lane) => ({
      status: 'finished',
      outcome,
      detail,
      questionId: null,
      waitedMs,
      evidenceIds,
      genie: genie ?? lane.genie,
      finishedAt: at,
    })),
  }),
  'tool.started': (to, { tool }) => ({
    tools: [...to.tools, { tool, status: 'running', outcome: null, summary: null, data: null }],
  }),
  'tool.finished': (to, { tool, outcome, summary, data }) => ({
    tools: [
      ...to.tools.filter((one) => one.tool !== tool),
      { tool, status: 'finished', outcome, summary, data },
    ],
  }),
  steered: nothing,
  'answer.started': nothing,
  'answer.delta': nothing,
  'answer.reset': nothing,
  'answer.finished': (to, { answer, usage }) => ({
    // Answers of earlier versions have no reasons.
    answer: { ...answer, degradedDetail: answer.degradedDetail ?? [] },
    usage: sum(to.usage, usage),
  }),
  remembered: (_, { status, detail }) => ({ memory: { status, detail } }),
  finished: (_, { status, failure, at }) => ({ status, failure, finishedAt: at }),
};

/**
 * Takes one event into what is known so far. Events of a type that is not known here change only
 * `lastSeq`; one that was taken in before changes nothing.
 *
 * Pure: decides nothing, the log has decided.
 */
export function applyEvent(progress: Progress, event: LogEvent): Progress {
  if (event.seq <= progress.lastSeq) return progress;
  return { ...progress, ...changeBy(progress, event), lastSeq: event.seq };
}

/** The table's rows are typed by their key, so the row of an event's own type takes that event. */
function changeBy(progress: Progress, event: LogEvent): Partial<Progress> {
  const change = changes[event.type] as
    | ((to: Progress, by: LogEvent) => Partial<Progress>)
    | undefined;
  return change?.(progress, event) ?? {};
}

/**
 * The whole resource from its row and its log. The events must have been read after the row; the
 * answer's text pieces may be left out.
 */
export function foldInvestigation(
  row: InvestigationRow,
  events: readonly LogEvent[],
): Investigation {
  const told = events.reduce(applyEvent, unstarted);
  return {
    ...summaryOf(row),
    ...told,
    lastSeq: Math.max(row.lastSeq, told.lastSeq),
    proposals: [],
    identity: 'service',
  };
}

/** What a row alone tells of an investigation, as lists show it. */
export type InvestigationSummary = Pick<
  Investigation,
  | 'id'
  | 'sessionId'
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

/** The part of the resource that a row tells without its log. */
export function summaryOf(row: InvestigationRow): InvestigationSummary {
  const self = locationOf(row.id);
  return {
    id: row.id,
    sessionId: row.sessionId,
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

function laneOf(progress: Progress, domain: Domain, question: string): LaneResource {
  const known = progress.lanes.find((lane) => lane.domain === domain);
  return {
    domain,
    status: 'queued',
    outcome: null,
    detail: null,
    questionId: null,
    evidenceIds: [],
    startedAt: null,
    finishedAt: null,
    waitedMs: 0,
    genie: null,
    ...known,
    question,
  };
}

/** A lane that routing did not name (a later round's) is added at the end. */
function withLane(
  progress: Progress,
  domain: Domain,
  change: (lane: LaneResource) => Partial<LaneResource>,
): readonly LaneResource[] {
  const lane = laneOf(progress, domain, questionOf(progress, domain));
  const changed = { ...lane, ...change(lane) };
  return progress.lanes.some((one) => one.domain === domain)
    ? progress.lanes.map((one) => (one.domain === domain ? changed : one))
    : [...progress.lanes, changed];
}

function questionOf(progress: Progress, domain: Domain): string {
  return progress.lanes.find((lane) => lane.domain === domain)?.question ?? '';
}

function sum(usage: Usage, more: Partial<Usage>): Usage {
  return {
    modelCalls: usage.modelCalls + (more.modelCalls ?? 0),
    inputTokens: usage.inputTokens + (more.inputTokens ?? 0),
    outputTokens: usage.outputTokens + (more.outputTokens ?? 0),
    genieQuestions: usage.genieQuestions + (more.genieQuestions ?? 0),
    geniePolls: usage.geniePolls + (more.geniePolls ?? 0),
  };
}
