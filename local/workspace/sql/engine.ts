import {
  ANY,
  type DuckDBConnection,
  DuckDBInstance,
  type DuckDBPreparedStatement,
} from '@duckdb/node-api';
import { quoteText } from '../../data/quote.ts';
import { cellText, wireColumn, type WireColumn } from './cells.ts';
import { asFailure } from './errors.ts';
import { toPlan } from './plan.ts';
import type { SqlSession } from './session.ts';
import { setUp } from './set-up.ts';
import { catalogName, toDuckDb } from './translate.ts';

export { SqlFailure } from './errors.ts';

export type SqlParameter = { readonly name: string; readonly value: string; readonly type: string };
export type SqlRows = {
  readonly columns: readonly WireColumn[];
  readonly rows: readonly (readonly (string | null)[])[];
  readonly rowCount: number;
  readonly truncated: boolean;
};

/** Maximum number of rows of a Genie result and of one engine call. */
export const maxRows = 5000;

/** A statement, its parameters, the time in epoch milliseconds, and who asks. */
type Asked = readonly [
  statement: string,
  parameters: readonly SqlParameter[],
  nowMs: number,
  user?: string,
];

/** Runs Databricks SQL on one data set, read-only. */
export type SqlEngine = {
  /**
   * Effect: reads the data.
   *
   * @throws {SqlFailure} When the statement cannot be run.
   */
  readonly run: (...asked: Asked) => Promise<SqlRows>;
  /**
   * All rows of one execution in its order, 5,000 at a time; at least one page.
   *
   * Effect: reads the data as pages are taken.
   *
   * @throws {SqlFailure} When the statement cannot be run.
   */
  readonly pages: (...asked: Asked) => AsyncGenerator<Pick<SqlRows, 'columns' | 'rows'>>;
  /** Full names of all tables, `system.billing.usage`. Effect: reads the catalog. */
  readonly tables: () => Promise<readonly string[]>;
  readonly close: () => void;
};

async function prepare(
  connection: DuckDBConnection,
  sql: string,
  parameters: readonly SqlParameter[],
): Promise<DuckDBPreparedStatement> {
  const statement = await connection.prepare(sql);
  const wanted = new Set(
    Array.from({ length: statement.parameterCount }, (_, index) =>
      statement.parameterName(index + 1),
    ),
  );
  for (const parameter of parameters) {
    if (wanted.has(parameter.name))
      statement.bindVarchar(statement.parameterIndex(parameter.name), parameter.value);
  }
  return statement;
}

type Page = Pick<SqlRows, 'columns' | 'rows'>;

/** The rows of one execution in its order, `size` at a time; one empty page when there are none. */
async function* readPages(
  connection: DuckDBConnection,
  sql: string,
  parameters: readonly SqlParameter[],
  size: number,
): AsyncGenerator<Page> {
  const statement = await prepare(connection, sql, parameters);
  try {
    const result = await statement.stream();
    const types = result.columnTypes();
    const columns = result
      .columnNames()
      .map((name, index) => wireColumn(name, index, types[index] ?? result.columnType(index)));
    let waiting: (readonly (string | null)[])[] = [];
    let isFirst = true;
    for await (const rows of result.yieldRows()) {
      for (const row of rows)
        waiting.push(row.map((value, index) => cellText(value, types[index] ?? ANY)));
      for (; waiting.length >= size; waiting = waiting.slice(size)) {
        yield { columns, rows: waiting.slice(0, size) };
        isFirst = false;
      }
    }
    if (isFirst || waiting.length > 0) yield { columns, rows: waiting };
  } finally {
    statement.destroySync();
  }
}

/** The first rows of a statement, at most `maxRows`. */
async function read(pages: AsyncGenerator<Page>): Promise<SqlRows> {
  let first: Page | null = null;
  for await (const page of pages) {
    if (first !== null) return { ...first, rowCount: first.rows.length, truncated: true };
    first = page;
  }
  const { columns, rows } = first ?? { columns: [], rows: [] };
  return { columns, rows, rowCount: rows.length, truncated: false };
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
  plan: Planner = createPlanner(),
): Promise<{ readonly engine: SqlEngine; readonly attached: T }> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const first = await instance.connect();
  try {
    const attached = await attach(first);
    await setUp(first);
    const allowed = folders.map((folder) => quoteText(`${folder}/`));
    await first.run(`set allowed_directories = [${allowed.join(', ')}]`);
    await first.run('set enable_external_access = false');
    await first.run('set lock_configuration = true');
    return { engine: engineOver(instance, plan), attached };
  } catch (error) {
    instance.closeSync();
    throw error;
  }
}

const listed = `
  select concat_ws('.', 'system', case schema_name when 'uc_information_schema' then 'information_schema' else schema_name end, name)
  from (
    select database_name, schema_name, table_name as name from duckdb_tables()
    union all select database_name, schema_name, view_name from duckdb_views() where not internal
  ) where database_name = '${catalogName}' order by 1`;

/** Statements whose translation is kept. */
const maxPlans = 1024;

type Planner = (
  connection: DuckDBConnection,
  statement: string,
  session: SqlSession,
) => Promise<string>;

function createPlanner(): Planner {
  const plans = new Map<string, string>();
  return async (connection, statement, session) => {
    // Who asks and when are constants in it, of the few statements that ask for them.
    const key = toDuckDb(statement, session);
    const made = plans.get(key) ?? (await toPlan(connection, statement, session));
    plans.delete(key);
    plans.set(key, made);
    const [oldest] = plans.keys();
    if (plans.size > maxPlans && oldest !== undefined) plans.delete(oldest);
    return made;
  };
}

/** Every built data set has the same tables, so a translation for one is one for all. */
const planOfBuilt = createPlanner();

function engineOver(instance: DuckDBInstance, plan: Planner): SqlEngine {
  async function* pages(
    statement: string,
    parameters: readonly SqlParameter[],
    nowMs: number,
    user = '',
  ): AsyncGenerator<Page> {
    const connection = await instance.connect();
    try {
      const sql = await plan(connection, statement, { nowMs, user });
      yield* readPages(connection, sql, parameters, maxRows);
    } catch (error) {
      throw asFailure(error, statement);
    } finally {
      connection.closeSync();
    }
  }
  return {
    run: (...asked) => read(pages(...asked)),
    pages,
    tables: async () => {
      const connection = await instance.connect();
      try {
        const { rows } = await read(readPages(connection, listed, [], maxRows));
        return rows.map(([name]) => name ?? '');
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
  const attach = (connection: DuckDBConnection) =>
    connection.run(`attach ${quoteText(file)} as ${catalogName} (read_only)`);
  const { engine } = await openCatalog(attach, [], planOfBuilt);
  return engine;
}
