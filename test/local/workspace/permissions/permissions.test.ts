import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { localSpaces } from '../../../../local/workspace/genie/spaces.ts';
import { createWorkspace, type Workspace } from '../../../../local/workspace/workspace.ts';
import { sharedCache } from '../../data/cache.ts';
import { at, createClient } from '../client.ts';

const nowMs = Date.parse('2026-11-18T00:00:00Z');
const space = localSpaces.cost.spaceId;
const permissions = `/api/2.0/permissions/genie/${space}`;
const start = `/api/2.0/genie/spaces/${space}/start-conversation`;

let workspace: Workspace;
let admin: ReturnType<typeof createClient>;

beforeAll(async () => {
  const cacheDir = await sharedCache();
  workspace = await createWorkspace({ cacheDir, nowMs, days: 3, genieQpm: 1000, answerMs: 50 });
  await workspace.ready;
  admin = createClient(workspace);
}, 60_000);

afterAll(() => workspace.close());

const as = (key: string) => createClient(workspace, `${workspace.token}-${key}`);
const user = (name: string, level: string) => ({
  user_name: `${name}@example.com`,
  permission_level: level,
});
const set = (method: string, path: string, ...list: object[]) =>
  admin.call(method, path, { access_control_list: list });
const ask = async (key: string) => (await as(key).post(start, { content: 'Spend by day' })).status;

describe('the access control list of a space', () => {
  test('has the permission level of each principal; administrators inherit theirs', async () => {
    const { body } = await admin.get(permissions);
    expect(body).toMatchObject({ object_id: `/genie/${space}`, object_type: 'genie' });
    expect(body['access_control_list']).toContainEqual({
      user_name: 'viewer@example.com',
      display_name: 'May only look at cost',
      all_permissions: [{ permission_level: 'CAN_VIEW', inherited: false }],
    });
    expect(at(body, 'access_control_list')).toContainEqual(
      expect.objectContaining({ group_name: 'admins' }),
    );
  });

  test('is extended by PATCH and replaced by PUT, with effect at once', async () => {
    expect([await ask('viewer'), await ask('outsider'), await ask('analyst')]).toEqual([
      403, 404, 200,
    ]);
    await set('PATCH', permissions, user('viewer', 'CAN_RUN'));
    expect([await ask('viewer'), await ask('outsider'), await ask('analyst')]).toEqual([
      200, 404, 200,
    ]);
    await set('PUT', permissions, user('outsider', 'CAN_RUN'), user('owner', 'CAN_MANAGE'));
    expect([await ask('viewer'), await ask('outsider'), await ask('analyst')]).toEqual([
      404, 200, 404,
    ]);
    await set('PUT', permissions, { group_name: 'users', permission_level: 'CAN_VIEW' });
    expect([await ask('viewer'), await ask('outsider')]).toEqual([403, 403]);
    expect((await admin.post(start, { content: 'Spend by day' })).status).toBe(200);
  });

  test('can be changed only with CAN_MANAGE', async () => {
    await set('PUT', permissions, user('owner', 'CAN_MANAGE'), user('analyst', 'CAN_EDIT'));
    const change = { access_control_list: [user('analyst', 'CAN_MANAGE')] };
    expect((await as('analyst').call('PATCH', permissions, change)).status).toBe(403);
    expect((await as('viewer').call('PATCH', permissions, change)).status).toBe(404);
    expect((await as('owner').call('PATCH', permissions, change)).status).toBe(200);
  });

  test.each([
    [permissions, user('analyst', 'CAN_FLY'), 400, /CAN_FLY is not one of CAN_VIEW/],
    [permissions, user('nobody', 'CAN_RUN'), 404, /nobody@example.com does not exist/],
    [permissions, { user_name: 'x' }, 400, /access_control_list\.0\.permission_level/],
    ['/api/2.0/permissions/genie/none', user('analyst', 'CAN_RUN'), 404, /none does not exist/],
    ['/api/2.0/permissions/jobs/1', user('analyst', 'CAN_RUN'), 400, /jobs is not a supported/],
  ])('at %s refuses %j', async (path, item, status, message) => {
    const refused = await set('PATCH', path, item);
    expect([refused.status, refused.body['message']]).toEqual([
      status,
      expect.stringMatching(message),
    ]);
  });

  test('has its own permission levels', async () => {
    expect((await admin.get(`${permissions}/permissionLevels`)).body).toEqual({
      permission_levels: ['CAN_VIEW', 'CAN_RUN', 'CAN_EDIT', 'CAN_MANAGE'].map((level) => ({
        permission_level: level,
      })),
    });
  });
});

describe('the access control list of a warehouse', () => {
  test.each(['warehouses', 'sql/warehouses'])('is available under %s', async (type) => {
    const path = `/api/2.0/permissions/${type}/a1b2c3d4e5f60002`;
    const look = async () =>
      (await as('outsider').get('/api/2.0/sql/warehouses/a1b2c3d4e5f60002')).status;
    expect((await set('PUT', path, user('owner', 'CAN_MANAGE'))).status).toBe(200);
    expect(await look()).toBe(403);
    expect((await set('PATCH', path, user('outsider', 'CAN_USE'))).status).toBe(200);
    expect(await look()).toBe(200);
  });
});
