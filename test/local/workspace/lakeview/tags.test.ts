import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorkspace, type Workspace } from '../../../../local/workspace/workspace.ts';
import { sharedCache } from '../../data/cache.ts';
import { createClient } from '../client.ts';

const nowMs = Date.parse('2026-11-18T00:00:00Z');

let workspace: Workspace;
let admin: ReturnType<typeof createClient>;
let id: string;
let path: string;
beforeAll(async () => {
  workspace = await createWorkspace({ cacheDir: await sharedCache(), nowMs, days: 3 });
  admin = createClient(workspace);
  const { body } = await admin.post('/api/2.0/lakeview/dashboards', { display_name: 'Money' });
  id = String(body['dashboard_id']);
  path = `/api/2.0/entity-tag-assignments/dashboards/${id}/tags`;
}, 60_000);
afterAll(() => workspace.close());

describe('tags of a dashboard', () => {
  test('are assigned, listed and taken away', async () => {
    expect((await admin.get(path)).body).toMatchObject({ tag_assignments: [] });
    const tag = { entity_type: 'dashboards', entity_id: id, tag_key: 'team', tag_value: 'finance' };
    expect(await admin.post(path, { tag_key: 'team', tag_value: 'finance' })).toMatchObject({
      status: 200,
      body: tag,
    });
    await admin.post(path, { tag_key: 'certified' });
    expect((await admin.get(path)).body).toMatchObject({
      tag_assignments: [tag, { entity_type: 'dashboards', entity_id: id, tag_key: 'certified' }],
    });
    expect((await admin.post(path, { tag_key: 'team' })).status).toBe(409);
    expect((await admin.call('DELETE', `${path}/team`)).status).toBe(200);
    expect((await admin.call('DELETE', `${path}/team`)).status).toBe(404);
    expect((await admin.get(path)).body['tag_assignments']).toHaveLength(1);
  });

  test.each(['a:b', 'a.b', ' a', ''])('cannot have the key “%s”', async (tag_key) => {
    expect((await admin.post(path, { tag_key })).status).toBe(400);
  });

  test('of one that is not there, or hidden from the caller, are not there', async () => {
    const absent = path.replace(id, 'f'.repeat(32));
    expect((await admin.get(absent)).status).toBe(404);
    expect((await createClient(workspace, `${workspace.token}-viewer`).get(path)).status).toBe(404);
  });
});
