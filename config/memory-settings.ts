import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';

const orNull = <T>(value: T | undefined): T | null => value ?? null;

const table = z
  .string()
  .regex(/^[\w-]+\.[\w-]+\.[\w-]+$/, 'the full name of a table: catalog.schema.table')
  .optional()
  .transform(orNull);

const isFile = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isFile() === true;

const isTls = (text: string): boolean =>
  URL.canParse(text) && new URL(text).protocol === 'https:' && new URL(text).pathname === '/';

const endpoint = /^projects\/[^/\s]+\/branches\/[^/\s]+\/endpoints\/[^/\s]+$/;

/** Where memory lies, and how the SQL driver reaches its warehouse. */
export const memorySettings = {
  MEMORY_STORE: z
    .enum(['postgres', 'databricks', 'databricks-sql'], { error: 'postgres or databricks' })
    // The former system's name of it.
    .transform((store) => (store === 'databricks-sql' ? 'databricks' : store))
    .prefault('postgres'),
  LAKEBASE_ENDPOINT: z
    .string()
    .regex(endpoint, 'projects/…/branches/…/endpoints/…, as the page of the database shows it')
    .optional()
    .transform(orNull),
  SHORT_TERM_MEMORY_TABLE: table,
  LONG_TERM_MEMORY_TABLE: table,
  DATABRICKS_SQL_URL: z
    .string()
    .refine(isTls, 'an https:// address with host and port')
    .optional()
    .transform(orNull),
  DATABRICKS_SQL_CA_FILE: z
    .string()
    .transform((text) => resolve(text))
    .refine(isFile, 'a file with certificates of authorities, PEM')
    .optional()
    .transform(orNull),
};

type Read = {
  readonly MEMORY_STORE: 'postgres' | 'databricks';
  readonly SHORT_TERM_MEMORY_TABLE: string | null;
  readonly LONG_TERM_MEMORY_TABLE: string | null;
  readonly DATABRICKS_HOST: string | null;
  readonly DATABRICKS_CONFIG_PROFILE: string | null;
  readonly DATABRICKS_WAREHOUSE_ID: string | null;
  readonly LAKEBASE_ENDPOINT: string | null;
  readonly DATABASE_URL: string | null;
};

/** A password would be used in place of the token, and without TLS the token could be read. */
function isOfLakebase(text: string | null): boolean {
  if (text === null) return false;
  const { username, password, searchParams, hostname } = new URL(text);
  const isTls = /^(require|verify-ca|verify-full)$/.test(searchParams.get('sslmode') ?? '');
  const isHere = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
  return username !== '' && password === '' && (isTls || isHere);
}

/** What memory on a warehouse needs beside; the local workspace brings all of it. */
export function memoryRules(s: Read): readonly (readonly [string, boolean, string])[] {
  const isApart = s.MEMORY_STORE === 'databricks' && s.DATABRICKS_HOST !== null;
  const needed = (value: string | null) => !isApart || value !== null;
  const why = 'as MEMORY_STORE is databricks';
  const isLakebase = s.LAKEBASE_ENDPOINT !== null;
  return [
    [
      'DATABASE_URL',
      !isLakebase || isOfLakebase(s.DATABASE_URL),
      'postgres://user@host/databricks_postgres?sslmode=verify-full with the user of the token and no password, as LAKEBASE_ENDPOINT brings it',
    ],
    [
      'DATABRICKS_HOST',
      !isLakebase || s.DATABRICKS_HOST !== null || s.DATABRICKS_CONFIG_PROFILE !== null,
      'the workspace that gives the tokens of LAKEBASE_ENDPOINT',
    ],
    [
      'SHORT_TERM_MEMORY_TABLE',
      needed(s.SHORT_TERM_MEMORY_TABLE),
      `the full name of a table, ${why}`,
    ],
    [
      'LONG_TERM_MEMORY_TABLE',
      needed(s.LONG_TERM_MEMORY_TABLE),
      `the full name of a table, ${why}`,
    ],
    [
      'LONG_TERM_MEMORY_TABLE',
      s.LONG_TERM_MEMORY_TABLE === null || s.LONG_TERM_MEMORY_TABLE !== s.SHORT_TERM_MEMORY_TABLE,
      'another table than SHORT_TERM_MEMORY_TABLE',
    ],
    [
      'DATABRICKS_WAREHOUSE_ID',
      needed(s.DATABRICKS_WAREHOUSE_ID),
      `the id of a SQL warehouse, ${why}`,
    ],
  ];
}
