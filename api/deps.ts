import type { AuditLog } from '../domain/audit.ts';
import type { Clock } from '../domain/clock.ts';
import type { EvaluationEngine, EvaluationStore } from '../domain/evaluation-ports.ts';
import type { FeedbackStore } from '../domain/feedback.ts';
import type { Domain } from '../domain/domains.ts';
import type { Meter } from '../domain/metrics.ts';
import type { Caller, Way } from '../domain/caller.ts';
import type { AdmitLimits } from '../domain/admit.ts';
import type { ClientRequests } from '../domain/client-requests.ts';
import type { DomainAccess } from '../domain/access.ts';
import type { TokenVault } from '../domain/on-behalf.ts';
import type { RateLimits } from '../domain/rate-limits.ts';
import type { AgentCard, Reasoner } from '../domain/reasoner-port.ts';
import type { Engine, LogNotifications, InvestigationStore } from '../domain/api-ports.ts';
import type { Alerts, ProposalStore } from '../domain/proposal-ports.ts';
import type { MemoryStore } from '../domain/memory-port.ts';
import type { Warehouse } from '../domain/warehouse.ts';
import type { CorrectionStore } from '../domain/correction.ts';
import type { DigestStore } from '../domain/digest-ports.ts';
import type { OwnSchedules } from '../domain/own-schedules.ts';
import type { Reach } from '../adapters/public-address.ts';
import type { Outbox, OwnWebhookStore, StartDelivery } from '../domain/own-webhook-ports.ts';
import type { WatchStore } from '../domain/watch-ports.ts';
import type { CertifiedQuestion } from '../sql/catalogue.ts';
import type { ToolCard } from '../domain/tools.ts';
import type { Authenticate } from './auth/authenticate.ts';
import type { Arrival, Door } from './auth/door.ts';
import type { LogFeeds } from './log-feed.ts';
import type { OpenStreams } from './open-streams.ts';
import type { PageFiles } from './page/page-files.ts';
import type { Diagnosis } from './routes/diagnosis.ts';
import type { OidcSignIn } from './routes/sign-in-oidc.ts';
import type { BrowserSignIn } from './routes/sign-in.ts';

/** Where log lines go; a pino logger fits. */
export type Log = {
  readonly info: (fields: object, message: string) => void;
  readonly warn: (fields: object, message: string) => void;
  readonly error: (fields: object, message: string) => void;
};

/** Everything outside of the API that its routes use. */
export type AppDeps = {
  readonly store: InvestigationStore;
  readonly memory: MemoryStore;
  /** What came with questions of other protocols. */
  readonly clientRequests: ClientRequests;
  readonly engine: Engine;
  readonly notifications: LogNotifications;
  readonly evaluations: {
    readonly store: EvaluationStore;
    readonly engine: EvaluationEngine;
    /** The clock of the data. */
    readonly now: Clock;
  };
  readonly feedback: FeedbackStore;
  readonly corrections: CorrectionStore;
  readonly proposals: { readonly store: ProposalStore; readonly alerts: Alerts };
  readonly watches: {
    readonly store: WatchStore;
    readonly schedules: OwnSchedules;
    /** What can be watched. */
    readonly questions: readonly CertifiedQuestion[];
    /** On which a question is tried before it is watched; null when none is set. */
    readonly warehouse: Warehouse | null;
  };
  readonly digests: {
    readonly store: DigestStore;
    readonly schedules: OwnSchedules;
    /** Whether a report can be posted. */
    readonly hasWebhook: boolean;
  };
  readonly webhooks: {
    readonly store: OwnWebhookStore;
    readonly outbox: Outbox;
    readonly start: StartDelivery;
    /** Which addresses they may have. */
    readonly reach: Reach;
  };
  readonly reasoner: Pick<Reasoner, 'route' | 'needsOf'>;
  readonly agents: readonly AgentCard[];
  readonly tools: readonly ToolCard[];
  /** Certified questions to begin with. */
  readonly suggestions: Readonly<Record<Domain, readonly string[]>>;
  /** Names the workspace whose Genie quota is used. */
  readonly workspace: string;
  readonly pingWorkspace: (signal: AbortSignal) => Promise<void>;
  /** Null where nobody signs in, so that nobody is known. */
  readonly audit: AuditLog | null;
  /** Null where nobody signs in. */
  readonly rateLimits: RateLimits | null;
  /** Event streams that one principal may have open; null where nobody signs in. */
  readonly mostStreams: number | null;
  readonly limits: AdmitLimits;
  readonly domainAccess: DomainAccess;
  /** Of the certified statements of this version. */
  readonly catalogueSha256: string;
  readonly door: Door;
  /** The address that people use; null where the service is for its own machine. */
  readonly publicUrl: string | null;
  /** How browsers sign in; null for a way that is not open. */
  readonly signIn: {
    readonly ways: readonly Way[];
    readonly browser: BrowserSignIn | null;
    readonly oidc: OidcSignIn | null;
  };
  readonly authenticate: Authenticate;
  /** Encrypts the tokens of who asks, as whom the workspace is asked; null where it is asked as the service. */
  readonly sealToken: TokenVault['seal'] | null;
  /** Runs every check of the doctor. */
  readonly diagnose: (signal: AbortSignal) => Promise<Diagnosis>;
  /** The page that browsers get; rejects when it could not be bundled. */
  readonly page: () => Promise<PageFiles>;
  readonly log: Log;
  readonly meter: Meter;
  /** Aborted when the process stops: streams and waits end then. */
  readonly stopping: AbortSignal;
  /** How often a followed log is read without a notification, milliseconds. */
  readonly reReadMs?: number;
};

/** What routes get: the dependencies, and what all requests of one app share. */
export type RouteDeps = AppDeps & { readonly feeds: LogFeeds; readonly streams: OpenStreams };

export type AppEnv = { Variables: { requestId: string; principal: Caller; arrival: Arrival } };
