import type { InvestigationRef } from './investigation.ts';

/** What is sent to systems that watch this one. */
export const exportKinds = ['trace', 'feedback', 'evaluation'] as const;
export type ExportKind = (typeof exportKinds)[number];

/** Where it is sent to: any collector of OpenTelemetry, and MLflow. */
export type ExportTarget = 'otlp' | 'mlflow';

/** Names what of a kind waits for a target. */
export type ExportSlot = { readonly target: ExportTarget; readonly kind: ExportKind };

/**
 * What ended in the last day and a target does not have. It lies in the database, so it survives a restart,
 * and every worker may send it; a lease keeps two from sending the same.
 */
export type ExportQueue = {
  /** The oldest that nobody is sending, taken for `leaseMs`: ids of investigations, feedback or evaluations. */
  readonly take: (slot: ExportSlot, count: number, leaseMs: number) => Promise<readonly string[]>;
  readonly sent: (slot: ExportSlot, ids: readonly string[]) => Promise<void>;
  /** They may be taken again in `retryMs`. */
  readonly failed: (slot: ExportSlot, ids: readonly string[], retryMs: number) => Promise<void>;
  /** They are not sent any more. */
  readonly lose: (slot: ExportSlot, ids: readonly string[]) => Promise<void>;
  /** Gives up what is older than a day, and the oldest of what waits beyond `most`; how many. */
  readonly giveUp: (slot: ExportSlot, most: number) => Promise<number>;
  /** The investigations with these ids. */
  readonly refs: (ids: readonly string[]) => Promise<readonly InvestigationRef[]>;
};
