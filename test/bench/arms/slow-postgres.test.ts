import { expect, it } from 'vitest';
import { createPool, query, transaction } from '../../../adapters/postgres/pool.ts';
import { slowPostgres } from '../../../bench/slow-postgres.ts';
import { createDatabase } from '../../support/database.ts';

it('a slow PostgreSQL is slow only: statements keep their order and their results', async () => {
  await using database = await createDatabase();
  const slow = await slowPostgres(database.url, 1);
  expect(slow.databaseUrl).not.toBe(database.url);
  const pool = createPool(slow.databaseUrl, 3);
  await query(pool, 'create table numbers (n serial primary key, text text)');
  const long = 'x'.repeat(300_000);
  await transaction(pool, async (client) => {
    for (const text of ['a', 'b', long])
      await client.query('insert into numbers (text) values ($1)', [text]);
  });
  const rows = await query<{ text: string }>(pool, 'select text from numbers order by n');
  expect(rows.map(({ text }) => text)).toEqual(['a', 'b', long]);
  await pool.end();
  await slow.close();
});
