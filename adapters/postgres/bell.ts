import type { InvestigationId } from '../../domain/ids.ts';
import type { EventBell } from '../../domain/api-ports.ts';
import { Connection } from './connection.ts';

/** How long to wait before a lost connection is opened anew, milliseconds. */
const reconnectMs = 250;

/**
 * Hears which logs have grown, over one LISTEN connection a process.
 *
 * Effect: keeps one connection open and opens it again when it is lost; every listener is rung then,
 * because notices sent meanwhile are gone.
 */
export function createEventBell(databaseUrl: string): EventBell & { close: () => Promise<void> } {
  const listeners = new Map<string, Set<() => void>>();
  let client: Connection | null = null;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;

  const ringAll = (): void => {
    for (const set of listeners.values()) for (const ring of set) ring();
  };
  const connect = async (): Promise<void> => {
    const next = new Connection({ connectionString: databaseUrl, keepAlive: true });
    let lost = false;
    const onLost = (): void => {
      if (lost) return;
      lost = true;
      void next.end().catch(() => {});
      if (!closed) timer = setTimeout(() => void connect(), reconnectMs);
    };
    next.on('error', onLost);
    next.on('end', onLost);
    next.on('notification', ({ payload }) => {
      for (const ring of listeners.get(payload ?? '') ?? []) ring();
    });
    try {
      await next.connect();
      await next.query('listen investigation_events');
      client = next;
      ringAll();
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
      clearTimeout(timer);
      await client?.end().catch(() => {});
    },
  };
}
