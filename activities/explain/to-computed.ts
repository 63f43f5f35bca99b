import { createHash } from 'node:crypto';
import type { ComputedTable } from '../../domain/explanation.ts';
import type { Evidence } from '../../domain/evidence.ts';
import { evidenceId } from '../../domain/ids.ts';
import type { InvestigationRef } from '../../domain/investigation.ts';

/** A table that was computed from others, as evidence; the same table has the same id. */
export function toComputed(
  { id: investigation }: InvestigationRef,
  { from, rule, ...table }: ComputedTable,
): Evidence {
  const content = JSON.stringify([investigation, from, rule, table]);
  return {
    ...table,
    id: evidenceId(createHash('sha256').update(content).digest('hex').slice(0, 32)),
    sql: '',
    parameters: [],
    rowCount: table.rows.length,
    truncated: false,
    certified: null,
    completeUntil: null,
    scope: null,
    priceBasis: null,
    source: { kind: 'computed', from, rule, fetchedAt: new Date().toISOString() },
  };
}
