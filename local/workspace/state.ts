import type { Catalogue } from '../../sql/catalogue.ts';
import type { AlertStore } from './alerts/store.ts';
import type { Faults } from './control/faults.ts';
import type { RequestLog } from './control/requests.ts';
import type { Dataset } from './dataset.ts';
import type { DeltaDatabase } from './delta/database.ts';
import type { SpaceStore } from './genie/space-store.ts';
import type { GenieStore } from './genie/store.ts';
import type { Quota } from './genie/quota.ts';
import type { DashboardStore } from './lakeview/store.ts';
import type { Principals } from './oauth/principals.ts';
import type { Access } from './permissions/access.ts';
import type { Statements } from './statements/store.ts';
import type { Sessions } from './thrift/sessions.ts';
import type { VectorSearch } from './vector-search/store.ts';
import type { Warehouses } from './warehouses/store.ts';

export type GenieSpeed = 'fast' | 'realistic';
export type GenieStyle = 'certified' | 'free';

export type Clock = {
  nowMs: number;
  /** The total offset since the start; it moves the expiry of tokens and results. */
  movedMs: number;
};

/** The time by which tokens and results expire: the real time plus the clock's offset. */
export const workspaceTimeMs = (clock: Clock): number => Date.now() + clock.movedMs;

/** The state that all APIs of one workspace share. */
export type WorkspaceState = {
  readonly settings: {
    readonly seed: number;
    readonly genieSpeed: GenieSpeed;
    readonly genieStyle: GenieStyle;
    readonly orgId: string;
    /** Time of every answer; null when it follows from `genieSpeed`. */
    readonly answerMs: number | null;
  };
  /** The current time in questions and statements. Timestamps of messages are real time. */
  readonly clock: Clock;
  readonly catalogue: Catalogue;
  readonly dataset: Dataset;
  readonly requests: RequestLog;
  readonly faults: Faults;
  readonly principals: Principals;
  readonly access: Access;
  readonly warehouses: Warehouses;
  readonly statements: Statements;
  /** The tables that statements may write. */
  readonly delta: DeltaDatabase;
  readonly sqlSessions: Sessions;
  readonly spaces: SpaceStore;
  readonly genie: GenieStore;
  readonly quota: Quota;
  readonly dashboards: DashboardStore;
  readonly alerts: AlertStore;
  readonly vectorSearch: VectorSearch;
  /** Aborted when the workspace closes; ends every wait. */
  readonly closing: AbortSignal;
};
