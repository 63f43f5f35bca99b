import { createClientRequests } from '../../../adapters/postgres/client-requests.ts';
import type { ClientRequests } from '../../../domain/client-requests.ts';
import { readEvents } from '../../../adapters/postgres/events.ts';
import { createInvestigationStore } from '../../../adapters/postgres/investigation-store.ts';
import { createMemoryStore } from '../../../adapters/postgres/memory.ts';
import { createNotifications } from '../../../adapters/postgres/notifications.ts';
import { createPool, query } from '../../../adapters/postgres/pool.ts';
import type { Pool } from '../../../adapters/postgres/pool.ts';
import { createWorkStore } from '../../../adapters/postgres/work-store.ts';
import type { Answer } from '../../../domain/answer.ts';
import { AppError } from '../../../domain/errors.ts';
import type { LogEvent, NewEvent } from '../../../domain/events.ts';
import { investigationId, sessionId } from '../../../domain/ids.ts';
import type { InvestigationId, SessionId } from '../../../domain/ids.ts';
import type { Domain } from '../../../domain/domains.ts';
import type { InvestigationRef } from '../../../domain/investigation.ts';
import type { Leaves, MemoryStore } from '../../../domain/memory-port.ts';
import type { InvestigationStore, NewInvestigation } from '../../../domain/api-ports.ts';
import type { SealedToken } from '../../../domain/on-behalf.ts';
import type { QuotaTurn, TurnRequest } from '../../../domain/quota-ports.ts';
import type { LaneEnds, LaneResult, LegRef, WorkStore } from '../../../domain/worker-ports.ts';
import { createDatabase } from '../../support/database.ts';
import { hex } from '../../support/evidence.ts';
import { fullConfidence } from '../../support/confidence-parts.ts';

export { anEvidence, hex } from '../../support/evidence.ts';

export type Given = {
  readonly id?: InvestigationId;
  readonly owner?: string;
  readonly session?: SessionId;
  readonly question?: string;
  /** Lanes to write at once; none leaves the investigation queued. */
  readonly domains?: readonly Domain[];
  readonly spaceIds?: Partial<Record<Domain, string>>;
  readonly deadlineInMs?: number;
  /** As whom the workspace is asked. */
  readonly asUser?: NewInvestigation['asUser'];
  /** The investigation to try again, and the domains that are asked again. */
  readonly retry?: { readonly of: InvestigationRef; readonly domains: readonly Domain[] };
};

export type Bench = AsyncDisposable & {
  readonly url: string;
  readonly pool: Pool;
  readonly work: WorkStore;
  readonly store: InvestigationStore;
  readonly memory: MemoryStore;
  readonly requests: ClientRequests;
  readonly laneEnds: LaneEnds;
  /** Admits a question and, when domains are given, commits its routing. */
  readonly investigate: (given?: Given) => Promise<InvestigationRef>;
  readonly log: (ref: InvestigationRef) => Promise<readonly LogEvent[]>;
  readonly types: (ref: InvestigationRef) => Promise<readonly string[]>;
  readonly rows: (statement: string, values?: readonly unknown[]) => Promise<readonly Row[]>;
};

export type Row = Readonly<Record<string, unknown>>;

/** Stores over a PostgreSQL database of their own. */
export async function openBench(): Promise<Bench> {
  const database = await createDatabase();
  const pool = createPool(database.url, 12);
  const work = createWorkStore(pool);
  const store = createInvestigationStore(pool, 100_000);
  const laneEnds = createNotifications(database.url, 'lane_ended');
  const log = (ref: InvestigationRef): Promise<readonly LogEvent[]> =>
    readEvents(pool, ref, { after: -1, limit: 10_000, withDeltas: true });
  return {
    url: database.url,
    pool,
    work,
    store,
    memory: createMemoryStore(pool),
    requests: createClientRequests(pool),
    laneEnds,
    investigate: (given = {}) => investigate(store, work, given),
    log,
    types: async (ref) => (await log(ref)).map(({ type }) => type),
    rows: (statement, values) => query(pool, statement, values),
    [Symbol.asyncDispose]: async () => {
      await Promise.all([laneEnds.close(), pool.end()]);
      await database[Symbol.asyncDispose]();
    },
  };
}

/** What an admitted question needs, where a test does not care. */
export const someNeeds = { workspace: 'w', questionsPerMinute: 5, questions: 1 };

