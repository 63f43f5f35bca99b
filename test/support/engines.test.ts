import pg from 'pg';
import { describe, expect, inject, it } from 'vitest';
import { hasNamespace } from '../../local/temporal.ts';
import { createDatabase } from './database.ts';

async function rows(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const result = await client.query(statement);
  await client.end();
  return result.rows;
}

describe('the engines of a test run', () => {
  it('give every suite a database of its own with the newest schema', async () => {
    await using first = await createDatabase();
    await using second = await createDatabase();
    expect(await rows(first.url, 'select count(*)::int as n from investigations')).toEqual([
      { n: 0 },
    ]);
    await rows(first.url, 'create table mine ()');
    expect(await rows(second.url, `select to_regclass('mine') as mine`)).toEqual([{ mine: null }]);
  });

  it('make databases side by side', async () => {
    const made = await Promise.all(Array.from({ length: 4 }, () => createDatabase()));
    expect(new Set(made.map((one) => one.url)).size).toBe(4);
    await Promise.all(made.map((one) => one[Symbol.asyncDispose]()));
  });

  it('have a Temporal server with the default namespace', async () => {
    expect(await hasNamespace(inject('temporalAddress'))).toBe(true);
  });
});
