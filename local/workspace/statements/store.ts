import { randomUUID } from 'node:crypto';
import type { StatementRequest } from './request.ts';
import type { Result } from './result.ts';

export type StatementState = 'PENDING' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELED' | 'CLOSED';

export type Statement = {
  readonly id: string;
  readonly userId: number;
  readonly request: StatementRequest;
  state: StatementState;
  error: { readonly message: string; readonly sqlState: string } | null;
  result: Result | null;
  /** Start of the execution, in the workspace's time. */
  readonly startedMs: number;
  /** End of the execution, in the workspace's time; 0 before. */
  endedMs: number;
  readonly cancel: AbortController;
};

/** How long a result is kept after the statement succeeded. */
export const keepResultMs = 3_600_000;

/** Statements and their results, kept until the process ends. */
export type Statements = {
  readonly add: (userId: number, request: StatementRequest, id?: string) => Statement;
  /** All statements, newest first. */
  readonly list: () => readonly Statement[];
  /** A user's statement; null when it is unknown or another user's. Effect: removes expired results. */
  readonly find: (userId: number, id: string) => Statement | null;
  /** The statement of any user, for external links. */
  readonly findAny: (id: string) => Statement | null;
};

export const isTerminal = ({ state }: Statement): boolean =>
  state !== 'PENDING' && state !== 'RUNNING';

/**
 * Effect: keeps statements in memory.
 *
 * @param nowMs Returns the workspace's time.
 */
export function createStatements(nowMs: () => number): Statements {
  const all = new Map<string, Statement>();
  const removeExpiredResults = () => {
    for (const statement of all.values()) {
      if (statement.state !== 'SUCCEEDED' || nowMs() < statement.endedMs + keepResultMs) continue;
      statement.state = 'CLOSED';
      statement.result = null;
    }
  };
  const findAny = (id: string) => {
    removeExpiredResults();
    return all.get(id) ?? null;
  };
  return {
    list: () => [...all.values()].toReversed(),
    add: (userId, request, id = randomUUID()) => {
      removeExpiredResults();
      const statement: Statement = {
        id,
        userId,
        request,
        state: 'PENDING',
        error: null,
        result: null,
        startedMs: nowMs(),
        endedMs: 0,
        cancel: new AbortController(),
      };
      all.set(statement.id, statement);
      return statement;
    },
    find: (userId, id) => {
      const found = findAny(id);
      return found?.userId === userId ? found : null;
    },
    findAny,
  };
}
