import { DefaultLogger, Runtime } from '@temporalio/worker';
import type { LogEntry } from '@temporalio/worker';
import type { Logger } from 'pino';

/** The SDK says these a second time: our own line, and the SDK's own, have the stack and the cause. */
const repeated = ['Activity failed', 'Failing workflow task'];

/**
 * Sends what Temporal's SDK, its native core, the workflows and the activities log to the process's
 * own logger, with stack and causes of errors.
 *
 * Effect: for the whole process; one line per entry of level WARN or above.
 *
 * @returns The same logger, for the bundler.
 */
export function installTemporalLogger(log: Logger): DefaultLogger {
  const logger = new DefaultLogger('WARN', ({ level, message, meta }: LogEntry) => {
    if (repeated.includes(message)) return;
    const { error, ...rest } = meta ?? {};
    const entry = error === undefined ? rest : { ...rest, err: error as unknown };
    if (level === 'ERROR') log.error(entry, message);
    else log.warn(entry, message);
  });
  Runtime.install({
    logger,
    telemetryOptions: { logging: { forward: {}, filter: { core: 'WARN', other: 'ERROR' } } },
  });
  return logger;
}
