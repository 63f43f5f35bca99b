import type { EvidenceId } from './ids.ts';
import type { Domain } from './domains.ts';
import type { Identity } from './on-behalf.ts';

/**
 * `key` identifies a thing, `label` names or describes it, `time` is a date or time, `measure` a
 * number.
 */
export type ColumnRole = 'key' | 'label' | 'time' | 'measure';

/**
 * Names of columns under which each can be found: one without a name is `column_2` by its position,
 * and one whose name is taken gets a number, as in `total`, `total_2`.
 */
export function uniqueNames(names: readonly string[]): readonly string[] {
  const used = new Set<string>();
  return names.map((given, at) => {
    const name = given.trim() === '' ? `column_${at + 1}` : given;
    let unique = name;
    for (let n = 2; used.has(unique) || (unique !== given && names.includes(unique)); n += 1) {
      unique = `${name}_${n}`;
    }
    used.add(unique);
    return unique;
  });
}

/** SQL type as the source declares it (`DECIMAL(38,18)`, `BIGINT`, `TIMESTAMP`, …). */
export type EvidenceColumn = {
  /** Unique in its table. */
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

/**
 * Where a table comes from: an answer of Genie, a certified statement that a warehouse ran, or the rows of
 * other tables.
 */
export type EvidenceSource =
  | {
      readonly kind: 'genie';
      readonly spaceId: string;
      readonly conversationId: string;
      readonly messageId: string;
      readonly attachmentId: string;
      readonly statementId: string | null;
      readonly fetchedAt: string;
      readonly url: string;
    }
  | {
      readonly kind: 'warehouse';
      readonly warehouseId: string;
      readonly statementId: string;
      readonly fetchedAt: string;
    }
  | {
      readonly kind: 'computed';
      readonly from: readonly EvidenceId[];
      /** How its rows follow from those of `from`, in one sentence. */
      readonly rule: string;
      readonly fetchedAt: string;
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
  /** Whose rights counted when it was read; absent before that was noted, when it was always the service's. */
  readonly identity?: Identity;
  /** The name of that user at the workspace; null for the service. */
  readonly askedAs?: string | null;
};
