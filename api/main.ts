import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { databaseOf } from '../adapters/database-of.ts';
import { createLogger } from '../adapters/logger.ts';
import { serveMetrics } from '../adapters/metrics/serve.ts';
import type { DatabaseUrl } from '../adapters/postgres/connection.ts';
import { keepSessions, keepsSessions } from '../adapters/postgres/keeps-sessions.ts';
import { loadConfig, loadDotEnv, endSignal } from '../config/index.ts';
import { createApp } from './app.ts';
import { listen } from './listen.ts';
import { runDeliveries } from './send-deliveries.ts';
import { runSweeper } from './sweep.ts';
import { wire } from './wiring.ts';

/** How long a stopping process waits for a running sweep, milliseconds. */
const closeMs = 500;

const stopping = endSignal();

/**
 * The API process: serves until SIGTERM, then ends its streams and lets replies finish.
 *
 * Effect: a socket, PostgreSQL, Temporal, the workspace (for readiness), a model (for routing).
 */
async function main(): Promise<void> {
  loadDotEnv();
  const config = loadConfig();
  const log = createLogger('api');
  const { deps: wired, outboundHosts, close } = wire(config);
  const metered = await serveMetrics(config.metrics.api);
  const deps = { ...wired, log, stopping, meter: metered.meter };
  const { host, port } = config.api;
  const server = await listen(createApp(deps), host, port);
  log.info({ url: server.url, outboundHosts, metrics: metered.url }, 'ready');
  const swept = Promise.all([runSweeper(deps, stopping), runDeliveries(deps, stopping)]);
  const stopped = stopping.aborted ? Promise.resolve() : once(stopping, 'abort');
  await Promise.race([stopped, refusedDatabase(databaseOf(config))]);
  log.info({}, 'stopping');
  await Promise.all([server.close(), metered.close()]);
  await Promise.race([swept.then(close), delay(closeMs)]);
}

/** Rejects when the database cannot be used at all; one that is away is waited for by those who ask. */
async function refusedDatabase(database: DatabaseUrl | null): Promise<never> {
  const isKept = database === null || (await keepsSessions(database).catch(() => true));
  if (!isKept) throw new Error(keepSessions);
  return new Promise(() => {});
}

/** Our own errors say what to do; others are printed with their stack. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const ours = error.constructor === Error || error.name === 'ConfigError';
  return ours ? error.message : (error.stack ?? error.message);
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 1;
}
process.exit();
