import { Client, Connection } from '@temporalio/client';
import type { temporalSettings } from './connection.ts';

/**
 * Creates a Temporal client that connects at its first use, so that a process starts also while the
 * server is down.
 *
 * Effect: none until it is used; then one connection, which reconnects automatically.
 */
export function createTemporalClient(settings: ReturnType<typeof temporalSettings>): {
  readonly client: Client;
  readonly close: () => Promise<void>;
} {
  const connection = Connection.lazy(settings.connectionOptions);
  const client = new Client({ connection, namespace: settings.namespace });
  return { client, close: () => connection.close() };
}
