import { randomUUID } from 'node:crypto';
import type { SqlRows } from '../sql/engine.ts';
import type { Message } from './codec.ts';

/** A statement that was sent in a session. */
export type Operation = {
  readonly id: string;
  readonly cancel: AbortController;
  state:
    | 'PENDING_STATE'
    | 'RUNNING_STATE'
    | 'FINISHED_STATE'
    | 'CANCELED_STATE'
    | 'ERROR_STATE'
    | 'TIMEDOUT_STATE';
  rows: SqlRows | null;
  /** Rows that were fetched. */
  fetched: number;
  error: { readonly message: string; readonly sqlState: string } | null;
};

/** A session of the SQL driver. */
export type Session = {
  readonly id: string;
  readonly owner: number;
  readonly warehouseId: string;
  readonly settings: Readonly<Record<string, string>>;
  usedMs: number;
  readonly operations: Map<string, Operation>;
};

export type Sessions = {
  readonly open: (session: Pick<Session, 'owner' | 'warehouseId' | 'settings'>) => Session;
  /** The open session of a principal; null when there is none, or it was left for too long. Effect: uses it. */
  readonly find: (id: string, owner: number) => Session | null;
  readonly operation: (id: string, owner: number) => Operation | null;
  /** Effect: forgets a statement with its rows, and ends it where it runs. */
  readonly close: (id: string) => void;
  /** Effect: ends a session, and what runs in it. */
  readonly end: (id: string) => void;
};

/** How long a session may be left. */
const idleMs = 15 * 60_000;

/** Effect: keeps sessions in memory. @param nowMs The workspace's time, by which they expire. */
export function createSessions(nowMs: () => number): Sessions {
  const sessions = new Map<string, Session>();
  const end = (id: string) => {
    for (const { cancel } of sessions.get(id)?.operations.values() ?? []) cancel.abort();
    sessions.delete(id);
  };
  return {
    open: (given) => {
      const session = { ...given, id: randomUUID(), usedMs: nowMs(), operations: new Map() };
      sessions.set(session.id, session);
      return session;
    },
    find: (id, owner) => {
      const found = sessions.get(id);
      if (found === undefined || found.owner !== owner) return null;
      if (nowMs() - found.usedMs > idleMs) {
        end(id);
        return null;
      }
      found.usedMs = nowMs();
      return found;
    },
    operation: (id, owner) => {
      for (const session of sessions.values()) {
        const found = session.operations.get(id);
        if (found !== undefined) return session.owner === owner ? found : null;
      }
      return null;
    },
    close: (id) => {
      for (const { operations } of sessions.values()) {
        operations.get(id)?.cancel.abort();
        operations.delete(id);
      }
    },
    end,
  };
}

/** The 16 bytes of an id, as handles have them, and back. */
export const handleOf = (id: string): Message => ({
  guid: Buffer.from(id.replaceAll('-', ''), 'hex'),
  secret: Buffer.from(id.replaceAll('-', ''), 'hex'),
});

export function idOf(handle: unknown): string {
  const guid = (handle as { guid?: unknown } | null | undefined)?.guid;
  const hex = Buffer.isBuffer(guid) ? guid.toString('hex') : '';
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
