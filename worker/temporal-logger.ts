import { isIPv6 } from 'node:net';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import type { LogEntry } from '@temporalio/worker';
import type { Logger } from 'pino';

/** Repeated by the SDK: another log entry has the same failure with stack and cause. */
const repeatedMessages = ['Activity failed', 'Failing workflow task'];

/**
 * Sends the log entries of Temporal's SDK, its native core, the workflows and the activities to the
 * process's logger, with stack and causes of errors.
 *
 * Effect: changes the logger of the process's Temporal runtime; entries below WARN are dropped. Serves the
 * measures of the SDK's core.
 *
 * @param metrics Where Prometheus reads these; null for nowhere.
 * @returns The same logger, for the bundler.
 */
export function installTemporalLogger(
  log: Logger,
  metrics: { readonly host: string; readonly port: number } | null,
): DefaultLogger {
  const logger = new DefaultLogger('WARN', ({ level, message, meta }: LogEntry) => {
    if (repeatedMessages.includes(message)) return;
    const { error, ...rest } = meta ?? {};
    const entry = error === undefined ? rest : { ...rest, err: error as unknown };
    if (level === 'ERROR') log.error(entry, message);
    else log.warn(entry, message);
  });
  Runtime.install({
    logger,
    // The process ends by its own handlers, which also work before there is a worker.
    shutdownSignals: [],
    telemetryOptions: {
      logging: { forward: {}, filter: { core: 'WARN', other: 'ERROR' } },
      ...(metrics === null ? {} : { metrics: metricsAt(metrics) }),
    },
  });
  return logger;
}

/** Names and units as Prometheus has them: counters end in `_total`, durations are seconds. */
const metricsAt = ({ host, port }: { readonly host: string; readonly port: number }) => ({
  prometheus: {
    bindAddress: `${isIPv6(host) ? `[${host}]` : host}:${port}`,
    countersTotalSuffix: true,
    unitSuffix: true,
    useSecondsForDurations: true,
  },
});
