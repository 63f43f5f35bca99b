import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { escapeIdentifier } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { DatabaseUrl } from '../connection.ts';
import type { Client } from '../pool.ts';
import { query } from '../pool.ts';
import { countersOf, tablesOf } from './catalogue.ts';
import type { TableShape } from './catalogue.ts';
import { fileOf, manifestFile } from './manifest.ts';
import type { Manifest } from './manifest.ts';
import { withoutLimits } from './without-limits.ts';

/** Hash of a file, hexadecimal. Effect: reads it. */
export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

async function writeTable(client: Client, dir: string, { name, columns }: TableShape) {
  const file = join(dir, fileOf(name));
  const list = columns.map(escapeIdentifier).join(', ');
  const rows = client.query(copyTo(`copy ${escapeIdentifier(name)} (${list}) to stdout`));
  await pipeline(rows, createGzip(), createWriteStream(file, { mode: 0o600 }));
  return { name, columns: [...columns], rows: rows.rowCount ?? 0, sha256: await sha256Of(file) };
}

/** @throws {Error} When the folder holds something. */
async function emptyFolder(dir: string): Promise<void> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  if ((await readdir(dir)).length > 0)
    throw new Error(`${dir} is not empty. Name a new folder: a backup is never written over.`);
}

/**
 * Writes all rows of the product, as they are at one moment, to files that only their owner can read.
 *
 * Effect: reads the database in one transaction, beside which everything goes on; writes files, the manifest
 * last.
 *
 * @param dir Made when it does not exist.
 * @throws {Error} When the folder is not empty or the database has no schema of ours.
 */
export async function backUp(database: DatabaseUrl, dir: string): Promise<Manifest> {
  await emptyFolder(dir);
  return withoutLimits(database, async (client) => {
    await query(client, 'begin isolation level repeatable read read only');
    const [made] = await query<{ schema: string | null; at: Date }>(
      client,
      `select (select max(name) from migrations) as schema, now() as at`,
    );
    if (made?.schema == null) throw new Error('The database has no schema of this service.');
    const tables: Manifest['tables'] = [];
    for (const table of await tablesOf(client)) tables.push(await writeTable(client, dir, table));
    const counters = await countersOf(client);
    await query(client, 'commit');
    const { schema, at } = made;
    const format = 'health-monitor-backup-1';
    const manifest = { format, at: at.toISOString(), schema, tables, counters } as const;
    const text = `${JSON.stringify(manifest, null, 2)}\n`;
    await writeFile(join(dir, manifestFile), text, { mode: 0o600 });
    return manifest;
  });
}
