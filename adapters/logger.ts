import { pino } from 'pino';
import type { Logger } from 'pino';

/**
 * Makes the process's logger: one JSON line an event, anything that looks like a secret left out.
 *
 * Effect: writes to standard output.
 */
export function createLogger(name: string): Logger {
  const secrets = ['token', 'secret', 'password', 'apiKey', 'authorization', 'databaseUrl'];
  return pino({
    name,
    base: { name },
    redact: { paths: [...secrets, ...secrets.map((key) => `*.${key}`)], remove: true },
  });
}
