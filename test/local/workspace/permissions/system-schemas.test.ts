import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { localSpaces } from '../../../../local/workspace/genie/spaces.ts';
import { createWorkspace, type Workspace } from '../../../../local/workspace/workspace.ts';
import { sharedCache } from '../../data/cache.ts';
import { at, createClient } from '../client.ts';

const nowMs = Date.parse('2026-11-18T00:00:00Z');
const base = '/api/2.1/unity-catalog';

let workspace: Workspace;
let admin: ReturnType<typeof createClient>;
let schemas: string;

beforeAll(async () => {
  const cacheDir = await sharedCache();
  workspace = await createWorkspace({ cacheDir, nowMs, days: 3, genieQpm: 1000, answerMs: 50 });
  await workspace.ready;
  admin = createClient(workspace);
  const { body } = await admin.get(`${base}/metastore_summary`);
  schemas = `${base}/metastores/${String(body['metastore_id'])}/systemschemas`;
}, 60_000);

afterAll(() => workspace.close());

const read = async () => {
  const { body } = await admin.post('/api/2.0/sql/statements', {
    warehouse_id: 'a1b2c3d4e5f60001',
    statement: 'select count(*) from system.access.audit',
  });
  return [at(body, 'status', 'state'), at(body, 'status', 'error', 'message')];
};
const stateOf = async (schema: string) => {
  const { body } = await admin.get(schemas);
  return (body['schemas'] as { schema: string; state: string }[]).find(
    (one) => one.schema === schema,
  )?.state;
};

describe('a schema of system', () => {
  test('that is disabled has no tables, for statements and for Genie', async () => {
    expect([await stateOf('access'), (await read())[0]]).toEqual(['ENABLE_COMPLETED', 'SUCCEEDED']);
    expect((await admin.call('DELETE', `${schemas}/access`)).status).toBe(200);
    expect(await stateOf('access')).toBe('AVAILABLE');
    expect(await read()).toEqual([
      'FAILED',
      expect.stringMatching(/^\[TABLE_OR_VIEW_NOT_FOUND\] .* system\.access\.audit /),
    ]);
    const message = await admin.start(localSpaces.security.spaceId, 'Were there failed logins?');
    expect((await admin.follow(message)).message).toMatchObject({
      status: 'FAILED',
      error: { error: expect.stringMatching(/^\[TABLE_OR_VIEW_NOT_FOUND\]/) },
    });
    expect((await admin.call('PUT', `${schemas}/access`)).status).toBe(200);
    expect((await read())[0]).toBe('SUCCEEDED');
  });

  test('can be listed and changed only by administrators of the metastore', async () => {
    const analyst = createClient(workspace, `${workspace.token}-analyst`);
    expect((await analyst.get(schemas)).status).toBe(403);
    expect((await analyst.call('DELETE', `${schemas}/access`)).status).toBe(403);
    expect((await analyst.get(`${base}/metastore_summary`)).status).toBe(200);
  });

  test('must exist; information_schema is always enabled', async () => {
    expect(await stateOf('information_schema')).toBe('MANAGED');
    expect((await admin.call('PUT', `${schemas}/nothing`)).status).toBe(404);
    expect((await admin.call('DELETE', `${schemas}/information_schema`)).status).toBe(404);
    expect((await admin.get(`${base}/metastores/other/systemschemas`)).status).toBe(404);
  });
});
