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
  /** When it ended, by the workspace's time. */
  endedMs: number;
  readonly cancel: AbortController;
};

/** Results are kept so long after the statement succeeded. */
export const keepMs = 3_600_000;

/** Statements and their results; they live as long as the process. */
export type Statements = {
  readonly add: (userId: number, request: StatementRequest) => Statement;
  /** Null for an unknown one and for another's. Effect: lets go of what is too old. */
  readonly find: (userId: number, id: string) => Statement | null;
  /** The same for a link, which names nobody. */
  readonly findAny: (id: string) => Statement | null;
};

export const isOver = ({ state }: Statement): boolean => state !== 'PENDING' && state !== 'RUNNING';

/**
 * Effect: keeps statements in memory.
 *
 * @param nowMs The workspace's time.
 */
export function createStatements(nowMs: () => number): Statements {
  const all = new Map<string, Statement>();
  const sweep = () => {
    for (const statement of all.values()) {
      if (statement.state !== 'SUCCEEDED' || nowMs() < statement.endedMs + keepMs) continue;
      statement.state = 'CLOSED';
      statement.result = null;
    }
  };
  const findAny = (id: string) => {
    sweep();
    return all.get(id) ?? null;
  };
  return {
    add: (userId, request) => {
      sweep();
      const statement: Statement = {
        id: randomUUID(),
        userId,
        request,
        state: 'PENDING',
        error: null,
        result: null,
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
