import pg from 'pg';

/** How many statements PostgreSQL was sent; what its own functions run inside is not among them. */
export type StatementCount = {
  readonly all: number;
  /** Of these, what begins and ends transactions. */
  readonly transactional: number;
};

/**
 * Counts statements by PostgreSQL's own count.
 *
 * Effect: one connection until closed.
 *
 * @param databaseUrl A server that was started with `pg_stat_statements`.
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
