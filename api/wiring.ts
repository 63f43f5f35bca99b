import type { Client } from '@temporalio/client';
import { connect } from '../adapters/connect.ts';
import { outboundHosts } from '../adapters/outbound.ts';
import { sealTokenOf } from '../adapters/token-vault.ts';
import { createCorrectionStore } from '../adapters/postgres/corrections.ts';
import { createDigestStore } from '../adapters/postgres/digests.ts';
import { createClientRequests } from '../adapters/postgres/client-requests.ts';
import { createEvaluationStore } from '../adapters/postgres/evaluations.ts';
import { createFeedbackStore } from '../adapters/postgres/feedback.ts';
import { createInvestigationStore } from '../adapters/postgres/investigation-store.ts';
import { databaseOf } from '../adapters/database-of.ts';
import { createFailpoints } from '../adapters/failpoints.ts';
import { memoryStores } from '../adapters/memory-stores.ts';
import { createNotifications } from '../adapters/postgres/notifications.ts';
import { createPool } from '../adapters/postgres/pool.ts';
import type { Pool } from '../adapters/postgres/pool.ts';
import { createProposalStore } from '../adapters/postgres/proposals.ts';
import { createOutbox, createOwnWebhookStore } from '../adapters/postgres/own-webhooks.ts';
import { createWatchStore } from '../adapters/postgres/watches.ts';
import { createTemporalClient } from '../adapters/temporal/client.ts';
import { temporalSettings } from '../adapters/temporal/connection.ts';
import { createDeliveryEngine } from '../adapters/temporal/deliveries.ts';
import { createEvaluationEngine } from '../adapters/temporal/evaluations.ts';
import { createOwnSchedules } from '../adapters/temporal/own-schedules.ts';
import { createEngine } from '../adapters/temporal/engine.ts';
import { agentCards } from '../agents/index.ts';
import type { Config } from '../config/index.ts';
import { clockOf } from '../domain/clock.ts';
import { forEachDomain } from '../domain/domains.ts';
import type { Warehouse } from '../domain/warehouse.ts';
import { loadCatalogue } from '../sql/catalogue.ts';
import type { Catalogue } from '../sql/catalogue.ts';
import { toolCards } from '../tools/index.ts';
import { suggestedQuestions } from '../sql/suggested-questions.ts';
import { catalogueSha256 } from '../sql/catalogue-hash.ts';
import {
  deliveryType,
  digestRunType,
  evaluationType,
  investigationQueue,
  investigationType,
  proposalType,
  steerUpdateName,
  watchCheckType,
} from '../workflows/messages.ts';
import { refuseOpen } from './auth/local.ts';
import { openDoor } from './auth/open-door.ts';
import type { AppDeps } from './deps.ts';
import { failingEngine } from './failpoints.ts';
import { cachedPage } from './page/cached-page.ts';
import { runDoctor } from './run-doctor.ts';

/** Questions to begin with that are shown of a domain. */
const suggestedPerDomain = 3;

export type Wired = {
  readonly deps: Omit<AppDeps, 'log' | 'meter' | 'stopping'>;
  readonly outboundHosts: readonly string[];
  readonly close: () => Promise<void>;
};

/**
 * Creates the adapters of the API.
 *
 * Effect: opens one connection that listens; the others are opened when they are first used.
 *
 * @throws {Error} When the address may not be bound, or a setting is missing, with what to do.
 */
export function wire(config: Config): Wired {
  refuseOpen(config);
  const { prepares } = config.database;
  const database = databaseOf(config);
  if (database === null) {
    throw new Error('DATABASE_URL is not set: set it, or run `npm start` for a local PostgreSQL.');
  }
  const { genie, reasoner, alerts, warehouse } = connect(config);
  const catalogue = loadCatalogue();
  const pool = createPool(database, undefined, undefined, prepares);
  const remembering = memoryStores(config, pool);
  const access = openDoor(config, pool);
  const page = cachedPage(config.local.cacheDir);
  // Whoever asks for it is told.
  page.catch(() => undefined);
  const notifications = createNotifications(database, 'investigation_events');
  const temporal = createTemporalClient(temporalSettings(config.temporal.address));
  return {
    deps: {
      store: createInvestigationStore(pool, config.limits.agentTimeoutMs),
      memory: remembering.owned,
      clientRequests: createClientRequests(pool),
      engine: engineOf(config, temporal.client),
      notifications,
      evaluations: evaluationsOf(config, pool, temporal.client),
      feedback: createFeedbackStore(pool),
      proposals: { store: createProposalStore(pool), alerts },
      corrections: createCorrectionStore(pool),
      digests: digestsOf(config, pool, temporal.client),
      webhooks: webhooksOf(config, pool, temporal.client),
      watches: watchesOf(pool, temporal.client, catalogue, warehouse),
      reasoner,
      agents: agentCards(config.databricks.spaces),
      tools: toolCards(new Set(config.tools.set), config.onBehalfOf),
      suggestions: suggestionsOf(catalogue),
      workspace: genie.workspace,
      pingWorkspace: genie.ping,
      limits: { ...config.limits, dailyGenieQuestionsPerUser: config.auth.dailyQuestions },
      domainAccess: config.domainAccess,
      catalogueSha256: catalogueSha256(catalogue),
      ...access,
      sealToken: sealTokenOf(config),
      publicUrl: config.auth.publicUrl,
      page: () => page,
      diagnose: runDoctor,
    },
    outboundHosts: outboundHosts(config.databricks.host ?? genie.workspace, config),
    close: async () => {
      await Promise.all([notifications.close(), temporal.close(), pool.end(), remembering.close()]);
    },
  };
}

function engineOf({ failpoints }: Config, client: Client): AppDeps['engine'] {
  const engine = createEngine(client, {
    workflowType: investigationType,
    taskQueue: investigationQueue,
    steerUpdate: steerUpdateName,
    proposalType,
  });
  return failpoints === null ? engine : failingEngine(engine, createFailpoints(failpoints));
}

function suggestionsOf({ questions }: Catalogue): AppDeps['suggestions'] {
  const suggested = suggestedQuestions(questions, suggestedPerDomain);
  return forEachDomain((domain) =>
    suggested.filter((one) => one.domain === domain).map(({ question }) => question),
  );
}

const evaluationsOf = (config: Config, pool: Pool, client: Client): AppDeps['evaluations'] => ({
  store: createEvaluationStore(pool),
  engine: createEvaluationEngine(client, {
    workflowType: evaluationType,
    taskQueue: investigationQueue,
  }),
  now: clockOf(config.pinnedNow),
});

const digestsOf = (config: Config, pool: Pool, client: Client): AppDeps['digests'] => ({
  store: createDigestStore(pool),
  schedules: createOwnSchedules(client, {
    kind: 'digest',
    workflowType: digestRunType,
    taskQueue: investigationQueue,
  }),
  hasWebhook: config.digests.webhookUrl !== null,
});

const webhooksOf = (config: Config, pool: Pool, client: Client): AppDeps['webhooks'] => ({
  store: createOwnWebhookStore(pool),
  outbox: createOutbox(pool),
  start: createDeliveryEngine(client, {
    workflowType: deliveryType,
    taskQueue: investigationQueue,
  }),
  reach: config.webhooks.reach,
});

const watchesOf = (
  pool: Pool,
  client: Client,
  { questions }: Catalogue,
  warehouse: Warehouse | null,
): AppDeps['watches'] => ({
  store: createWatchStore(pool),
  schedules: createOwnSchedules(client, {
    kind: 'watch',
    workflowType: watchCheckType,
    taskQueue: investigationQueue,
  }),
  questions,
  warehouse,
});
