import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { escapeIdentifier } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { DatabaseUrl } from '../connection.ts';
import { knownMigrations, migrate } from '../migrate.ts';
import type { Client } from '../pool.ts';
import { query } from '../pool.ts';
import { sha256Of } from './back-up.ts';
import { parentsFirst, referencesOf, tablesOf } from './catalogue.ts';
import { fileOf, Manifest, manifestFile } from './manifest.ts';
import { withoutLimits } from './without-limits.ts';

/** @throws {Error} When there is no whole backup, or a file of it was changed. */
async function readBackup(dir: string): Promise<Manifest> {
  const text = await readFile(join(dir, manifestFile), 'utf8').catch((cause: unknown) => {
    throw new Error(`${dir} has no whole backup: ${manifestFile} cannot be read.`, { cause });
  });
  const parsed = Manifest.safeParse(JSON.parse(text));
  if (!parsed.success) throw new Error(`${join(dir, manifestFile)} is not of a backup.`);
  for (const { name, sha256 } of parsed.data.tables) {
    const found = await sha256Of(join(dir, fileOf(name))).catch(() => 'absent');
    if (found !== sha256)
      throw new Error(`${join(dir, fileOf(name))} is absent or not as it was written.`);
  }
  return parsed.data;
}

/** @throws {Error} When rows would be mixed with others, or do not fit. */
async function refuseUnfit(client: Client, { schema, tables }: Manifest): Promise<void> {
  const [newest] = await query<{ name: string }>(
    client,
    'select max(name) as name from migrations',
  );
  if (newest?.name !== schema)
    throw new Error(
      `The database has the schema ${newest?.name}, the backup ${schema}: name a database without tables.`,
    );
  const here = await tablesOf(client);
  const lacking = tables.filter((table) => !here.some(({ name }) => name === table.name));
  if (lacking.length > 0)
    throw new Error(`The database lacks ${lacking.map(({ name }) => name).join(', ')}.`);
  for (const { name } of here) {
    const rows = await query(client, `select from ${escapeIdentifier(name)} limit 1`);
    if (rows.length > 0)
      throw new Error(
        `The database is not empty: ${name} has rows. Nothing was changed; name an empty database.`,
      );
  }
}

async function load(client: Client, dir: string, manifest: Manifest): Promise<void> {
  const { tables, counters } = manifest;
  for (const { name, columns } of parentsFirst(tables, await referencesOf(client))) {
    const table = escapeIdentifier(name);
    // What a row tells others when it is written, it has told.
    await query(client, `alter table ${table} disable trigger user`);
    const into = client.query(
      copyFrom(`copy ${table} (${columns.map(escapeIdentifier).join(', ')}) from stdin`),
    );
    await pipeline(createReadStream(join(dir, fileOf(name))), createGunzip(), into);
    await query(client, `alter table ${table} enable trigger user`);
  }
  for (const { table, column, last } of counters)
    await query(client, 'select setval(pg_get_serial_sequence($1, $2), $3::bigint)', [
      escapeIdentifier(table),
      column,
      last,
    ]);
}

/**
 * Puts the rows of a backup into an empty database, all or none, and brings it to the newest schema.
 *
 * Effect: migrates a database without tables to the schema of the backup, writes in one transaction, migrates.
 *
 * @throws {Error} When the backup is not whole or of a newer version; when the database has rows, or tables of
 *   another schema.
 */
export async function restore(database: DatabaseUrl, dir: string): Promise<Manifest> {
  const manifest = await readBackup(dir);
  const known = await knownMigrations();
  if (!known.includes(manifest.schema))
    throw new Error(
      `The backup has the schema ${manifest.schema}, which this version does not know.`,
    );
  await withoutLimits(database, async (client) => {
    const [found] = await query<{ tables: number }>(
      client,
      `select count(*)::int as tables from pg_class
        where relkind = 'r' and relnamespace = current_schema()::regnamespace`,
    );
    if (found?.tables === 0) await migrate(database, undefined, manifest.schema);
    await query(client, 'begin');
    await refuseUnfit(client, manifest);
    await load(client, dir, manifest);
    await query(client, 'commit');
  });
  await migrate(database);
  return manifest;
}
