import type { InvestigationId } from '../../domain/ids.ts';
import { Connection, connectionOptions, defaultLimits } from './connection.ts';
import type { DatabaseUrl } from './connection.ts';

/** Pause before a new connection replaces a lost one, milliseconds. */
const reconnectMs = 250;

/** How long closing a connection may take before its socket is destroyed, milliseconds. */
const closeMs = 500;

/** What can be heard: that an investigation's log has grown, or that one of its lanes has ended. */
export type Channel = 'investigation_events' | 'lane_ended';

/** Calls back for notifications whose payload is the id of an investigation. */
export type Notifications = {
  /** Calls back at each notification and after each reconnect; returns a function that stops it. */
  readonly listen: (id: InvestigationId, onNotify: () => void) => () => void;
  readonly close: () => Promise<void>;
};

/**
 * Receives PostgreSQL's notifications of one channel, over one connection.
 *
 * Effect: keeps one connection open, checks regularly that the server still answers, and replaces
 * it when it is lost. Every listener is called after a reconnect, because notifications that were
 * sent meanwhile are lost.
 */
export function createNotifications(
  database: DatabaseUrl,
  channel: Channel,
  limits = defaultLimits,
): Notifications {
  const listeners = createListeners();
  let connection: Connection | null = null;
  let closed = false;
  let retry: NodeJS.Timeout | undefined;

  const connect = async (): Promise<void> => {
    const next = new Connection(connectionOptions(database, limits));
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
      listeners.call(payload ?? '');
    });
    try {
      await next.connect();
      await next.query(`listen ${channel}`);
      listeners.callAll();
      checkLater();
    } catch {
      onLost();
    }
  };
  void connect();

  return {
    listen: listeners.add,
    close: async () => {
      closed = true;
      clearTimeout(retry);
      if (connection !== null) await endConnection(connection);
    },
  };
}

function createListeners() {
  const all = new Map<string, Set<() => void>>();
  return {
    add: (id: InvestigationId, onNotify: () => void) => {
      const set = all.get(id) ?? new Set();
      all.set(id, set.add(onNotify));
      return () => {
        set.delete(onNotify);
        if (set.size === 0 && all.get(id) === set) all.delete(id);
      };
    },
    call: (id: string) => {
      for (const call of all.get(id) ?? []) call();
    },
    callAll: () => {
      for (const set of all.values()) for (const call of set) call();
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
