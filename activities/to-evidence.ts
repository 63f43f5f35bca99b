import { createHash } from 'node:crypto';
import { describeColumn } from '../domain/cells.ts';
import { completeUntil } from '../domain/completeness.ts';
import { uniqueNames } from '../domain/evidence.ts';
import type { Evidence, EvidenceColumn } from '../domain/evidence.ts';
import { evidenceId } from '../domain/ids.ts';
import type { Certification, Deps } from './deps.ts';

/** A table as its source gave it; names of columns may repeat or be empty. */
export type SourceTable = Pick<
  Evidence,
  'domain' | 'title' | 'sql' | 'parameters' | 'rows' | 'rowCount' | 'truncated' | 'source'
> & {
  /** The same text for the same table, however often it is fetched. */
  readonly key: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
};

/**
 * A table as evidence: with the roles, units and scope that its certified question declares, and the time
 * until which it is complete.
 *
 * Pure, but for the clock of the data.
 */
export function toEvidence(
  { certify, now, askedAs }: Pick<Deps, 'certify' | 'now' | 'askedAs'>,
  { key, ...table }: SourceTable,
): Evidence {
  const certification = certify(table.sql);
  const names = uniqueNames(table.columns.map(({ name }) => name));
  const columns = table.columns.map((column, n) => ({
    ...toColumn(column, certification),
    name: names[n] ?? column.name,
  }));
  const fetched = { ...table, columns, fetchedAtMs: now() };
  return {
    ...table,
    ...askedAs,
    columns,
    id: evidenceId(createHash('sha256').update(key).digest('hex').slice(0, 32)),
    certified: certification?.certified ?? null,
    completeUntil: completeUntil(certification?.completeness ?? null, fetched),
    scope: certification?.scope ?? null,
    priceBasis: certification?.priceBasis ?? null,
  };
}

function toColumn(
  column: { readonly name: string; readonly type: string },
  certification: Certification | null,
): EvidenceColumn {
  const described =
    certification?.columns.get(column.name) ?? describeColumn(column.name, column.type);
  return { ...column, ...described };
}
