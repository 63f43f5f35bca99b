import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { localSpaces } from '../../../../local/workspace/genie/spaces.ts';
import { createWorkspace, type Workspace } from '../../../../local/workspace/workspace.ts';
import { sharedCache } from '../../data/cache.ts';
import { at, createClient } from '../client.ts';

const nowMs = Date.parse('2026-11-18T00:00:00Z');
const warehouse = '/api/2.0/sql/warehouses/a1b2c3d4e5f60001';

let workspace: Workspace;
let client: ReturnType<typeof createClient>;

beforeAll(async () => {
  const cacheDir = await sharedCache();
  workspace = await createWorkspace({
    cacheDir,
    nowMs,
    days: 3,
    answerMs: 100,
    warehouse: 'cold',
    warehouseStartMs: 400,
  });
  await workspace.ready;
  client = createClient(workspace);
}, 60_000);

afterAll(() => workspace.close());

const state = async () => (await client.get(warehouse)).body['state'];

describe('a cold warehouse', () => {
  test('is started by a request and is running after the start time', async () => {
    expect(await state()).toBe('STOPPED');
    expect((await client.post(`${warehouse}/start`, {})).body).toEqual({});
    expect(await state()).toBe('STARTING');
    await expect.poll(state, { timeout: 3000 }).toBe('RUNNING');
    await client.post(`${warehouse}/stop`, {});
    expect(await state()).toBe('STOPPED');
  });

  test('is started by a question, which waits; the next question does not wait', async () => {
    await client.post(`${warehouse}/stop`, {});
    const ask = async () =>
      (await client.follow(await client.start(localSpaces.cost.spaceId, 'Spend by day'))).statuses;
    const first = await ask();
    expect(first.slice(first.indexOf('PENDING_WAREHOUSE'))).toEqual([
      'PENDING_WAREHOUSE',
      'EXECUTING_QUERY',
      'COMPLETED',
    ]);
    expect(await ask()).not.toContain('PENDING_WAREHOUSE');
  });

  test('is one of the two of this workspace, with the names of the data; an unknown id is a 404', async () => {
    const { body } = await client.get('/api/2.0/sql/warehouses');
    expect(at(body, 'warehouses')).toMatchObject([
      { id: 'a1b2c3d4e5f60001', name: 'prod-serving', cluster_size: 'Medium' },
      { id: 'a1b2c3d4e5f60002', name: 'adhoc', state: 'STOPPED' },
    ]);
    expect((await client.get('/api/2.0/sql/warehouses/none')).status).toBe(404);
  });
});

describe('serving endpoints', () => {
  test('are listed, and read by name', async () => {
    const { body } = await client.get('/api/2.0/serving-endpoints');
    const names = (body['endpoints'] as { name: string }[]).map(({ name }) => name);
    expect(names.length).toBeGreaterThan(2);
    expect((await client.get(`/api/2.0/serving-endpoints/${String(names[0])}`)).body).toMatchObject(
      { name: names[0], task: 'llm/v1/chat', state: { ready: 'READY' } },
    );
    expect((await client.get('/api/2.0/serving-endpoints/none')).status).toBe(404);
  });
});
