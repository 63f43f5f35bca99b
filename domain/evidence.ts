import type { EvidenceId } from './ids.ts';
import type { Domain } from './domains.ts';

/**
 * `key` identifies a thing, `label` names or describes it, `time` is a date or time, `measure` a
 * number.
 */
export type ColumnRole = 'key' | 'label' | 'time' | 'measure';

/** SQL type as the source declares it (`DECIMAL(38,18)`, `BIGINT`, `TIMESTAMP`, …). */
export type EvidenceColumn = {
  readonly name: string;
  readonly type: string;
  readonly is: ColumnRole;
  readonly unit: string | null;
};

/**
 * A cell keeps its exact value: integers within 2^53 and doubles are numbers; decimals, larger
 * integers, dates, times and nested values are text as the source wrote them.
 */
export type Cell = string | number | boolean | null;

export type EvidenceSource = {
  readonly spaceId: string;
  readonly conversationId: string;
  readonly messageId: string;
  readonly attachmentId: string;
  readonly statementId: string | null;
  readonly fetchedAt: string;
  readonly url: string;
};

/** One table with its SQL and its source; each row has its cells in column order. */
export type Evidence = {
  readonly id: EvidenceId;
  readonly domain: Domain;
  readonly title: string;
  readonly sql: string;
  /** The values of the statement's parameters, in order. */
  readonly parameters: readonly { readonly name: string; readonly value: string }[];
  readonly columns: readonly EvidenceColumn[];
  readonly rows: readonly (readonly Cell[])[];
  readonly rowCount: number;
  readonly truncated: boolean;
  readonly certified: string | null;
  readonly completeUntil: string | null;
  readonly scope: 'region' | 'account' | null;
  readonly priceBasis: 'list' | 'account' | null;
  readonly source: EvidenceSource;
};
