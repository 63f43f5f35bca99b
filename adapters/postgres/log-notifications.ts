import type { InvestigationId } from '../../domain/ids.ts';
import type { LogNotifications } from '../../domain/api-ports.ts';
import { Connection, connectionOptions, defaultLimits } from './connection.ts';

/** Pause before a new connection replaces a lost one, milliseconds. */
const reconnectMs = 250;

/** How long closing a connection may take before its socket is destroyed, milliseconds. */
const closeMs = 500;

/**
 * Receives PostgreSQL's notifications about new events, over one connection per process.
 *
 * Effect: keeps one connection open, checks regularly that the server still answers, and replaces
 * it when it is lost. Every listener is called after a reconnect, because notifications that were
 * sent meanwhile are lost.
 */
export function createLogNotifications(
  databaseUrl: string,
  limits = defaultLimits,
): LogNotifications & { close: () => Promise<void> } {
  const listeners = new Map<string, Set<() => void>>();
  let connection: Connection | null = null;
  let closed = false;
  let retry: NodeJS.Timeout | undefined;

  const connect = async (): Promise<void> => {
    const next = new Connection(connectionOptions(databaseUrl, limits));
    connection = next;
    let lost = false;
    let check: NodeJS.Timeout | undefined;
    const onLost = (): void => {
      if (lost) return;
      lost = true;
      clearTimeout(check);
      void endConnection(next);
      if (!closed) retry = setTimeout(() => void connect(), reconnectMs);
    };
    const checkLater = (): void => {
      check = setTimeout(() => {
        next.query('select 1').then(() => {
          if (!lost) checkLater();
        }, onLost);
      }, limits.aliveCheckMs);
    };
    next.on('error', onLost);
    next.on('end', onLost);
    next.on('notification', ({ payload }) => {
      for (const call of listeners.get(payload ?? '') ?? []) call();
    });
    try {
      await next.connect();
      await next.query('listen investigation_events');
      for (const set of listeners.values()) for (const call of set) call();
      checkLater();
    } catch {
      onLost();
    }
  };
  void connect();

  return {
    listen: (id: InvestigationId, onNotify) => {
      const set = listeners.get(id) ?? new Set();
      listeners.set(id, set.add(onNotify));
      return () => {
        set.delete(onNotify);
        if (set.size === 0 && listeners.get(id) === set) listeners.delete(id);
      };
    },
    close: async () => {
      closed = true;
      clearTimeout(retry);
      if (connection !== null) await endConnection(connection);
    },
  };
}

/** Ends a connection, by force when the server does not answer. */
async function endConnection(connection: Connection): Promise<void> {
  const force = setTimeout(() => connection.connection.stream.destroy(), closeMs);
  try {
    await connection.end();
  } catch {
    // It was lost before.
  } finally {
    clearTimeout(force);
  }
}
