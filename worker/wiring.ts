import { admissionIds } from '../adapters/admission-ids.ts';
import { randomUUID } from 'node:crypto';
import type { Deps } from '../activities/deps.ts';
import type { ApplyDeps } from '../activities/apply-proposal.ts';
import type { RefreshDeps } from '../activities/refresh-dashboards.ts';
import type { EvaluationDeps } from '../activities/evaluation/deps.ts';
import type { CorrectDeps } from '../activities/correct-answers.ts';
import type { DeliveryDeps } from '../activities/delivery/deps.ts';
import type { DigestDeps } from '../activities/digest/index.ts';
import type { WatchDeps } from '../activities/watch/deps.ts';
import { processTimer } from '../activities/timer.ts';
import { createJudge } from '../adapters/model/judge.ts';
import { createOfflineReasoner } from '../adapters/model/offline.ts';
import { createLogger } from '../adapters/logger.ts';
import { connect, settingsOfModel } from '../adapters/connect.ts';
import type { Connections } from '../adapters/connect.ts';
import { databaseOf } from '../adapters/database-of.ts';
import { memoryStores } from '../adapters/memory-stores.ts';
import { createEvaluationStore } from '../adapters/postgres/evaluations.ts';
import { createFeedbackStore } from '../adapters/postgres/feedback.ts';
import { createInvestigationStore } from '../adapters/postgres/investigation-store.ts';
import { createNotifications } from '../adapters/postgres/notifications.ts';
import { createUserTokens } from '../adapters/postgres/user-tokens.ts';
import { createWorkspaceFor } from '../adapters/workspace-for.ts';
import { askedAsOf } from '../domain/on-behalf.ts';
import { createPool } from '../adapters/postgres/pool.ts';
import { sealTokenOf } from '../adapters/token-vault.ts';
import type { Pool } from '../adapters/postgres/pool.ts';
import { setQuotaShare } from '../adapters/postgres/quota-share.ts';
import { announceWorker } from '../adapters/postgres/workers.ts';
import { createWebhook } from '../adapters/webhook.ts';
import { serviceUrl } from '../config/index.ts';
import type { Config } from '../config/index.ts';
import { genieSlotsPerWorker } from '../domain/budget.ts';
import type { KeepingStore, KeptFor } from '../domain/keeping.ts';
import { clockOf } from '../domain/clock.ts';
import { evaluator } from '../domain/evaluation.ts';
import { catalogueSha256 } from '../sql/catalogue-hash.ts';
import { type Catalogue, loadCatalogue } from '../sql/catalogue.ts';
import { createCertify } from './certify.ts';
import { columnsMeant } from '../wordings/metrics/domain-of.ts';
import { createKnownNames } from './known-names.ts';
import type { KnownNamesOptions, NamesOfPlatform } from './known-names.ts';
import { createNearest } from './nearest.ts';
import { readPlanted } from './planted.ts';
import { createStatementOf } from './statement-of.ts';
import { scheduledDeps, unattended } from './schedule-ports.ts';
import { watchWith } from './telemetry.ts';
import { applyDeps, refreshDeps, toolsOf } from './tool-ports.ts';
import { createUnknownLimits } from './unknown-limits.ts';

/** PostgreSQL connections of the process; activities use one only for short statements. */
const poolSize = 20;

/** What a worker runs with. */
type Wired = {
  deps: Deps;
  evaluation: EvaluationDeps;
  proposals: ApplyDeps;
  dashboards: RefreshDeps;
  watches: WatchDeps;
  digests: DigestDeps;
  corrections: CorrectDeps;
  webhooks: DeliveryDeps;
  keeping: { store: KeepingStore; keptFor: KeptFor };
  /** Writes what the database must know of the settings, once it has its schema. */
  prepare: () => Promise<void>;
  /** Reads the names by which questions are understood; nobody has to wait for it. */
  readNames: () => Promise<void>;
  /** Sends what ends to the systems that watch, until the signal aborts. */
  watch: (stopping: AbortSignal) => Promise<void>;
  close: () => Promise<void>;
  hosts: readonly string[];
};

/**
 * Creates the ports of the activities from the configuration.
 *
 * Effect: opens a pool and a connection that listens, stores the row of this worker for admission, reads the certified questions.
 */
