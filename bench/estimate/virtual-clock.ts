import type pg from 'pg';

/** The clock of a database session that shows what it is told. */
export type VirtualClock = { readonly set: (ms: number) => Promise<void> };

/**
 * Makes the functions of a database tell time by a virtual clock in this session: they find the session's own
 * clock before PostgreSQL's. Columns that take the time of PostgreSQL by default take this one.
 *
 * Effect: changes the database, which has to be one of its own.
 */
export async function createVirtualClock(client: pg.Client): Promise<VirtualClock> {
  await client.query('create schema if not exists virtual');
  for (const name of ['clock_timestamp', 'statement_timestamp'])
    await client.query(`
      create or replace function virtual.${name}() returns timestamptz language sql stable as
        $$ select pg_catalog.current_setting('virtual.now')::timestamptz $$`);
  await client.query('set search_path = virtual, pg_catalog, public');
  const { rows } = await client.query<{ table: string; column: string }>(`
    select table_name as table, column_name as column from information_schema.columns
      where table_schema = 'public' and column_default = 'clock_timestamp()'
        or table_schema = 'public' and column_default = 'pg_catalog.clock_timestamp()'`);
  for (const { table, column } of rows)
    await client.query(
      `alter table public.${table} alter column ${column} set default virtual.clock_timestamp()`,
    );
  return {
    set: async (ms) => {
      await client.query(`select set_config('virtual.now', $1, false)`, [
        new Date(ms).toISOString(),
      ]);
    },
  };
}
