import { setTimeout as delay } from 'node:timers/promises';
import { ANY, type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { cellText, wireColumn } from '../sql/cells.ts';
import type { SqlRows } from '../sql/engine.ts';
import { asFailure, failure } from '../sql/errors.ts';
import { definitions } from '../sql/macros/index.ts';
import { registerFunctions } from '../sql/native.ts';
import type { SqlSession } from '../sql/session.ts';
import { toDuckDb } from '../sql/translate.ts';
import { readCreateTable } from './create-table.ts';
import { conflictOf, deltaFailure } from './failures.ts';
import { withFunctions } from './functions.ts';
import { quoteText } from '../../data/quote.ts';
import { deltaCatalog, type DeltaStatement, placeOf } from './statement.ts';

/** Schemas that there are at the start. */
const schemas = ['main.default', 'main.health_monitor', 'workspace.default'];

/** A table, and how often it was written. */
export type DeltaTable = { readonly owner: string; version: number; lastVerb: string };

export type DeltaRun = {
  readonly session: SqlSession;
  /** How long the statement works between what it reads and its commit, milliseconds. */
  readonly workMs: number;
  readonly signal: AbortSignal;
};

/** The Delta tables of a workspace, apart from the read-only system tables. */
export type DeltaDatabase = {
  /** Resolves when the tables of an earlier process are known. */
  readonly ready: () => Promise<unknown>;
  readonly find: (name: string) => DeltaTable | null;
  readonly hasSchema: (name: string) => boolean;
  /**
   * Runs one statement.
   *
   * @throws {SqlFailure} As Databricks fails, a conflict of writers among it.
   */
  readonly run: (statement: DeltaStatement, run: DeltaRun) => Promise<SqlRows>;
  readonly close: () => void;
};

const place = (name: string): string => placeOf(name).replaceAll('`', '"');

const kept = `select schema_name || '.' || table_name, comment from duckdb_tables() where database_name = '${deltaCatalog}'`;

/** Opens the database, and puts the tables that are in it into `tables`. */
async function open(file: string | null, tables: Tables): Promise<DuckDBInstance> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  registerFunctions(connection);
  await connection.run(definitions.join(';\n'));
  await connection.run(`attach ${quoteText(file ?? ':memory:')} as ${deltaCatalog}`);
  for (const schema of schemas)
    await connection.run(`create schema if not exists ${deltaCatalog}."${schema}"`);
  for (const [name, owner] of (await connection.runAndReadAll(kept)).getRows())
    tables.set(String(name), { owner: String(owner ?? ''), version: 0, lastVerb: 'create' });
  await connection.run('set enable_external_access = false');
  connection.closeSync();
  return instance;
}

const count = (name: string, value: number) => [name, String(value)] as const;

/** What a write returns: one row with the rows that it touched. */
function counted(counts: readonly (readonly [string, string])[]): SqlRows {
  const columns = counts.map(([name], position) => ({
    name,
    position,
    type_name: 'LONG',
    type_text: 'BIGINT',
  }));
  return { columns, rows: [counts.map(([, value]) => value)], rowCount: 1, truncated: false };
}

const none: SqlRows = { columns: [], rows: [], rowCount: 0, truncated: false };

async function read(connection: DuckDBConnection, sql: string): Promise<SqlRows> {
  const reader = await connection.runAndReadAll(sql);
  const types = reader.columnTypes();
  const columns = reader
    .columnNames()
    .map((name, index) => wireColumn(name, index, types[index] ?? reader.columnType(index)));
  const rows = reader
    .getRows()
    .map((row) => row.map((value, index) => cellText(value, types[index] ?? ANY)));
  return { columns, rows, rowCount: rows.length, truncated: false };
}

const notFound = (name: string) =>
  failure('TABLE_OR_VIEW_NOT_FOUND', `The table or view ${name} cannot be found.`);

/** Runs a write within an open transaction. */
async function write(
  connection: DuckDBConnection,
  { verb }: DeltaStatement,
  sql: string,
): Promise<SqlRows> {
  if (verb === 'merge') {
    const { rows } = await read(connection, `${sql} returning merge_action`);
    const of = (action: string) => rows.filter(([done]) => done === action).length;
    return counted([
      count('num_affected_rows', rows.length),
      count('num_updated_rows', of('UPDATE')),
      count('num_deleted_rows', of('DELETE')),
      count('num_inserted_rows', of('INSERT')),
    ]);
  }
  const { rows } = await read(connection, sql);
  const affected = Number(rows[0]?.[0] ?? 0);
  return counted([
    count('num_affected_rows', affected),
    ...(verb === 'insert' ? [count('num_inserted_rows', affected)] : []),
  ]);
}

