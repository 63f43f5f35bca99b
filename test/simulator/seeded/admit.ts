import { firstRound } from '../../../domain/deep.ts';
import { investigationId } from '../../../domain/ids.ts';
import type { InvestigationInput } from '../../../domain/investigation.ts';
import { append } from './log-model.ts';
import type { Question } from './plan.ts';
import type { Database, Investigation } from './tables.ts';

/** Stores the row of a question; returns it with the input of its run. */
export function admit(
  { tables, now }: Database,
  question: Question,
  n: number,
  sameSession: boolean,
): { readonly row: Investigation; readonly input: InvestigationInput } {
  const { budgetSeconds, laneLimitMs, nobodyAnswers, isDeep } = question;
  const id = investigationId(String(n + 1).padStart(32, '0'));
  const deadlineAtMs = now() + budgetSeconds * 1_000;
  const row: Investigation = {
    id,
    owner: 'ann',
    sessionId: sameSession ? 'session' : `session-${n}`,
    mode: isDeep ? 'deep' : 'standard',
    createdAtMs: now(),
    status: 'queued',
    deadlineAtMs,
    budgetSeconds,
    cancelRequestedAtMs: null,
    lastSeq: -1,
    answerPass: 0,
    answerAttempt: 0,
    events: [],
    keys: new Set(),
    lanes: new Map(),
    steers: new Map(),
    verdicts: new Map(),
    plans: new Map(),
    evidence: new Map(),
  };
  tables.investigations.set(id, row);
  const limits = { deadlineAtMs, budgetSeconds, laneLimitMs, nobodyAnswers };
  const input = { id, owner: row.owner, ...limits, ...(isDeep ? { deep: firstRound } : {}) };
  return { row, input };
}

/** The first event of an investigation. */
export function tellQueued(db: Database, row: Investigation): void {
  append(db, row, [{ key: 'queued', type: 'queued', payload: { question: '?' } }]);
}
