import pg from 'pg';

/** Number of statements sent to PostgreSQL, without statements inside its functions. */
export type StatementCount = {
  readonly all: number;
  /** Of these, BEGIN, COMMIT and ROLLBACK. */
  readonly transactional: number;
};

/**
 * Counts statements with `pg_stat_statements`.
 *
 * Effect: opens a connection; `close` ends it.
 *
 * @param databaseUrl A server with `pg_stat_statements` preloaded.
 */
export async function createStatementCounter(databaseUrl: string): Promise<{
  readonly reset: () => Promise<void>;
  readonly read: () => Promise<StatementCount>;
  readonly close: () => Promise<void>;
}> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('create extension if not exists pg_stat_statements');
  return {
    reset: async () => {
      await client.query('select pg_stat_statements_reset()');
    },
    read: async () => {
      const { rows } = await client.query<StatementCount>(
        `select coalesce(sum(calls), 0)::int as all,
            coalesce(sum(calls) filter (where query ~* '^(begin|commit|rollback)'), 0)::int as transactional
          from pg_stat_statements where query not like '%pg_stat_statements%'`,
      );
      return rows[0] ?? { all: 0, transactional: 0 };
    },
    close: () => client.end(),
  };
}
