import type { InvestigationId } from '../../domain/ids.ts';
import type { EventBell } from '../../domain/api-ports.ts';
import { Connection, connectionOptions, defaultLimits } from './connection.ts';

/** How long to wait before a lost connection is opened anew, milliseconds. */
const reconnectMs = 250;

/** How long a connection may take to close by itself, milliseconds. */
const closeMs = 500;

/**
 * Hears which logs have grown, over one LISTEN connection a process.
 *
 * Effect: keeps one connection open, asks it now and then whether the server is still there, and opens
 * a new one when it is lost. Every listener is called after that, because notices sent meanwhile are
 * gone.
 */
export function createEventBell(
  databaseUrl: string,
  limits = defaultLimits,
): EventBell & { close: () => Promise<void> } {
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
    listen: (id: InvestigationId, onRing) => {
      const set = listeners.get(id) ?? new Set();
      listeners.set(id, set.add(onRing));
      return () => {
        set.delete(onRing);
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
    // It was lost before; there is nothing left to end.
  } finally {
    clearTimeout(force);
  }
}
