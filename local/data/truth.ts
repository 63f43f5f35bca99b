import type { Domain } from '../../domain/domains.ts';
import type { EndpointDayFact, Facts, UsageDayFact } from './facts.ts';

/** An object of the platform; `workspaceId` is null for one that belongs to no workspace. */
export type ObjectTruth = {
  readonly kind: string;
  readonly id: string;
  readonly name: string;
  readonly workspaceId: string | null;
};

/** An injected amount; `value` is a number as text. */
export type SizeTruth = { readonly name: string; readonly value: string; readonly unit: string };

/** What system tables show of why something happened. `at` is ISO-8601 UTC. */
export type VisibleCause = {
  /** `cause`: the act or the setting itself. `driver`: only what carries the symptom; its reason is `unseen`. */
  readonly is: 'cause' | 'driver';
  /** Words of the kind, in lower case; whoever names the cause uses one of them. */
  readonly words: readonly string[];
  /** What was acted on or carries the symptom; the first is the root. */
  readonly objects: readonly ObjectTruth[];
  /** Who acted, as the tables name them; null when nobody did or they do not say. */
  readonly who: string | null;
  readonly at: string;
  /** Figures that tell how much, each right within a share of it. A value that is no number is a setting. */
  readonly howMuch: readonly (SizeTruth & { readonly within: number })[];
};

/** The expected facts about one incident. Times are ISO-8601 UTC, `to` is exclusive. Sizes are the injected amounts. */
export type IncidentTruth = {
  readonly id: string;
  readonly title: string;
  readonly domains: readonly Domain[];
  readonly from: string;
  readonly to: string;
  readonly objects: readonly ObjectTruth[];
  readonly sizes: readonly SizeTruth[];
  readonly cause: string;
  readonly visible: VisibleCause;
  /** What no system table shows of the cause; null when they show all of it. */
  readonly unseen: string | null;
  readonly effects: readonly string[];
  readonly questions: readonly string[];
};

/** The expected facts about something innocent that lies beside an incident. `at` is ISO-8601 UTC. */
export type DecoyTruth = {
  /** The id of the incident. */
  readonly id: string;
  readonly confusion: string;
  readonly at: string;
  /** Whoever names an object with `who`, or without one with one of the words, as the cause is wrong. */
  readonly never: {
    readonly who: string | null;
    readonly objects: readonly ObjectTruth[];
    readonly words: readonly string[];
  };
  readonly why: string;
};

/** Totals and facts of everything that the generator wrote. Money is exact decimal text in USD. */
export type Ledger = Facts & {
  readonly usageByDay: readonly UsageDayFact[];
  readonly endpointDays: readonly EndpointDayFact[];
  readonly listCostByDay: readonly {
    readonly usageDate: string;
    readonly workspaceId: string;
    readonly skuName: string;
    readonly product: string;
    readonly costUsd: string;
  }[];
  readonly jobCostByDay: readonly {
    readonly usageDate: string;
    readonly workspaceId: string;
    readonly jobId: string;
    readonly costUsd: string;
  }[];
  readonly runs: readonly {
    readonly workspaceId: string;
    readonly jobId: string;
    readonly runId: string;
    readonly startedAt: string;
    readonly endedAt: string | null;
    readonly finalState: string | null;
    readonly trigger: string;
    /** Results in order: more than one when the run was repaired. */
    readonly results: readonly {
      readonly startedAt: string;
      readonly endedAt: string;
      readonly result: string;
      readonly code: string;
    }[];
    readonly listCostUsd: string;
  }[];
  readonly queriesByDay: readonly {
    readonly startDate: string;
    readonly workspaceId: string;
    readonly warehouseId: string;
    readonly queries: number;
    readonly failed: number;
    readonly slow: number;
    readonly waitingMs: number;
  }[];
  readonly auditByDay: readonly {
    readonly eventDate: string;
    readonly actionName: string;
    readonly refused: boolean;
    readonly events: number;
  }[];
  readonly tables: readonly {
    readonly fullName: string;
    readonly status: string;
    readonly stale: boolean;
    readonly lastAltered: string;
    readonly owner: string;
    readonly layer: string | null;
    readonly comment: string | null;
  }[];
};

/** The expected answers, recorded while the data is generated and never read from it. */
export type Truth = {
  readonly seed: number;
  readonly now: string;
  readonly days: number;
  readonly version: string;
  readonly incidents: readonly IncidentTruth[];
  readonly decoys: readonly DecoyTruth[];
  readonly ledger: Ledger;
};
