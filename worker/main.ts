import { databaseOf } from '../adapters/database-of.ts';
import { once } from 'node:events';
import { NativeConnection, type DefaultLogger } from '@temporalio/worker';
import type { Logger } from 'pino';
import { createEvaluationActivities } from '../activities/evaluation/index.ts';
import { createProposalActivities } from '../activities/proposal-activities.ts';
import { createDashboardActivities } from '../activities/refresh-dashboards.ts';
import { createWatchActivities } from '../activities/watch/index.ts';
import { createCorrectionActivities } from '../activities/correct-answers.ts';
import { createDeliveryActivities } from '../activities/delivery/index.ts';
import { createDigestActivities } from '../activities/digest/index.ts';
import { createKeepingActivities } from '../activities/keep.ts';
import { createLogger } from '../adapters/logger.ts';
import { serveMetrics } from '../adapters/metrics/serve.ts';
import { keepSessions, keepsSessions } from '../adapters/postgres/keeps-sessions.ts';
import { pendingMigrations } from '../adapters/postgres/migrate.ts';
import { createTemporalClient } from '../adapters/temporal/client.ts';
import { temporalSettings } from '../adapters/temporal/connection.ts';
import { putIntervalSchedule } from '../adapters/temporal/interval-schedule.ts';
import { createEvaluationEngine } from '../adapters/temporal/evaluations.ts';
import { createOwnSchedules, putAll } from '../adapters/temporal/own-schedules.ts';
import type { DigestWork } from '../domain/digest-ports.ts';
import type { WatchWork } from '../domain/watch-ports.ts';
import { loadConfig, loadDotEnv, endSignal, type Config } from '../config/index.ts';
import {
  digestRunType,
  evaluationType,
  intervalWork,
  investigationQueue,
  watchCheckType,
} from '../workflows/messages.ts';
import { applySchedule } from './apply-schedule.ts';
import { createSteps } from './create-steps.ts';
import { createWorkers } from './create-worker.ts';
import { preparedBundle } from './prepared-bundle.ts';
import { installTemporalLogger } from './temporal-logger.ts';
import { waitFor } from './wait-for.ts';
import { wire } from './wiring.ts';

const stopping = endSignal();

/** How long the worker waits for Temporal and the database schema, milliseconds. */
const startWithinMs = 60_000;

/**
 * Throws when migrations are missing: activities would fail without end.
 *
 * @returns Whether the database keeps sessions, which does not change by waiting.
 */
async function checkDatabase(config: Config): Promise<boolean> {
  const database = databaseOf(config);
  const missing = database === null ? [] : await pendingMigrations(database);
  if (missing.length > 0) {
    throw new Error(
      `The database lacks the migrations ${missing.join(', ')}. Run: npm run migrate`,
    );
  }
  return database === null || (await keepsSessions(database));
}

/**
 * Everything that a worker waits for at its start.
 *
 * Effect: connects to Temporal, reads the database's schema, may write the cache.
 */
async function prepare(config: Config, log: Logger, logger: DefaultLogger) {
  const { connectionOptions, namespace } = temporalSettings(config.temporal.address);
  const onWaiting = (what: string, err: unknown): void => log.warn({ err }, `waiting for ${what}`);
  const withinMs = startWithinMs;
  const [connection, bundle, isSessionKept] = await Promise.all([
    waitFor({ what: 'Temporal', withinMs, onWaiting }, () =>
      NativeConnection.connect(connectionOptions),
    ),
    preparedBundle(config.local.cacheDir, logger),
    waitFor({ what: 'the database schema', withinMs, onWaiting }, () => checkDatabase(config)),
  ]);
  if (!isSessionKept) throw new Error(keepSessions);
  return { connection, namespace, bundle };
}

/** What people have on schedules. */
type Own = { readonly watches: WatchWork; readonly digests: DigestWork };

/** Effect: a connection to Temporal of its own, which is closed again. */
async function schedule(config: Config, log: Logger, own: Own): Promise<void> {
  const { client, close } = createTemporalClient(temporalSettings(config.temporal.address));
  const names = { workflowType: evaluationType, taskQueue: investigationQueue };
  try {
    const { schedule: nightly } = createEvaluationEngine(client, names);
    await applySchedule(nightly, config, (facts, message) => log.warn(facts, message));
    for (const work of intervalWork)
      await putIntervalSchedule(client, { ...work, taskQueue: investigationQueue }).catch(
        (err: unknown) => log.warn({ err }, `the schedule ${work.scheduleId} could not be set`),
      );
    const { taskQueue } = names;
    const ofWatches = { kind: 'watch', workflowType: watchCheckType, taskQueue } as const;
    const ofDigests = { kind: 'digest', workflowType: digestRunType, taskQueue } as const;
    const failed = [
      ...(await putAll(createOwnSchedules(client, ofWatches), await own.watches.all())),
      ...(await putAll(createOwnSchedules(client, ofDigests), await own.digests.all())),
    ];
    if (failed.length > 0) log.warn({ ids: failed }, 'schedules of people could not be set');
  } finally {
    await close();
  }
}

/**
 * The worker process: runs until SIGTERM, then lets running activities end.
 */
async function main(): Promise<void> {
  loadDotEnv();
  const config = loadConfig();
  const log = createLogger('worker');
  const logger = installTemporalLogger(log, config.metrics.sdk);
  const metered = await serveMetrics(config.metrics.worker);
  const {
    deps,
    evaluation,
    keeping,
    proposals,
    dashboards,
    watches,
    digests,
    corrections,
    webhooks,
    watch,
    readNames,
    prepare: prepareDatabase,
    close,
    hosts,
  } = wire(config);
  const toldToEnd = stopping.aborted
    ? Promise.resolve(null)
    : once(stopping, 'abort').then(() => null);
  const prepared = await Promise.race([toldToEnd, prepare(config, log, logger)]);
  if (prepared === null) {
    log.info({}, 'stopping before it was ready');
    return;
  }
  await prepareDatabase();
  await schedule(config, log, { ...watches, ...digests });
  const workers = await createWorkers({
    ...prepared,
    version: config.temporal.workerVersion,
    activities: {
      ...createSteps(deps, metered.meter, config.failpoints),
      ...createEvaluationActivities(evaluation),
      ...createProposalActivities(proposals),
      ...createDashboardActivities(dashboards),
      ...createWatchActivities(watches),
      ...createDigestActivities(digests),
      ...createCorrectionActivities(corrections),
      ...createDeliveryActivities(webhooks),
      ...createKeepingActivities(keeping.store, keeping.keptFor, Date.now),
    },
  });
  log.info({ outboundHosts: hosts, namespace: prepared.namespace, metrics: metered.url }, 'ready');
  const watched = watch(stopping);
  void readNames();
  try {
    await Promise.all(workers.map((worker) => worker.runUntil(toldToEnd)));
  } finally {
    log.info({}, 'stopping');
    await Promise.all([watched, prepared.connection.close(), metered.close()]);
    await close();
  }
}

/** Errors of ours say what to do; others are printed with their stack. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isOurs = error.constructor === Error || error.name === 'ConfigError';
  return isOurs ? error.message : (error.stack ?? error.message);
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 1;
}
// Connections that are still open would keep this process alive.
process.exit();
