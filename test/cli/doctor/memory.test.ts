import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMemoryTables, openTables } from '../../../adapters/databricks-sql/open.ts';
import { loadConfig } from '../../../config/index.ts';
import { warehouseId } from '../../../local/workspace/warehouses/store.ts';
import { openInstallation } from './bench.ts';
import type { Env, Installation } from './bench.ts';

let installation: Installation;
let folder: string;
let apart: Env;
beforeAll(async () => {
  installation = await openInstallation();
  folder = mkdtempSync(join(tmpdir(), 'doctor-'));
  const { url, sql, token } = installation.workspace;
  const authority = join(folder, 'authority.pem');
  writeFileSync(authority, sql?.authority ?? '');
  apart = {
    MEMORY_STORE: 'databricks',
    SHORT_TERM_MEMORY_TABLE: 'main.health_monitor.short_term',
    LONG_TERM_MEMORY_TABLE: 'main.health_monitor.long_term',
    DATABRICKS_HOST: url,
    DATABRICKS_TOKEN: token,
    DATABRICKS_CLIENT_ID: '',
    DATABRICKS_CLIENT_SECRET: '',
    DATABRICKS_WAREHOUSE_ID: warehouseId,
    DATABRICKS_SQL_URL: sql?.url ?? '',
    DATABRICKS_SQL_CA_FILE: authority,
  };
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await installation[Symbol.asyncDispose]();
});

const memoryIn = async (env: Env) =>
  (await installation.rows(env)).find(({ id }) => id === 'memory');

describe('the doctor', () => {
  it('has a line for memory only where it lies on a warehouse', async () => {
    expect(await memoryIn({})).toBeUndefined();
  });

  it('tells that tables of memory are missing, then that they can be read, or what to grant', async () => {
    expect(await memoryIn(apart)).toMatchObject({
      status: 'fail',
      detail: expect.stringMatching(/TABLE_OR_VIEW_NOT_FOUND.*npm run migrate/),
    });
    const opened = openTables(loadConfig(apart));
    if (opened === null) throw new Error('memory does not lie on a warehouse');
    await createMemoryTables(opened);
    await createMemoryTables(opened);
    await opened.driver.close();
    expect(await memoryIn(apart)).toMatchObject({ status: 'ok' });
    const stranger = { ...apart, DATABRICKS_TOKEN: `${installation.workspace.token}-analyst` };
    expect(await memoryIn(stranger)).toMatchObject({
      status: 'fail',
      detail: expect.stringContaining('Grant SELECT and MODIFY'),
    });
  });
});
