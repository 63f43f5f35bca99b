import type { DeepPlan } from '../../../domain/deep.ts';
import type { Domain } from '../../../domain/domains.ts';
import type { NewEvent } from '../../../domain/events.ts';
import type { Evidence } from '../../../domain/evidence.ts';
import type { Verdict } from '../../../domain/explanation.ts';
import type { EvidenceId, InvestigationId } from '../../../domain/ids.ts';
import type { Mode, Status } from '../../../domain/investigation.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { SteerAction } from '../../../domain/events.ts';
import type { LegRef } from '../../../domain/worker-ports.ts';
import type { Bug } from './bugs.ts';

export type StoredEvent = NewEvent & { readonly seq: number; readonly atMs: number };

export type LaneRow = {
  readonly round: number;
  readonly domain: Domain;
  readonly question: string;
  readonly spaceId: string;
  epoch: number;
  attempt: number;
  ask: number;
  deadlineAtMs: number;
  outcome: Outcome | null;
  detail: string | null;
  evidenceIds: readonly EvidenceId[];
};

export type LedgerRow = {
  readonly leg: LegRef;
  readonly question: string;
  state: 'intent' | 'asked' | 'settled';
  continuedConversationId: string | null;
  conversationId: string | null;
  messageId: string | null;
  intentAtMs: number;
  askedAtMs: number | null;
  leaseUntilMs: number;
};

/** One investigation with all that belongs to it. */
export type Investigation = {
  readonly id: InvestigationId;
  readonly owner: string;
  readonly sessionId: string;
  readonly mode: Mode;
  readonly createdAtMs: number;
  status: Status;
  deadlineAtMs: number;
  budgetSeconds: number;
  cancelRequestedAtMs: number | null;
  lastSeq: number;
  answerPass: number;
  answerAttempt: number;
  readonly events: StoredEvent[];
  readonly keys: Set<string>;
  readonly lanes: Map<string, LaneRow>;
  readonly steers: Map<string, SteerAction>;
  readonly verdicts: Map<number, { readonly verdict: Verdict; readonly isUnusual: boolean }>;
  readonly plans: Map<number, DeepPlan>;
  readonly evidence: Map<EvidenceId, Evidence>;
};

type Conversation = {
  readonly owner: string;
  conversationId: string;
  leasedBy: string | null;
};

export type Waiter = {
  readonly leg: LegRef;
  readonly isDeep: boolean;
  readonly sinceMs: number;
  seenAtMs: number;
  ask: number;
};

export type Slot = { readonly id: string; readonly isDeep: boolean; freeAtMs: number };

/** The rows of PostgreSQL, as far as promises depend on them. */
export type Tables = {
  readonly investigations: Map<InvestigationId, Investigation>;
  readonly ledger: Map<string, LedgerRow>;
  readonly conversations: Map<string, Conversation>;
  waiters: Waiter[];
  slots: Slot[];
  slotsMade: number;
  pausedUntilMs: number;
  /** Messages of the memory, by their id. */
  readonly messages: Map<string, InvestigationId>;
};

/** What a check of promises sees: each change when it is made. */
export type Observer = {
  readonly appended: (row: Investigation, event: StoredEvent) => void;
  /** A leg, or null for the workflow, has ended a lane. */
  readonly laneEnded: (row: Investigation, lane: LaneRow, by: LegRef | null) => void;
};

export type Database = {
  readonly tables: Tables;
  readonly now: () => number;
  readonly bug: Bug | null;
  readonly observer: Observer;
  /** What a worker is told when a lane ended. */
  readonly notify: (row: Investigation) => void;
  readonly perMinute: number;
};

export const emptyTables = (): Tables => ({
  investigations: new Map(),
  ledger: new Map(),
  conversations: new Map(),
  waiters: [],
  slots: [],
  slotsMade: 0,
  pausedUntilMs: 0,
  messages: new Map(),
});

export const laneKey = (round: number, domain: Domain): string => `${round}:${domain}`;

export const ledgerKey = ({ id, round, domain, ask }: LegRef): string =>
  `${id}:${round}:${domain}:${ask}`;

export const isOpen = ({ status }: Investigation): boolean =>
  status === 'queued' || status === 'running';

/** The row of an investigation. */
export function rowOf({ tables }: Database, id: InvestigationId): Investigation {
  const row = tables.investigations.get(id);
  if (row === undefined) throw new Error(`no investigation ${id}`);
  return row;
}

/** Whether a lane's newest attempt is this one. */
export const isNewest = ({ bug }: Database, lane: LaneRow, leg: LegRef): boolean =>
  bug === 'staleResult' || (lane.epoch === leg.epoch && lane.attempt === leg.attempt);
