import type { InvestigationRef, InvestigationRow } from '../../domain/investigation.ts';
import type {
  EarlierQuestion,
  KnownMemory,
  MemoryStore,
  Recalled,
  SessionHistory,
} from '../../domain/memory-port.ts';
import { historyOf } from '../../domain/memory-port.ts';
import type { CommittedRouting } from '../../domain/worker-ports.ts';
import { AppError } from '../../domain/errors.ts';
import { createInsights } from './memory-insights.ts';
import { createSessions } from './memory-sessions.ts';
import { toJson } from './parameters.ts';
import type { Pool } from './pool.ts';
import { query } from './pool.ts';
import { toCommitted } from './routing.ts';
import type { StoredRouting } from './routing.ts';
import { investigationColumns, toInvestigation } from './rows.ts';
import type { InvestigationRecord } from './rows.ts';

/**
 * Saves question and answer as two messages of the session. A second call changes nothing. What
 * fails in saving is told by `remembered` and fails nothing else.
 *
 * Effect: one statement, with `remembered`.
 *
 * @param ttlHours How long the messages are readable; may be a fraction.
 */
export async function remember(pool: Pool, ref: InvestigationRef, ttlHours: number): Promise<void> {
  await query(pool, 'select remember_answer($1, $2, $3)', [ref.id, ref.owner, ttlHours]);
}

/** As `read_memory` writes it. */
type MemoryRow = Pick<KnownMemory, 'preferences'> & {
  readonly messages: SessionHistory['messages'];
  /** `told` by the summary. */
  readonly earlier: readonly (EarlierQuestion & { readonly told: boolean })[];
  readonly summary: string | null;
};

const toKnown = ({ messages, earlier, summary, preferences }: MemoryRow): KnownMemory => ({
  history: historyOf(
    messages,
    summary,
    earlier.filter(({ told }) => !told),
  ),
  preferences,
});

/**
 * What a routing is decided from: the investigation, the routing that an earlier attempt stored, and what
 * was known when the question was asked.
 *
 * Effect: one statement.
 *
 * @throws {AppError} `input.not_found`.
 */
export async function readRoutingStart(
  pool: Pool,
  ref: InvestigationRef,
): Promise<{
  investigation: InvestigationRow;
  committed: CommittedRouting | null;
  memory: KnownMemory;
}> {
  const [row] = await query<
    InvestigationRecord & { routed: StoredRouting | null; memory: MemoryRow }
  >(
    pool,
    `select ${investigationColumns}, read_memory(owner, session_id, created_at) as memory,
        (select payload from events where investigation_id = $1 and owner = $2 and key = 'routed') as routed
      from investigations where id = $1 and owner = $2`,
    [ref.id, ref.owner],
  );
  if (!row) throw new AppError('input.not_found', 'There is no such investigation.');
  return {
    investigation: toInvestigation(row),
    committed: row.routed && toCommitted(row.routed),
    memory: toKnown(row.memory),
  };
}

/**
 * What was said in the session of an investigation before it was asked, and by words what in others.
 *
 * Effect: one statement.
 */
export async function readHistoryOf(
  pool: Pool,
  ref: InvestigationRef,
  terms: readonly string[] = [],
): Promise<SessionHistory> {
  const [row] = await query<{ memory: MemoryRow; recalled: readonly Recalled[] }>(
    pool,
    `select read_memory(owner, session_id, created_at) as memory,
        recalled(owner, session_id, created_at, $3::text[]) as recalled
      from investigations where id = $1 and owner = $2`,
    [ref.id, ref.owner, terms],
  );
  if (!row) return { messages: [] };
  const { history } = toKnown(row.memory);
  return row.recalled.length === 0 ? history : { ...history, recalled: row.recalled };
}

/**
 * The memory that users own, in PostgreSQL.
 *
 * Effect: every method is one statement and filters by the owner.
 */
export function createMemoryStore(pool: Pool): MemoryStore {
  return {
    ...createSessions(pool),
    ...createInsights(pool),
    known: async (owner, session) => {
      const [row] = await query<{ memory: MemoryRow }>(
        pool,
        session === null
          ? `select read_memory($1, null, clock_timestamp()) as memory`
          : `select read_memory($1, id, clock_timestamp()) as memory
              from sessions where id = $2 and owner = $1`,
        session === null ? [owner] : [owner, session],
      );
      return row ? toKnown(row.memory) : null;
    },
    preferences: async (owner) => {
      const [row] = await query<{ preferences: KnownMemory['preferences'] }>(
        pool,
        'select preferences_json($1) as preferences',
        [owner],
      );
      return row?.preferences ?? [];
    },
    setPreferences: async (owner, values) => {
      const said = Object.entries(values).map(([key, value]) => ({ key, value, said: null }));
      await query(pool, 'select keep_preferences($1, null, $2::jsonb)', [owner, toJson(said)]);
    },
  };
}
