import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { toCell } from '../../domain/cells.ts';
import { AppError, asAppError } from '../../domain/errors.ts';
import type { GenieTable } from '../../domain/genie.ts';
import { hintFor, missingAccessOf, missingSchemaIn, securableIn } from '../../domain/hints.ts';
import type { Caller, MissingAccess } from '../../domain/hints.ts';
import { isSignInLost } from '../../domain/on-behalf.ts';
import type { Statement, StatementEnd, Warehouse } from '../../domain/warehouse.ts';
import type { Http } from './http.ts';
import { fetchAllRows } from './result-chunks.ts';
import { Chunk, failureOf, Statement as Reply, toResult } from './result-wire.ts';

const base = '/api/2.0/sql/statements';
/** The shortest wait that Databricks takes: most statements end within it, so one request is enough. */
const waitTimeout = '5s';
const pollEveryMs = 300;
/** Longer ones would use up the time of a whole search. */
const defaultLimitMs = 20_000;
/** A request that got no answer is sent again: statements only read, so twice does no harm. */
const sendings = 3;
const sendAgainMs = 500;

/** How the service is reached and who it is there. */
export type WarehouseAccess = {
  readonly http: Http;
  /** Who needs a missing grant. */
  readonly caller: (signal: AbortSignal) => Promise<Caller>;
};

/**
 * A SQL warehouse over the Statement Execution API.
 *
 * Effect: HTTP to the workspace; a statement starts a stopped warehouse.
 *
 * @param limitMs Time limit of a statement, after which it is cancelled.
 * @see https://docs.databricks.com/api/workspace/statementexecution/executestatement
 */
export function createWarehouse(
  id: string,
  access: WarehouseAccess,
  limitMs = defaultLimitMs,
): Warehouse {
  return {
    id,
    run: (statement, signal) => run(access, id, statement, { signal, limitMs }),
  };
}

type Limits = { readonly signal: AbortSignal; readonly limitMs: number };

async function run(
  access: WarehouseAccess,
  id: string,
  statement: Statement,
  { signal, limitMs }: Limits,
): Promise<StatementEnd> {
  signal.throwIfAborted();
  const limit = AbortSignal.timeout(limitMs);
  const either = AbortSignal.any([signal, limit]);
  // Without the signal: only its reply says what to cancel.
  const started = patiently(() => start(access, id, statement), either);
  let last: Reply | null = null;
  try {
    last = await orAbort(started, either);
    while (isRunning(last)) {
      await pause(pollEveryMs, undefined, { signal: either });
      last = await poll(access, last, either);
    }
    return await endOf(access, last, either);
  } catch (error) {
    if (either.aborted) void cancel(access, started);
    signal.throwIfAborted();
    if (limit.aborted) return overdue(access, id, last, { signal, limitMs });
    return refused(access, id, asAppError(error), signal);
  }
}

const isRunning = (reply: Reply): boolean =>
  failureOf(reply) === null &&
  !['SUCCEEDED', 'CLOSED'].includes(reply.status?.state ?? '') &&
  (reply.result?.data_array.length ?? 0) === 0;

async function start(
  { http }: WarehouseAccess,
  warehouse_id: string,
  { sql, parameters }: Statement,
): Promise<Reply> {
  const body = {
    warehouse_id,
    statement: sql,
    parameters,
    disposition: 'INLINE',
    format: 'JSON_ARRAY',
    wait_timeout: waitTimeout,
    on_wait_timeout: 'CONTINUE',
  };
  return requireReply(await http({ method: 'POST', path: base, body }, Reply));
}

async function poll({ http }: WarehouseAccess, last: Reply, signal: AbortSignal): Promise<Reply> {
  const path = pathOf(last);
  if (path === null)
    throw new AppError(
      'upstream.rejected',
      'Databricks started a statement without naming its id.',
    );
  const get = async () => requireReply(await http({ method: 'GET', path, signal }, Reply));
  try {
    return await patiently(get, signal);
  } catch (cause) {
    if (asAppError(cause).code !== 'input.not_found') throw cause;
    const lost = 'Databricks does not know the statement that it started.';
    throw new AppError('upstream.rejected', lost, { cause });
  }
}

const pathOf = ({ statement_id: id }: Reply): string | null =>
  id === null ? null : `${base}/${encodeURIComponent(id)}`;

