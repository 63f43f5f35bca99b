import { AppError } from '../../../domain/errors.ts';
import type { QuotaTurn, TurnRequest } from '../../../domain/quota-ports.ts';
import type { LedgerEntry, LegRef, QuestionLeft } from '../../../domain/worker-ports.ts';
import { fence } from './fence-model.ts';
import { append } from './log-model.ts';
import { requestSlot } from './quota-model.ts';
import { isNewest, laneKey, ledgerKey, rowOf } from './tables.ts';
import type { Database, LedgerRow } from './tables.ts';

const leaseMs = 2_000;
/** A POST may take this long after its lease. */
const postMs = 10_000;

export const leaseName = ({ id, domain }: Pick<LegRef, 'id' | 'domain'>): string =>
  `${id}:${domain}`;

const conversationKey = (db: Database, leg: LegRef): string =>
  `${rowOf(db, leg.id).sessionId}:${leg.domain}:${leg.owner}`;

const hasLane = (db: Database, leg: LegRef): boolean => {
  const lane = rowOf(db, leg.id).lanes.get(laneKey(leg.round, leg.domain));
  return lane !== undefined && isNewest(db, lane, leg);
};

/** As `ledger_json`. */
export function entryOf(db: Database, row: LedgerRow): LedgerEntry {
  const { state, question, continuedConversationId, conversationId, messageId } = row;
  return {
    state,
    question,
    continuedConversationId,
    conversationId,
    messageId,
    intentAtMs: row.intentAtMs,
    askedMsAgo: row.askedAtMs === null ? null : db.now() - row.askedAtMs,
    settlesInMs: Math.max(0, row.leaseUntilMs + postMs - db.now()),
    takenOver: false,
  };
}

/** As `request_turn`: the fence, a slot, the conversation and the intent in one transaction. */
export function requestTurn(db: Database, leg: LegRef, request: TurnRequest): QuotaTurn {
  const mayGoOn = fence(db, leg);
  if (!mayGoOn.open) return { kind: 'stopped', reason: mayGoOn.reason };
  append(db, rowOf(db, leg.id), [request.started]);
  const turn = requestSlot(db, leg);
  if (turn.kind === 'waiting') return turn;
  const conversationId = leaseConversation(db, leg);
  storeIntent(db, leg, request.question, conversationId);
  return { kind: 'granted', slot: turn.slot, conversationId };
}

/** The session's open conversation, where no other lane has it. */
function leaseConversation(db: Database, leg: LegRef): string | null {
  const open = db.tables.conversations.get(conversationKey(db, leg));
  if (open === undefined) return null;
  if (open.leasedBy !== null && open.leasedBy !== leaseName(leg)) return null;
  open.leasedBy = leaseName(leg);
  return open.conversationId;
}

function storeIntent(
  db: Database,
  leg: LegRef,
  question: string,
  continuedConversationId: string | null,
): void {
  const { ledger } = db.tables;
  const known = ledger.get(ledgerKey(leg));
  const intent = {
    intentAtMs: db.now(),
    leaseUntilMs: db.now() + leaseMs,
    continuedConversationId,
  };
  if (known?.state === 'intent' && db.bug !== 'noLedger') Object.assign(known, intent);
  else if (known === undefined || db.bug === 'noLedger')
    ledger.set(ledgerKey(leg), {
      leg,
      question,
      state: 'intent',
      conversationId: null,
      messageId: null,
      askedAtMs: null,
      ...intent,
    });
}

export const readEntry = (db: Database, leg: LegRef): LedgerEntry | null => {
  const row = db.tables.ledger.get(ledgerKey(leg));
  return row === undefined || db.bug === 'noLedger' ? null : entryOf(db, row);
};

export function leaseHolds(db: Database, leg: LegRef): boolean {
  const row = db.tables.ledger.get(ledgerKey(leg));
  const lane = rowOf(db, leg.id).lanes.get(laneKey(leg.round, leg.domain));
  const isHeld = row?.state === 'intent' && row.leaseUntilMs > db.now();
  return isHeld && lane?.outcome === null && isNewest(db, lane, leg);
}

export function withdraw(db: Database, leg: LegRef): void {
  const row = db.tables.ledger.get(ledgerKey(leg));
  if (row?.state === 'intent' && hasLane(db, leg)) db.tables.ledger.delete(ledgerKey(leg));
}

type Asked = {
  readonly conversationId: string;
  readonly messageId: string;
  readonly slot: string | null;
};

/** As `question_asked`. */
export function questionAsked(db: Database, leg: LegRef, asked: Asked): void {
  const { tables } = db;
  const row = tables.ledger.get(ledgerKey(leg));
  const { conversationId, messageId } = asked;
  if (row?.state === 'intent' && knownMessages(db, [messageId]).length > 0)
    throw new AppError('bug', 'The message belongs to another question.');
  if (row?.state === 'intent')
    Object.assign(row, { state: 'asked', conversationId, messageId, askedAtMs: db.now() });
  const slot = tables.slots.find(({ id }) => id === asked.slot);
  if (slot !== undefined) slot.freeAtMs = db.now() + 60_000;
  leaseAsked(db, leg, conversationId);
}

/** The conversation of a question becomes the session's open one, where no other lane has that. */
function leaseAsked(db: Database, leg: LegRef, conversationId: string): void {
  const lane = rowOf(db, leg.id).lanes.get(laneKey(leg.round, leg.domain));
  if (lane === undefined || !isNewest(db, lane, leg)) return;
  // A lane that has ended holds no conversation.
  if (lane.outcome !== null && db.bug !== 'leaseKept') return;
  const { conversations } = db.tables;
  const key = conversationKey(db, leg);
  const holder = conversations.get(key)?.leasedBy ?? null;
  const leasedBy = leaseName(leg);
  if (holder === null || holder === leasedBy)
    conversations.set(key, { owner: leg.owner, conversationId, leasedBy });
}

/** As `leave_question`. */
export function leaveQuestion(db: Database, leg: LegRef, left: QuestionLeft): void {
  const { tables } = db;
  const row = tables.ledger.get(ledgerKey(leg));
  if (left.ended && row?.state === 'asked') row.state = 'settled';
  if (!hasLane(db, leg)) return;
  for (const [key, one] of tables.conversations)
    if (one.leasedBy === leaseName(leg)) {
      if (left.ended) one.leasedBy = null;
      else tables.conversations.delete(key);
    }
}

/** Those of the messages that belong to a leg. */
export const knownMessages = (
  { tables }: Database,
  messageIds: readonly string[],
): readonly string[] => {
  const known = new Set([...tables.ledger.values()].map(({ messageId }) => messageId));
  return messageIds.filter((id) => known.has(id));
};