/** The tables that there are, by full name. */
type Tables = Map<string, DeltaTable>;

async function create(
  connection: DuckDBConnection,
  tables: Tables,
  { tables: [name = ''], text }: DeltaStatement,
  owner: string,
): Promise<SqlRows> {
  const { columns, mayExist } = readCreateTable(text);
  if (tables.has(name)) {
    if (mayExist) return none;
    throw deltaFailure('TABLE_OR_VIEW_ALREADY_EXISTS', `Cannot create table or view ${name}.`);
  }
  await connection.run(`create table ${place(name)} (${columns})`);
  await connection.run(`comment on table ${place(name)} is ${quoteText(owner)}`);
  tables.set(name, { owner, version: 0, lastVerb: 'create' });
  return none;
}

async function drop(
  connection: DuckDBConnection,
  tables: Tables,
  { tables: [name = ''] }: DeltaStatement,
): Promise<SqlRows> {
  if (tables.delete(name)) await connection.run(`drop table ${place(name)}`);
  return none;
}

/** A writer that read what another has changed since is refused at its commit, as Delta refuses it. */
async function change(
  connection: DuckDBConnection,
  [name, table]: readonly [string, DeltaTable],
  statement: DeltaStatement,
  sql: string,
  { workMs, signal }: DeltaRun,
): Promise<SqlRows> {
  const seen = table.version;
  await connection.run('begin transaction');
  try {
    const result = await write(connection, statement, sql);
    if (workMs > 0) await delay(workMs, undefined, { signal });
    signal.throwIfAborted();
    if (statement.kind === 'change' && table.version !== seen) throw conflictOf(name, table);
    table.version += 1;
    table.lastVerb = statement.verb;
    await connection.run('commit');
    return result;
  } catch (error) {
    await connection.run('rollback').catch(() => undefined);
    throw /conflict/i.test(String(error)) ? conflictOf(name, table) : error;
  }
}

async function runOn(
  connection: DuckDBConnection,
  tables: Tables,
  statement: DeltaStatement,
  run: DeltaRun,
): Promise<SqlRows> {
  if (statement.kind === 'create') return create(connection, tables, statement, run.session.user);
  if (statement.kind === 'drop') return drop(connection, tables, statement);
  const missing = statement.tables.find((name) => !tables.has(name));
  if (missing !== undefined) throw notFound(missing);
  const { text, macros } = withFunctions(statement.text);
  for (const macro of macros) await connection.run(macro);
  const sql = toDuckDb(text, run.session);
  const [name = ''] = statement.tables;
  const table = tables.get(name);
  if (statement.kind !== 'read' && table !== undefined)
    return change(connection, [name, table], statement, sql, run);
  if (run.workMs > 0) await delay(run.workMs, undefined, { signal: run.signal });
  return read(connection, sql);
}

/**
 * Opens the Delta tables, of which there are none at first.
 *
 * Effect: a database, opened with the first statement.
 *
 * @param file Where they are kept; null for a database in memory, which is gone when the process ends.
 */
export function createDeltaDatabase(file: string | null = null): DeltaDatabase {
  const tables: Tables = new Map();
  let opened: Promise<DuckDBInstance> | null = null;
  const instanceOf = () => (opened ??= open(file, tables));
  return {
    ready: instanceOf,
    find: (name) => tables.get(name) ?? null,
    hasSchema: (name) => schemas.includes(name),
    run: async (statement, run) => {
      const instance = await instanceOf();
      const connection = await instance.connect();
      try {
        return await runOn(connection, tables, statement, run);
      } catch (error) {
        run.signal.throwIfAborted();
        throw nullFailure(error) ?? asFailure(error, statement.text);
      } finally {
        connection.closeSync();
      }
    },
    close: () => {
      void opened?.then((instance) => instance.closeSync());
      opened = null;
    },
  };
}

function nullFailure(error: unknown): Error | null {
  const column = /NOT NULL constraint failed: \S*?(\w+)$/.exec(
    error instanceof Error ? error.message : '',
  )?.[1];
  return column === undefined
    ? null
    : deltaFailure(
        'DELTA_NOT_NULL_CONSTRAINT_VIOLATED',
        `NOT NULL constraint violated for column: ${column}.`,
      );
}
