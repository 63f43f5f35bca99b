import { Client, Connection } from '@temporalio/client';
import type { temporalSettings } from './connection.ts';

/**
 * Makes a client of Temporal that connects at its first use, so that a server that is away keeps no
 * process from starting.
 *
 * Effect: none until it is used; then one connection that opens itself again.
 */
export function createTemporalClient(settings: ReturnType<typeof temporalSettings>): {
  readonly client: Client;
  readonly close: () => Promise<void>;
} {
  const connection = Connection.lazy(settings.connectionOptions);
  const client = new Client({ connection, namespace: settings.namespace });
  return { client, close: () => connection.close() };
}
