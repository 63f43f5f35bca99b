import type { Principal } from '../domain/ids.ts';
import type { AdmitLimits } from '../domain/admit.ts';
import type { DomainAccess } from '../domain/access.ts';
import type { AgentCard, Reasoner } from '../domain/reasoner-port.ts';
import type { Engine, EventBell, InvestigationStore } from '../domain/api-ports.ts';
import type { LogFeeds } from './log-feed.ts';

/** Where log lines go; a pino logger fits. */
export type Log = {
  readonly info: (fields: object, message: string) => void;
  readonly warn: (fields: object, message: string) => void;
  readonly error: (fields: object, message: string) => void;
};

/** All that the API needs of the world; nothing else is reached from its routes. */
export type AppDeps = {
  readonly store: InvestigationStore;
  readonly engine: Engine;
  readonly bell: EventBell;
  readonly reasoner: Pick<Reasoner, 'route'>;
  readonly agents: readonly AgentCard[];
  /** Names the workspace whose Genie quota is used. */
  readonly workspace: string;
  readonly pingWorkspace: (signal: AbortSignal) => Promise<void>;
  readonly limits: AdmitLimits;
  readonly domainAccess: DomainAccess;
  /** @throws {AppError} `auth.denied` when the request may not act for anyone. */
  readonly authenticate: (request: Request) => Principal;
  readonly log: Log;
  /** Aborted when the process stops: streams and waits end then. */
  readonly stopping: AbortSignal;
  /** How often followers read again without being told, milliseconds. */
  readonly reReadMs?: number;
};

/** What routes get: the world, and what the app keeps for all its requests. */
export type RouteDeps = AppDeps & { readonly feeds: LogFeeds };

export type AppEnv = { Variables: { requestId: string; principal: Principal } };