async function investigate(
  store: InvestigationStore,
  work: WorkStore,
  given: Given,
): Promise<InvestigationRef> {
  const ref = { id: given.id ?? investigationId(hex()), owner: given.owner ?? 'ann' };
  const question = given.question ?? 'What did jobs cost?';
  const deadlineAtMs = Date.now() + (given.deadlineInMs ?? 120_000);
  const investigation = {
    ...ref,
    sessionId: given.session ?? sessionId(hex()),
    mode: 'standard' as const,
    question,
    visibility: 'private' as const,
    domains: given.retry?.domains ?? null,
    retryOf: given.retry?.of.id ?? null,
    asUser: given.asUser ?? null,
    closedDomains: [],
    budgetSeconds: 120,
    createdAtMs: Date.now(),
    bodyHash: 'hash',
  };
  const estimate = { seconds: 120, waitSeconds: 0, reason: 'free' };
  await store.admit(investigation, someNeeds, () => ({ deadlineAtMs, estimate }));
  if (given.domains) {
    await work.commitRouting(ref, {
      routing: {
        domains: given.domains.map((domain) => ({ domain, question, score: 0.9, reason: 'test' })),
        tools: [],
        source: 'examples',
      },
      degraded: [],
      usage: {},
      prompt: null,
      lanes: given.domains.map((domain) => ({
        domain,
        question,
        spaceId: given.spaceIds?.[domain] ?? `space-${domain}`,
        deadlineAtMs,
      })),
    });
  }
  return ref;
}

/** A token as a store gets it, good for an hour. */
export const aToken = (over: Partial<SealedToken> = {}): SealedToken => ({
  keyName: 'k1',
  bytes: Buffer.from('sealed'),
  expiresAtMs: Date.now() + 3_600_000,
  ...over,
});

/** A leg of a lane: the first attempt of its first ask unless said otherwise. */
export const legOf = (ref: InvestigationRef, over: Partial<LegRef> = {}): LegRef => ({
  id: ref.id,
  owner: ref.owner,
  round: 1,
  domain: 'cost',
  epoch: 1,
  attempt: 1,
  ask: 1,
  ...over,
});

export const aResult = (over: Partial<LaneResult> = {}): LaneResult => ({
  outcome: 'answered',
  detail: null,
  evidence: [],
  genie: null,
  usage: {},
  left: null,
  ...over,
});

/** A request for a leg's turn, in a workspace that has one for everybody unless said otherwise. */
export const aTurn = (leg: LegRef, over: Partial<TurnRequest> = {}): TurnRequest => {
  const { domain, round, ask } = leg;
  const question = over.question ?? 'q';
  const payload = { domain, round, question, ask };
  return {
    workspace: 'w',
    questionsPerMinute: 100_000,
    contextHours: 24,
    spaceId: 'space-cost',
    question,
    started: { key: `lane.started:${domain}:${round}:${ask}`, type: 'lane.started', payload },
    ...over,
  };
};

/** A turn that is granted. */
export async function intend(work: WorkStore, leg: LegRef, over: Partial<TurnRequest> = {}) {
  const turn: QuotaTurn = await work.quota.request(leg, aTurn(leg, over));
  if (turn.kind !== 'granted') throw new Error(`the turn is ${turn.kind}`);
  return turn;
}

/** What Genie says when it takes a question. */
export const taken = (messageId = `m-${hex()}`) => ({
  spaceId: 'space-cost',
  conversationId: `c-${hex()}`,
  messageId,
  url: 'http://w.example/rooms/s',
  slot: null,
});

export const anAnswer = (markdown = 'Jobs cost 12.50 USD.'): Answer => ({
  markdown,
  citations: [],
  claims: [],
  confidence: 1,
  confidenceParts: fullConfidence,
  caveats: [],
  followUps: [],
  degraded: [],
  degradedDetail: [],
  usedMemory: [],
  charts: [],
});

/** What an answer about jobs and costs leaves in memory. */
export const someLeaves: Leaves = {
  key: 'cost job',
  terms: 'cost job c_money',
  insights: [{ domain: 'cost', text: 'Jobs cost 12.50 USD.', evidenceIds: [] }],
};

/** An event of an answer as the step that writes it makes it. */
export const answerEvent = (
  type: 'answer.started' | 'answer.reset' | 'answer.finished' | 'answer.delta',
  pass: number,
  attempt: number,
  n = 1,
): NewEvent => {
  const key = `${type}:${pass}:${attempt}`;
  if (type === 'answer.finished')
    return {
      key,
      type,
      payload: { answer: anAnswer(), usage: { modelCalls: 1 }, leaves: someLeaves },
    };
  if (type === 'answer.delta')
    return { key: `${key}:${n}`, type, payload: { attempt, text: `piece ${n}` } };
  return { key, type, payload: { pass, attempt } };
};

export const concluded = {
  status: 'fromLanes',
  openLanes: { outcome: 'timed_out', detail: 'Time was up.' },
  failure: null,
} as const;

/** The code of the failure that a promise ends in; null when it succeeds. */
export async function codeOf(promise: Promise<unknown>): Promise<string | null> {
  try {
    await promise;
    return null;
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}