export function wire(config: Config): Wired {
  const { prepares } = config.database;
  const database = databaseOf(config);
  if (database === null) {
    throw new Error('DATABASE_URL is not set: set it, or run `npm start` for a local PostgreSQL.');
  }
  const pool = createPool(database, poolSize, undefined, prepares);
  const remembering = memoryStores(config, pool);
  const laneEnds = createNotifications(database, 'lane_ended');
  const worker = announceWorker(pool, randomUUID(), genieSlotsPerWorker);
  const connections = connect(config);
  const { genie, warehouse, reasoner, outboundHosts } = connections;
  const catalogue = loadCatalogue();
  const now = clockOf(config.pinnedNow);
  const statementOf = createStatementOf(catalogue);
  const names = namesOf({ warehouse: config.onBehalfOf ? null : warehouse, statementOf, now });
  const stores = evaluationStores(pool, config);
  return {
    readNames: names.read,
    watch: (stopping) =>
      watchWith(config, { ...stores, pool, catalogueSha256: catalogueSha256(catalogue) }, stopping),
    evaluation: {
      ...stores,
      ids: { ...admissionIds, sealToken: sealTokenOf(config) },
      warehouse: unattended(config, connections),
      statementOf,
      now,
      workspace: genie.workspace,
    },
    proposals: applyDeps(config, pool, connections),
    dashboards: refreshDeps(pool, connections),
    ...scheduledDeps(config, pool, catalogue, connections),
    keeping: keepingOf(config, remembering.keeping),
    prepare: () => setQuotaShare(pool, evaluator.id, config.evaluation.quotaShare),
    deps: {
      store: remembering.work,
      laneEnds,
      timer: processTimer,
      genie,
      warehouse,
      ...ofUsers(config, pool, connections),
      reasoner,
      byRule: createOfflineReasoner(),
      certify: createCertify(catalogue),
      statementOf,
      now,
      nearest: learntNearest(catalogue),
      columnsMeant,
      knownNames: names.current,
      unknownLimits: createUnknownLimits(catalogue),
      tools: toolsOf(config, pool, catalogue, connections),
      settings: settingsOf(config),
    },
    close: async () => {
      await worker.stop();
      await Promise.all([laneEnds.close(), pool.end(), remembering.close()]);
    },
    hosts: outboundHosts,
  };
}

/** How an investigation is asked as the user who asks. */
const ofUsers = (
  config: Config,
  pool: Pool,
  connections: Connections,
): Pick<Deps, 'workspaceFor' | 'askedAs'> => ({
  workspaceFor: createWorkspaceFor(config, connections, createUserTokens(pool)),
  askedAs: askedAsOf(null),
});

const keepingOf = ({ kept, memory }: Config, store: KeepingStore): Wired['keeping'] => ({
  store,
  keptFor: { ...kept, memoryTtlHours: memory.ttlHours },
});

/** Questions may be asked before they are read: those are understood without. */
function namesOf(ports: Omit<KnownNamesOptions, 'warn'>): NamesOfPlatform {
  const log = createLogger('names');
  return createKnownNames({ ...ports, warn: (facts, message) => log.warn(facts, message) });
}

/** The first use learns the wordings, for a second or more that an answer at its deadline does not have. */
function learntNearest(catalogue: Catalogue): ReturnType<typeof createNearest> {
  const nearest = createNearest(catalogue);
  nearest('unified', '');
  return nearest;
}

/** What only evaluations use. */
const evaluationStores = (pool: Pool, config: Config) => ({
  evaluations: createEvaluationStore(pool),
  feedback: createFeedbackStore(pool),
  investigations: createInvestigationStore(pool, config.limits.agentTimeoutMs),
  limits: config.limits,
  quotaShare: config.evaluation.quotaShare,
  judge: judgeOf(config),
  webhook: webhookOf(config),
  planted: () => readPlanted(config.databricks.host),
});

function judgeOf(config: Config): EvaluationDeps['judge'] {
  const log = createLogger('judge');
  const settings = settingsOfModel(config, (facts, message) => log.warn(facts, message));
  return settings === null ? null : createJudge(settings);
}

function webhookOf({ api, evaluation: { webhookUrl } }: Config): EvaluationDeps['webhook'] {
  if (webhookUrl === null) return null;
  const log = createLogger('webhook');
  const service = api.url ?? serviceUrl(api.host, api.port);
  return createWebhook(webhookUrl, service, (facts, message) => log.warn(facts, message));
}

function settingsOf({ databricks, limits, memory, timeZone }: Config): Deps['settings'] {
  const { genieTimeoutMs, genieFirstLookMs, genieQuestionsPerMinute } = limits;
  const { maxBudgetSeconds, maxDeepBudgetSeconds } = limits;
  return {
    spaces: databricks.spaces,
    genieTimeoutMs,
    genieFirstLookMs,
    genieQuestionsPerMinute,
    memoryTtlHours: memory.ttlHours,
    isMemoryApart: memory.store !== 'postgres',
    timeZone,
    maxBudgetSeconds,
    maxDeepBudgetSeconds,
  };
}
