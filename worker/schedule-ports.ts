import type { OwnerDeps } from '../activities/ask-as-owner.ts';
import type { CorrectDeps } from '../activities/correct-answers.ts';
import type { DeliveryDeps } from '../activities/delivery/deps.ts';
import type { DigestDeps } from '../activities/digest/index.ts';
import type { WatchDeps } from '../activities/watch/deps.ts';
import { admissionIds } from '../adapters/admission-ids.ts';
import type { Connections } from '../adapters/connect.ts';
import { sealTokenOf } from '../adapters/token-vault.ts';
import { createLogger } from '../adapters/logger.ts';
import { createCorrectionStore, createCorrectionWork } from '../adapters/postgres/corrections.ts';
import { createDeliveryWork } from '../adapters/postgres/deliveries.ts';
import { createDigestWork } from '../adapters/postgres/digests.ts';
import { createInvestigationStore } from '../adapters/postgres/investigation-store.ts';
import type { Pool } from '../adapters/postgres/pool.ts';
import { createWatchWork } from '../adapters/postgres/watch-work.ts';
import { createPost } from '../adapters/webhook-post.ts';
import { signMessage } from '../adapters/webhook-signature.ts';
import { createWebhook } from '../adapters/webhook.ts';
import { closedWarehouse } from '../adapters/workspace-for.ts';
import { serviceUrl } from '../config/index.ts';
import type { Config } from '../config/index.ts';
import { clockOf } from '../domain/clock.ts';
import type { Catalogue } from '../sql/catalogue.ts';
import { watched } from '../sql/watched.ts';
import { createRecheck } from './recheck.ts';

/** How a watch reads its certified question. Pure. */
export const watchedIn = ({ questions }: Pick<Catalogue, 'questions'>): WatchDeps['questionOf'] => {
  const byId = new Map(questions.map((one) => [one.id, one]));
  return ({ question, parameters }) => {
    const found = byId.get(question);
    return found === undefined ? null : watched(found, parameters);
  };
};

const ownerDeps = (config: Config, pool: Pool, { genie }: Connections): OwnerDeps => ({
  investigations: createInvestigationStore(pool, config.limits.agentTimeoutMs),
  limits: { ...config.limits, dailyGenieQuestionsPerUser: config.auth.dailyQuestions },
  domainAccess: config.domainAccess,
  ids: { ...admissionIds, sealToken: sealTokenOf(config) },
  workspace: genie.workspace,
});

/** The warehouse of what asks while nobody is there. */
export const unattended = (
  { onBehalfOf }: Pick<Config, 'onBehalfOf'>,
  { warehouse }: Pick<Connections, 'warehouse'>,
): Connections['warehouse'] =>
  onBehalfOf && warehouse !== null ? closedWarehouse(warehouse) : warehouse;

const serviceOf = ({ api }: Config): string => api.url ?? serviceUrl(api.host, api.port);

/** Where people read an investigation. */
const linkOf = (config: Config): DigestDeps['linkOf'] => {
  const page = config.auth.publicUrl ?? serviceOf(config);
  return (id) => `${page}/i/${id}`;
};

/** With what messages are sent to the webhooks of people. */
const deliveryDeps = (config: Config, pool: Pool): DeliveryDeps => ({
  deliveries: createDeliveryWork(pool),
  investigations: createInvestigationStore(pool, config.limits.agentTimeoutMs),
  corrections: createCorrectionStore(pool),
  watches: createWatchWork(pool),
  digests: createDigestWork(pool),
  domainAccess: config.domainAccess,
  post: createPost(config.webhooks.reach),
  sign: signMessage,
  linkOf: linkOf(config),
});

function digestDeps(config: Config, pool: Pool, connections: Connections): DigestDeps {
  const { digests } = config;
  const service = serviceOf(config);
  const log = createLogger('webhook');
  const warn = (facts: object, message: string): void => log.warn(facts, message);
  return {
    ...ownerDeps(config, pool, connections),
    digests: createDigestWork(pool),
    webhook:
      digests.webhookUrl === null
        ? null
        : createWebhook(digests.webhookUrl, service, warn, '/v1/digests'),
    linkOf: linkOf(config),
  };
}

const watchDeps = (
  config: Config,
  pool: Pool,
  catalogue: Catalogue,
  connections: Connections,
): WatchDeps => ({
  watches: createWatchWork(pool),
  questionOf: watchedIn(catalogue),
  ...ownerDeps(config, pool, connections),
  warehouse: unattended(config, connections),
  now: clockOf(config.pinnedNow),
});

/** With what watches are checked, digests are written, answers are looked at again and webhooks are told. */
export const scheduledDeps = (
  config: Config,
  pool: Pool,
  catalogue: Catalogue,
  connections: Connections,
): {
  readonly watches: WatchDeps;
  readonly digests: DigestDeps;
  readonly corrections: CorrectDeps;
  readonly webhooks: DeliveryDeps;
} => ({
  watches: watchDeps(config, pool, catalogue, connections),
  digests: digestDeps(config, pool, connections),
  webhooks: deliveryDeps(config, pool),
  corrections: {
    corrections: createCorrectionWork(pool),
    warehouse: config.onBehalfOf ? null : connections.warehouse,
    recheckOf: createRecheck(catalogue),
    now: clockOf(config.pinnedNow),
    statementsPerDay: config.corrections.statementsPerDay,
  },
});
