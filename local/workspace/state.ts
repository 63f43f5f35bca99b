import type { Catalogue } from '../../sql/catalogue.ts';
import type { Faults } from './control/faults.ts';
import type { RequestLog } from './control/requests.ts';
import type { Dataset } from './dataset.ts';
import type { SpaceStore } from './genie/space-store.ts';
import type { GenieStore } from './genie/store.ts';
import type { Quota } from './genie/quota.ts';
import type { Principals } from './oauth/principals.ts';
import type { Access } from './permissions/access.ts';
import type { Statements } from './statements/store.ts';
import type { Warehouses } from './warehouses/store.ts';

export type GenieSpeed = 'fast' | 'realistic';
export type GenieStyle = 'certified' | 'free';

export type Clock = {
  nowMs: number;
  /** How far it has been moved since the start: tokens and results grow old by it. */
  movedMs: number;
};

/** The time by which tokens and results end: the real one and what the clock was moved by. */
export const timeOf = (clock: Clock): number => Date.now() + clock.movedMs;

/** Everything the products of one workspace share. */
export type WorkspaceState = {
  readonly settings: {
    readonly seed: number;
    readonly genieSpeed: GenieSpeed;
    readonly genieStyle: GenieStyle;
    readonly orgId: string;
    /** Every answer takes this long; null leaves it to the speed. */
    readonly answerMs: number | null;
  };
  /** What "now" means in questions, epoch milliseconds. Messages carry the real time. */
  readonly clock: Clock;
  readonly catalogue: Catalogue;
  readonly dataset: Dataset;
  readonly requests: RequestLog;
  readonly faults: Faults;
  readonly principals: Principals;
  readonly access: Access;
  readonly warehouses: Warehouses;
  readonly statements: Statements;
  readonly spaces: SpaceStore;
  readonly genie: GenieStore;
  readonly quota: Quota;
  /** Aborted when the workspace closes: everything that waits gives up. */
  readonly closing: AbortSignal;
};
