import { setTimeout as delay } from 'node:timers/promises';
import { stripQuotedText } from '../../../sql/tables.ts';
import type { LoadedData } from '../dataset.ts';
import type { Principal } from '../oauth/known-principals.ts';
import { SqlFailure, type SqlRows } from '../sql/engine.ts';
import { workspaceTimeMs, type WorkspaceState } from '../state.ts';
import { bind } from './parameters.ts';
import { collect, type Limits } from './result.ts';
import { show } from './show.ts';
import { isTerminal, type Statement } from './store.ts';
import { unquoteCatalog, qualifyTables } from './tables.ts';

const inlineBytes = 25 * 1024 * 1024;
/** Maximum size of one result in memory. */
const externalBytes = 256 * 1024 * 1024;

const readStatement = /^\s*\(*\s*(select|with|values|from|show|describe|desc|explain|use)\b/i;
const writeStatement =
  /^\s*(insert|update|delete|merge|create|alter|drop|truncate|grant|revoke|copy|set|call|attach|optimize|vacuum|refresh)\b/i;
/** Internal names of DuckDB, which a real warehouse does not have. */
const engineNames =
  /\b(system_tables|system_types|uc_information_schema|memory)\s*\.|\b(duckdb_|pragma_|sqlite_)\w+/i;

const failure = (name: string, text: string, state: string) =>
  new SqlFailure(`[${name}] ${text} SQLSTATE: ${state}`, state, null);

/**
 * The statement without its final semicolon.
 *
 * @throws {SqlFailure} When it writes, is not exactly one statement or uses an internal name.
 */
function checkStatement(sql: string): string {
  const words = stripQuotedText(sql).replace(/[;\s]+$/, '');
  const name = words.match(writeStatement)?.[1];
  if (name !== undefined)
    throw failure(
      'INSUFFICIENT_PERMISSIONS',
      `Insufficient privileges: ${name.toUpperCase()} is not allowed, this workspace is read-only.`,
      '42501',
    );
  if (!readStatement.test(words) || words.includes(';'))
    throw failure(
      'PARSE_SYNTAX_ERROR',
      'Syntax error: expected one statement that only reads data.',
      '42601',
    );
  const engineName = words.match(engineNames)?.[0];
  if (engineName !== undefined)
    throw failure(
      'TABLE_OR_VIEW_NOT_FOUND',
      `The table or view ${engineName} cannot be found.`,
      '42P01',
    );
  return unquoteCatalog(sql).replace(/[;\s]+$/, '');
}

const knownTables = new WeakMap<LoadedData, Promise<readonly string[]>>();

/** Full names of all tables, cached for each data set. */
function tablesOf(data: LoadedData): Promise<readonly string[]> {
  const found = knownTables.get(data) ?? data.engine.tables();
  knownTables.set(data, found);
  return found;
}

function limitsOf({ row_limit, byte_limit, disposition }: Statement['request']): Limits {
  const isInline = disposition === 'INLINE';
  const refuseBytes = isInline ? inlineBytes : externalBytes;
  const refusal = isInline
    ? `Inline byte limit exceeded. Statements executed with disposition=INLINE can have a result size of at most ${inlineBytes} bytes. Please execute the statement with disposition=EXTERNAL_LINKS if you want to download the full result.`
    : `The result is larger than the ${externalBytes} bytes that the local workspace keeps.`;
  return { rows: row_limit, bytes: byte_limit, refuseBytes, refusal };
}

async function execute(
  state: WorkspaceState,
  data: LoadedData,
  principal: Principal,
  statement: Statement,
) {
  const { request } = statement;
  const known = (await tablesOf(data)).filter((table) =>
    state.access.isSchemaEnabled(table.split('.')[1] ?? ''),
  );
  const checked = bind(checkStatement(request.statement), request.parameters);
  const shown = show(checked, { known, catalog: request.catalog, schema: request.schema });
  const sql = qualifyTables(
    shown === null ? checked : shown.reads,
    request.catalog,
    request.schema,
    new Set(known),
  );
  const refusal = state.access.denial(principal, sql);
  if (refusal !== null) throw new SqlFailure(refusal.message, refusal.sqlState, null);
  const pages = () => data.engine.pages(sql, [], state.clock.nowMs, principal.name);
  return collect(shown === null ? pages() : shown.pages(pages), limitsOf(request));
}

/**
 * The first rows of a statement that another product of the workspace runs for a principal.
 *
 * Effect: reads the data.
 *
 * @param atMs The time in the statement, epoch milliseconds.
 * @throws {SqlFailure} When the statement cannot be run, or the data is not ready.
 */
export async function readRows(
  state: WorkspaceState,
  principal: Principal,
  sql: string,
  atMs: number,
): Promise<SqlRows> {
  const data = state.dataset.current();
  if (data === null) throw new SqlFailure('The data is not ready.', 'XX000', null);
  const checked = checkStatement(sql);
  const refusal = state.access.denial(principal, checked);
  if (refusal !== null) throw new SqlFailure(refusal.message, refusal.sqlState, null);
  return data.engine.run(checked, [], atMs, principal.name);
}

/**
 * Runs a statement with the permissions of its sender, after the warehouse has started. Errors are
 * stored in the statement and never thrown.
 *
 * Effect: updates the statement until it is terminal; stops when it is cancelled or the workspace closes.
 */
export async function runStatement(
  state: WorkspaceState,
  data: LoadedData,
  principal: Principal,
  statement: Statement,
  extraMs: number,
): Promise<void> {
  const signal = AbortSignal.any([state.closing, statement.cancel.signal]);
  const finish = (last: 'SUCCEEDED' | 'FAILED') => {
    statement.state = last;
    statement.endedMs = workspaceTimeMs(state.clock);
  };
  try {
    await delay(state.warehouses.start(statement.request.warehouse_id), undefined, { signal });
    statement.state = 'RUNNING';
    await delay(extraMs, undefined, { signal });
    const result = await execute(state, data, principal, statement);
    if (isTerminal(statement)) return;
    statement.result = result;
    finish('SUCCEEDED');
  } catch (error) {
    if (signal.aborted || isTerminal(statement)) return;
    const message = error instanceof Error ? error.message : String(error);
    statement.error = { message, sqlState: error instanceof SqlFailure ? error.sqlState : 'XX000' };
    finish('FAILED');
  }
}
