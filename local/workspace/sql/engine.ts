import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { quoteText } from '../../data/quote.ts';
import { cellText, wireColumn, type WireColumn } from './cells.ts';
import { catalogName, macros, toDuckDb } from './translate.ts';

export type SqlParameter = { readonly name: string; readonly value: string; readonly type: string };
export type SqlRows = {
  readonly columns: readonly WireColumn[];
  readonly rows: readonly (readonly (string | null)[])[];
  readonly rowCount: number;
  readonly truncated: boolean;
};

/** Maximum number of rows of a Genie result and of one engine call. */
export const maxRows = 5000;

/** Runs Databricks SQL on one data set, read-only. */
export type SqlEngine = {
  /**
   * Effect: reads the data.
   *
   * @throws {SqlFailure} When the statement cannot be run.
   */
  readonly run: (
    statement: string,
    parameters: readonly SqlParameter[],
    nowMs: number,
  ) => Promise<SqlRows>;
  readonly close: () => void;
};

/** A failed statement; its message begins with the error class of Databricks in brackets. */
export class SqlFailure extends Error {
  readonly sqlState: string;

  constructor(message: string, sqlState: string, cause: unknown) {
    super(message, { cause });
    this.name = 'SqlFailure';
    this.sqlState = sqlState;
  }
}

/** DuckDB error message → error class and SQL state of Databricks; the first match is used. */
const errorClasses: readonly (readonly [RegExp, string, string])[] = [
  [
    /Table with name|Catalog Error: .*does not exist|schema .* does not exist/i,
    'TABLE_OR_VIEW_NOT_FOUND',
    '42P01',
  ],
  [/column .* not found|Referenced column/i, 'UNRESOLVED_COLUMN', '42703'],
  [/Parser Error|syntax error/i, 'PARSE_SYNTAX_ERROR', '42601'],
  [/Conversion Error/i, 'CAST_INVALID_INPUT', '22018'],
  [/parameter/i, 'UNBOUND_SQL_PARAMETER', '42P02'],
];

function asFailure(error: unknown): SqlFailure {
  const message = error instanceof Error ? error.message : String(error);
  const [, name, state] = errorClasses.find(([pattern]) => pattern.test(message)) ?? [
    null,
    'INTERNAL_ERROR',
    'XX000',
  ];
  return new SqlFailure(
    `[${name}] ${message.split('\n')[0] ?? ''} SQLSTATE: ${state}`,
    state,
    error,
  );
}

async function read(
  connection: DuckDBConnection,
  sql: string,
  parameters: readonly SqlParameter[],
): Promise<SqlRows> {
  const statement = await connection.prepare(sql);
  try {
    const wanted = new Set(
      Array.from({ length: statement.parameterCount }, (_, index) =>
        statement.parameterName(index + 1),
      ),
    );
    for (const parameter of parameters) {
      if (wanted.has(parameter.name))
        statement.bindVarchar(statement.parameterIndex(parameter.name), parameter.value);
    }
    const reader = await statement.streamAndReadUntil(maxRows + 1);
    const types = reader.columnTypes();
    const all = reader.getRows();
    return {
      columns: reader
        .columnNames()
        .map((name, index) => wireColumn(name, index, types[index] ?? reader.columnType(index))),
      rows: all
        .slice(0, maxRows)
        .map((row) => row.map((value, index) => cellText(value, types[index] ?? null))),
      rowCount: Math.min(all.length, maxRows),
      truncated: all.length > maxRows,
    };
  } finally {
    statement.destroySync();
  }
}

/** Makes the tables readable on a connection; `openCatalog` returns its result as `attached`. */
export type Attach<T> = (connection: DuckDBConnection) => Promise<T>;

/**
 * Opens a catalog from which `system.…` names are read. It is read-only and can read no files outside
 * the given folders.
 *
 * Effect: opens a database in memory and runs `attach` on it.
 */
export async function openCatalog<T>(
  attach: Attach<T>,
  folders: readonly string[] = [],
): Promise<{ readonly engine: SqlEngine; readonly attached: T }> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const setUp = await instance.connect();
  try {
    const attached = await attach(setUp);
    for (const macro of macros) await setUp.run(macro.replace(/^set /, 'set global '));
    const allowed = folders.map((folder) => quoteText(`${folder}/`));
    await setUp.run(`set allowed_directories = [${allowed.join(', ')}]`);
    await setUp.run('set enable_external_access = false');
    await setUp.run('set lock_configuration = true');
    return { engine: engineOver(instance), attached };
  } catch (error) {
    instance.closeSync();
    throw error;
  }
}

function engineOver(instance: DuckDBInstance): SqlEngine {
  return {
    run: async (statement, parameters, nowMs) => {
      const connection = await instance.connect();
      try {
        return await read(connection, toDuckDb(statement, nowMs), parameters);
      } catch (error) {
        throw asFailure(error);
      } finally {
        connection.closeSync();
      }
    },
    close: () => instance.closeSync(),
  };
}

/**
 * Opens a built data set. Several processes may have it open at the same time.
 *
 * Effect: opens the file.
 */
export async function openEngine(file: string): Promise<SqlEngine> {
  const { engine } = await openCatalog(async (connection) => {
    await connection.run(`attach ${quoteText(file)} as ${catalogName} (read_only)`);
  });
  return engine;
}
