import type { Evidence, EvidenceSource } from '../../domain/evidence.ts';
import type { InvestigationId, SessionId } from '../../domain/ids.ts';
import type {
  Estimate,
  InvestigationRow,
  Mode,
  Status,
  Visibility,
  InvestigationRef,
  Usage,
} from '../../domain/investigation.ts';
import type { Domain } from '../../domain/domains.ts';
import { askedAsOf } from '../../domain/on-behalf.ts';
import type { Pool } from './pool.ts';
import { query } from './pool.ts';

/** A column of times as ISO-8601 UTC. */
export const iso = (column: string): string =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Columns of `investigations` that `InvestigationRecord` reads. */
export const investigationColumns = `id, owner, session_id, mode, question, visibility, domains, closed_domains,
  budget_seconds, body_hash, estimate, status, created_at, deadline_at, cancel_requested_at,
  last_seq::int as last_seq, evidence_deleted_at, memory_state, retry_of, tools,
  summary_usage, corrected_at, asked_as`;

export type InvestigationRecord = {
  id: InvestigationId;
  owner: string;
  session_id: SessionId;
  mode: Mode;
  question: string;
  visibility: Visibility;
  domains: Domain[] | null;
  closed_domains: Domain[];
  budget_seconds: number;
  body_hash: string;
  estimate: Estimate;
  status: Status;
  created_at: Date;
  deadline_at: Date;
  cancel_requested_at: Date | null;
  last_seq: number;
  evidence_deleted_at: Date | null;
  memory_state: 'failed' | 'repaired' | null;
  retry_of: InvestigationId | null;
  tools: string[] | null;
  summary_usage: Partial<Usage> | null;
  corrected_at: Date | null;
  asked_as: string | null;
};

/** Converts a row of `investigations` to the type of the domain. */
export function toInvestigation(row: InvestigationRecord): InvestigationRow & { bodyHash: string } {
  return {
    id: row.id,
    owner: row.owner,
    sessionId: row.session_id,
    mode: row.mode,
    question: row.question,
    visibility: row.visibility,
    domains: row.domains,
    closedDomains: row.closed_domains,
    budgetSeconds: row.budget_seconds,
    bodyHash: row.body_hash,
    estimate: row.estimate,
    status: row.status,
    createdAtMs: row.created_at.getTime(),
    deadlineAtMs: row.deadline_at.getTime(),
    cancelRequestedAtMs: row.cancel_requested_at?.getTime() ?? null,
    lastSeq: row.last_seq,
    rowsDeletedAtMs: row.evidence_deleted_at?.getTime() ?? null,
    isMemoryRepaired: row.memory_state === 'repaired',
    retryOf: row.retry_of,
    namedTools: row.tools,
    summaryUsage: row.summary_usage,
    isCorrected: row.corrected_at !== null,
    askedAs: row.asked_as,
  };
}

/**
 * All evidence of an investigation, oldest first.
 *
 * Effect: one statement.
 */
export async function readEvidence(
  pool: Pool,
  ref: InvestigationRef,
): Promise<readonly Evidence[]> {
  const rows = await query<{ body: StoredEvidence }>(
    pool,
    'select body from evidence where investigation_id = $1 and owner = $2 order by position',
    [ref.id, ref.owner],
  );
  return rows.map(toEvidence);
}

/** Evidence as it is stored: of versions that only asked Genie, the source names no kind, and of those that only
 * asked as the service, nothing says so. */
export type StoredEvidence = Omit<Evidence, 'source'> & {
  readonly source: EvidenceSource | Omit<Extract<EvidenceSource, { kind: 'genie' }>, 'kind'>;
};

/** Converts a row of `evidence` to the type of the domain. */
export function toEvidence({ body }: { readonly body: StoredEvidence }): Evidence {
  const { source } = body;
  const table = { ...askedAsOf(null), ...body };
  return 'kind' in source
    ? { ...table, source }
    : { ...table, source: { kind: 'genie' as const, ...source } };
}
