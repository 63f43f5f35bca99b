import { setTimeout as delay } from 'node:timers/promises';
import { wordsOf } from '../../../sql/tables.ts';
import type { LoadedData } from '../dataset.ts';
import type { Principal } from '../oauth/known-principals.ts';
import { SqlFailure } from '../sql/engine.ts';
import { workspaceTimeMs, type WorkspaceState } from '../state.ts';
import { bind } from './parameters.ts';
import { collect, type Limits } from './result.ts';
import { isOver, type Statement } from './store.ts';
import { bareCatalog, qualify } from './tables.ts';

const inlineBytes = 25 * 1024 * 1024;
/** What one result may take of this process. */
const externalBytes = 256 * 1024 * 1024;

const reading = /^\s*\(*\s*(select|with|values|from|show|describe|desc|explain)\b/i;
const writing =
  /^\s*(insert|update|delete|merge|create|alter|drop|truncate|grant|revoke|copy|use|set|call|attach|optimize|vacuum|refresh)\b/i;
/** Names of the engine below, which no warehouse has. */
const inner = /\b(system_tables|uc_information_schema|memory)\s*\.|\b(duckdb_|pragma_|sqlite_)\w+/i;

const failure = (name: string, text: string, state: string) =>
  new SqlFailure(`[${name}] ${text} SQLSTATE: ${state}`, state, null);

/** The one statement, without what ends it; what writes, or names what is not there, is refused. */
function checked(sql: string): string {
  const words = wordsOf(sql).replace(/[;\s]+$/, '');
  const name = words.match(writing)?.[1];
  if (name !== undefined)
    throw failure(
      'INSUFFICIENT_PERMISSIONS',
      `Insufficient privileges: ${name.toUpperCase()} is not allowed, this workspace is read-only.`,
      '42501',
    );
  if (!reading.test(words) || words.includes(';'))
    throw failure(
      'PARSE_SYNTAX_ERROR',
      'Syntax error: expected one statement that reads.',
      '42601',
    );
  const hidden = words.match(inner)?.[0];
  if (hidden !== undefined)
    throw failure(
      'TABLE_OR_VIEW_NOT_FOUND',
      `The table or view ${hidden} cannot be found.`,
      '42P01',
    );
  return bareCatalog(sql).replace(/[;\s]+$/, '');
}

const knownTables = new WeakMap<LoadedData, Promise<ReadonlySet<string>>>();

/** Whole names of the tables that can be asked; looked up once for each data set. */
function tablesOf(data: LoadedData): Promise<ReadonlySet<string>> {
  const listed =
    'select schema_name, table_name from duckdb_tables() union all select schema_name, view_name from duckdb_views()';
  const found =
    knownTables.get(data) ??
    data.engine
      .run(listed, [], 0)
      .then(({ rows }) => new Set(rows.map(([schema, name]) => `system.${schema}.${name}`)));
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
  const known = await tablesOf(data);
  const sql = qualify(
    bind(checked(request.statement), request.parameters),
    request.catalog,
    request.schema,
    known,
  );
  const refusal = state.access.denial(principal, sql);
  if (refusal !== null) throw new SqlFailure(refusal.message, refusal.sqlState, null);
  return collect(data.engine, sql, state.clock.nowMs, limitsOf(request));
}

/**
 * Runs a statement as the one who sent it: waits for the warehouse, then reads. What goes wrong ends
 * in the statement, never in an exception.
 *
 * Effect: changes the statement over time; ends early when it is cancelled or the workspace closes.
 */
export async function runStatement(
  state: WorkspaceState,
  data: LoadedData,
  principal: Principal,
  statement: Statement,
  extraMs: number,
): Promise<void> {
  const signal = AbortSignal.any([state.closing, statement.cancel.signal]);
  const end = (last: 'SUCCEEDED' | 'FAILED') => {
    statement.state = last;
    statement.endedMs = workspaceTimeMs(state.clock);
  };
  try {
    await delay(state.warehouses.start(statement.request.warehouse_id), undefined, { signal });
    statement.state = 'RUNNING';
    await delay(extraMs, undefined, { signal });
    const result = await execute(state, data, principal, statement);
    if (isOver(statement)) return;
    statement.result = result;
    end('SUCCEEDED');
  } catch (error) {
    if (signal.aborted || isOver(statement)) return;
    const message = error instanceof Error ? error.message : String(error);
    statement.error = { message, sqlState: error instanceof SqlFailure ? error.sqlState : 'XX000' };
    end('FAILED');
  }
}