/** Repeats a request that may succeed the next time. */
async function patiently<Value>(call: () => Promise<Value>, signal: AbortSignal): Promise<Value> {
  for (let n = 1; ; n += 1) {
    try {
      return await call();
    } catch (error) {
      const { code, details } = asAppError(error);
      const passes = code === 'upstream.down' || code === 'upstream.limited';
      if (!passes || n >= sendings || signal.aborted) throw error;
      await pause(details.retryAfterMs ?? sendAgainMs, undefined, { signal });
    }
  }
}

/** Rejects when the signal aborts, whatever the promise does then. */
async function orAbort<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = (): void => reject(signal.reason as Error);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

/** Nobody waits for it: a statement that goes on costs the warehouse's time and changes nothing. */
async function cancel({ http }: WarehouseAccess, started: Promise<Reply>): Promise<void> {
  try {
    const reply = await started;
    const path = pathOf(reply);
    if (path !== null && isRunning(reply))
      await http({ method: 'POST', path: `${path}/cancel`, body: {} }, z.unknown());
  } catch {
    // It was not started, or the workspace does not answer: nothing is left to do.
  }
}

async function endOf(
  access: WarehouseAccess,
  reply: Reply,
  signal: AbortSignal,
): Promise<StatementEnd> {
  const reason = failureOf(reply);
  if (reason !== null) return sqlFailure(access, reason, signal);
  const fetchChunk = (path: string) =>
    patiently(
      async () => requireReply(await access.http({ method: 'GET', path, signal }, Chunk)),
      signal,
    );
  const result = await toResult(reply, () => fetchAllRows(reply, fetchChunk));
  if (result.state !== 'ready')
    return failed('Databricks has deleted the result of the statement.');
  return rowsOf(result.table);
}

const rowsOf = ({ columns, rows, statementId, ...counted }: GenieTable): StatementEnd => ({
  ...counted,
  kind: 'rows',
  statementId: statementId ?? '',
  columns,
  rows: rows.map((row) => row.map((cell, n) => toCell(cell, columns[n]?.type ?? ''))),
});

const failed = (reason: string): StatementEnd => ({ kind: 'failed', reason });

/** A statement that failed: something is missing, or the statement itself cannot be run. */
async function sqlFailure(
  access: WarehouseAccess,
  reason: string,
  signal: AbortSignal,
): Promise<StatementEnd> {
  const missing = missingIn(reason);
  return missing === null ? failed(reason) : denied(access, reason, missing, signal);
}

function missingIn(reason: string): MissingAccess | null {
  const schema = missingSchemaIn(reason);
  if (schema !== null) return { kind: 'schema', schema, metastoreId: null };
  const isMissing =
    /INSUFFICIENT_PERMISSIONS|PERMISSION_DENIED|TABLE_OR_VIEW_NOT_FOUND|SCHEMA_NOT_FOUND/.test(
      reason,
    );
  return isMissing ? { kind: 'select', securable: securableIn(reason) } : null;
}

async function denied(
  { caller }: WarehouseAccess,
  reason: string,
  missing: MissingAccess,
  signal: AbortSignal,
): Promise<StatementEnd> {
  return { kind: 'denied', reason, remedy: hintFor(missing, await caller(signal)) };
}

/** A statement that has not begun when its time is over waits for its warehouse. */
async function overdue(
  access: WarehouseAccess,
  id: string,
  last: Reply | null,
  { signal, limitMs }: Limits,
): Promise<StatementEnd> {
  const within = `within ${limitMs / 1000} s`;
  return last?.status?.state === 'PENDING'
    ? denied(
        access,
        `The SQL warehouse ${id} did not start ${within}.`,
        { kind: 'start', warehouseId: id },
        signal,
      )
    : failed(`The statement did not end ${within}.`);
}

/**
 * @throws {AppError} `upstream.down` and `upstream.limited`, for a retry of the step; `auth.denied` while the sign-in of a
 *   user has expired.
 */
async function refused(
  access: WarehouseAccess,
  id: string,
  error: AppError,
  signal: AbortSignal,
): Promise<StatementEnd> {
  if (['upstream.down', 'upstream.limited', 'bug'].includes(error.code)) throw error;
  if (isSignInLost(error, 'expired')) throw error;
  const { message, code } = error;
  if (code === 'input.not_found') return denied(access, message, { kind: 'own-warehouse' }, signal);
  if (code !== 'auth.denied') return failed(message);
  const missing = missingAccessOf(error, { kind: 'use', warehouseId: id });
  return denied(access, message, missing, signal);
}

/** The reply is null only for a request with `mayStillSend`, which a statement never has. */
function requireReply<Value>(reply: Value | null): Value {
  if (reply === null) throw new Error('a request without `mayStillSend` was not sent');
  return reply;
}
