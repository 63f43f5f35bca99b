import type { Answer } from '../../domain/answer.ts';
import type { InvestigationRef } from '../../domain/investigation.ts';
import type { WorkStore } from '../../domain/worker-ports.ts';
import { createChecks } from './checks.ts';
import { conclude } from './conclude.ts';
import { append } from './events.ts';
import { readInvestigation } from './investigation-store.ts';
import { createLedger } from './ledger.ts';
import { fence, finishLane, laneEvent, readLanes, settleLanes, takeLane } from './lanes.ts';
import { readHistoryOf, readRoutingStart, remember } from './memory.ts';
import type { Pool } from './pool.ts';
import { query, transaction } from './pool.ts';
import { createQuota } from './quota.ts';
import { createRounds } from './rounds.ts';
import { commitRetry, commitRouting, committedRouting } from './routing.ts';
import { readEvidence } from './rows.ts';
import { recordSteer } from './steer.ts';
import { createSummaries } from './summaries.ts';
import { createTools } from './tools.ts';
import { createUserTokens, readAskedAs } from './user-tokens.ts';

/**
 * The store of the worker in PostgreSQL.
 *
 * Effect: every method is one statement or one transaction and filters by the owner.
 *
 * @param keepsMemory False where what is remembered lies elsewhere.
 */
export function createWorkStore(pool: Pool, keepsMemory = true): WorkStore {
  return {
    investigation: (ref) => readInvestigation(pool, ref),
    history: (ref, terms) => readHistoryOf(pool, ref, terms),
    routingStart: (ref) => readRoutingStart(pool, ref),
    commitRouting: (ref, commit) => commitRouting(pool, ref, commit, keepsMemory),
    committedRouting: (ref) => committedRouting(pool, ref),
    commitRetry: (ref, take) => commitRetry(pool, ref, take),
    lanes: (ref, round) => readLanes(pool, ref, round),
    evidence: (ref) => readEvidence(pool, ref),
    takeLane: (leg) => takeLane(pool, leg),
    fence: (leg) => fence(pool, leg),
    laneEvent: (leg, event) => laneEvent(pool, leg, event),
    finishLane: (leg, result) => finishLane(pool, leg, result),
    settleLanes: (ref, round, proposals, clarifications) =>
      settleLanes(pool, ref, round, proposals, clarifications),
    recordSteer: (ref, steer) => transaction(pool, (client) => recordSteer(client, ref, steer)),
    appendAnswer: (ref, events) => append(pool, ref, events),
    answerState: (ref) => answerState(pool, ref),
    remember: (ref, ttlHours) => remember(pool, ref, ttlHours),
    conclude: (ref, end, rememberHours) => conclude(pool, ref, end, rememberHours),
    checks: createChecks(pool),
    tools: createTools(pool),
    rounds: createRounds(pool),
    summaries: createSummaries(pool),
    askedAs: (ref) => readAskedAs(pool, ref),
    userTokens: createUserTokens(pool),
    ledger: createLedger(pool),
    quota: createQuota(pool),
  };
}

async function answerState(
  pool: Pool,
  ref: InvestigationRef,
): Promise<{ begun: boolean; finished: Answer | null }> {
  const rows = await query<{ answer: Answer | null }>(
    pool,
    `select payload -> 'answer' as answer from events
      where investigation_id = $1 and owner = $2 and type in ('answer.started', 'answer.finished')
      order by seq desc`,
    [ref.id, ref.owner],
  );
  return { begun: rows.length > 0, finished: rows.find((row) => row.answer)?.answer ?? null };
}
