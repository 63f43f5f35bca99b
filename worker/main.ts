import { NativeConnection } from '@temporalio/worker';
import { createActivities } from '../activities/index.ts';
import { createLogger } from '../adapters/logger.ts';
import { temporalSettings } from '../adapters/temporal/connection.ts';
import { loadConfig, loadDotEnv } from '../config/index.ts';
import { bundleWorkflows } from './bundle.ts';
import { createWorkers } from './create-worker.ts';
import { installTemporalLogger } from './temporal-logger.ts';
import { wire } from './wiring.ts';

/**
 * The worker process: runs until SIGTERM, then lets running steps end.
 *
 * Effect: Temporal, PostgreSQL, the workspace, a model.
 */
async function main(): Promise<void> {
  loadDotEnv();
  const config = loadConfig();
  const log = createLogger('worker');
  const logger = installTemporalLogger(log);
  const { deps, close, hosts } = wire(config);
  const { connectionOptions, namespace } = temporalSettings(config.temporal.address);
  const [connection, bundle] = await Promise.all([
    NativeConnection.connect(connectionOptions),
    bundleWorkflows(logger),
  ]);
  const activities = createActivities(deps);
  const workers = await createWorkers({ connection, namespace, bundle, activities });
  log.info({ outboundHosts: hosts, namespace }, 'ready');
  try {
    await Promise.all(workers.map((worker) => worker.run()));
  } finally {
    await connection.close();
    await close();
  }
}

await main();
