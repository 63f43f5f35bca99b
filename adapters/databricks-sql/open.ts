import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Config } from '../../config/index.ts';
import type { Authenticate } from '../databricks/auth.ts';
import { createAuthenticate } from '../databricks/auth.ts';
import { createHttp } from '../databricks/http.ts';
import { createSqlDriver } from './driver.ts';
import type { SqlDriver } from './driver.ts';
import { quotedName } from './memory.ts';
import type { MemoryTables } from './memory.ts';

export type OpenTables = { readonly driver: SqlDriver; readonly tables: MemoryTables };

const folder = new URL('../../sql/databricks/', import.meta.url);

/** Files of `sql/databricks` by what they make. */
const files = { shortTerm: 'short_term_memory.sql', longTerm: 'long_term_memory.sql' } as const;

/**
 * The way to the warehouse on which memory lies; null where it lies in PostgreSQL.
 *
 * Effect: none until it is used.
 *
 * @throws {Error} When a setting is missing, with what to do.
 */
export function openTables({
  databricks,
  memory,
}: Pick<Config, 'databricks' | 'memory'>): OpenTables | null {
  if (memory.store === 'postgres') return null;
  const { host, warehouseId, sqlUrl, sqlCaFile } = databricks;
  const { shortTerm, longTerm } = memory;
  if (host === null || warehouseId === null || shortTerm === null || longTerm === null) {
    throw new Error(
      'MEMORY_STORE is databricks: set DATABRICKS_HOST, DATABRICKS_WAREHOUSE_ID, SHORT_TERM_MEMORY_TABLE and LONG_TERM_MEMORY_TABLE.',
    );
  }
  const { hostname, port } = new URL(sqlUrl ?? host);
  const authenticate = createAuthenticate({ ...databricks, host });
  const address = {
    host: hostname,
    port: port === '' ? 443 : Number(port),
    warehouseId,
    ca: sqlCaFile === null ? null : readFileSync(sqlCaFile, 'utf8'),
  };
  const driver = createSqlDriver(address, authenticate, starterOf(host, warehouseId, authenticate));
  return { driver, tables: { shortTerm, longTerm } };
}

const starterOf =
  (host: string, warehouseId: string, authenticate: Authenticate) => async (): Promise<void> => {
    const http = createHttp(host, authenticate);
    const path = `/api/2.0/sql/warehouses/${encodeURIComponent(warehouseId)}/start`;
    await http({ method: 'POST', path, body: {} }, z.unknown());
  };

/**
 * Creates the two tables where they are missing; what is there stays.
 *
 * Effect: two statements of DDL.
 *
 * @throws {AppError} When the warehouse refuses, with the grant that it needs.
 */
export async function createMemoryTables({ driver, tables }: OpenTables): Promise<void> {
  for (const kind of ['shortTerm', 'longTerm'] as const) {
    const ddl = readFileSync(new URL(files[kind], folder), 'utf8');
    await driver.run(ddl.replace('{table}', quotedName(tables[kind])));
  }
}

/**
 * Reads nothing from each table, with all of its columns.
 *
 * Effect: two statements.
 *
 * @throws {AppError} When a table is missing, closed, or has other columns, with what to do.
 */
export async function readMemoryTables({ driver, tables }: OpenTables): Promise<void> {
  await driver.query(`${readShort} from ${quotedName(tables.shortTerm)} where 1 = 0`);
  await driver.query(`${readLong} from ${quotedName(tables.longTerm)} where 1 = 0`);
}

const readShort =
  'select session_id, user_id, message_id, role, content, metadata, created_at, expires_at';
const readLong =
  'select user_id, preferences, frequent_queries, insights, role, created_at, updated_at, expires_at';
