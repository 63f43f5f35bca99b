import pg from 'pg';

/** Number of statements sent to PostgreSQL, without statements inside its functions. */
export type StatementCount = {
  readonly all: number;
  /** Of these, BEGIN, COMMIT and ROLLBACK. */
  readonly transactional: number;
};

/** How many statements are about one thing: a table, a function, or the ends of transactions. */
export type StatementsOf = { readonly about: string; readonly calls: number };

/** What a statement is about: the function that it calls, else the first table that it names. Pure. */
export function topicOf(statement: string): string {
  if (/^\s*(?:begin|commit|rollback)/i.test(statement)) return 'begin, commit';
  const [, called] = /^\s*select (?:\* from )?([a-z]+(?:_[a-z]+)+)\(/i.exec(statement) ?? [];
  if (called !== undefined) return `${called}()`;
  // Not the `from` of `extract(epoch from …)`, nor the `update` of `for update`.
  const named = /(?<!epoch )\bfrom ([a-z_]+)|\binto ([a-z_]+)|(?<!for )\bupdate ([a-z_]+)/i;
  const table = named.exec(statement.replaceAll(/\s+/g, ' '))?.slice(1).find(Boolean) ?? 'other';
  return table;
}

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
  /** The same by topic, most first. */
  readonly byTopic: () => Promise<readonly StatementsOf[]>;
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
    byTopic: async () => {
      const { rows } = await client.query<{ query: string; calls: number }>(
        `select query, calls::int as calls from pg_stat_statements
          where query not like '%pg_stat_statements%'`,
      );
      const topics = Map.groupBy(rows, ({ query }) => topicOf(query));
      return [...topics]
        .map(([about, some]) => ({ about, calls: some.reduce((sum, { calls }) => sum + calls, 0) }))
        .toSorted((a, b) => b.calls - a.calls);
    },
    close: () => client.end(),
  };
}
