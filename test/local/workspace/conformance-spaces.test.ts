import { WorkspaceClient } from '@databricks/sdk-experimental';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorkspace, type Workspace } from '../../../local/workspace/workspace.ts';
import { sharedCache } from '../data/cache.ts';

const nowMs = Date.parse('2026-11-18T00:00:00Z');
const path = '/api/2.0/genie/spaces';
const warehouse_id = 'a1b2c3d4e5f60001';

let workspace: Workspace;
let admin: WorkspaceClient;

beforeAll(async () => {
  workspace = await createWorkspace({ cacheDir: await sharedCache(), nowMs, days: 3 });
  admin = vendorClient(workspace.token);
}, 60_000);

afterAll(() => workspace.close());

// The Databricks SDK does not verify certificates unless it is configured to.
const vendorClient = (token: string) =>
  new WorkspaceClient({ host: workspace.url, token, authType: 'pat', skipVerify: false });

/** The SDK's Genie class cannot create a space, so the test uses its generic request method. */
async function make(client: WorkspaceClient, payload: object): Promise<string> {
  const headers = new Headers({ 'Content-Type': 'application/json' });
  const request = { path, method: 'POST', headers, raw: false, query: {}, payload } as const;
  const made = (await client.apiClient.request(request)) as { space_id: string };
  return made.space_id;
}

const statusOf = (call: Promise<unknown>) =>
  call.then(
    () => 200,
    (error: unknown) => (error as { statusCode: number }).statusCode,
  );

test('the Databricks SDK creates, lists, reads and deletes a space', async () => {
  const serialized_space = JSON.stringify({ version: 2 });
  const title = 'Made by the vendor';
  const space_id = await make(admin, { warehouse_id, serialized_space, title });
  expect(await admin.genie.getSpace({ space_id })).toMatchObject({ space_id, title, warehouse_id });
  const { spaces } = await admin.genie.listSpaces({ page_size: 50 });
  expect(spaces?.map((space) => space.space_id)).toContain(space_id);
  await admin.genie.trashSpace({ space_id });
  expect(await statusOf(admin.genie.getSpace({ space_id }))).toBe(404);
});

test('the Databricks SDK reads and sets the permissions of a new space', async () => {
  const payload = { warehouse_id, serialized_space: '{"version":2}' };
  const request_object_id = await make(vendorClient(`${workspace.token}-analyst`), payload);
  const about = { request_object_type: 'genie', request_object_id } as const;
  const { access_control_list } = await admin.permissions.get(about);
  expect(access_control_list?.[0]).toMatchObject({
    user_name: 'analyst@example.com',
    all_permissions: [{ permission_level: 'CAN_MANAGE' }],
  });
  const viewer = vendorClient(`${workspace.token}-viewer`);
  const space = { space_id: request_object_id };
  expect(await statusOf(viewer.genie.getSpace(space))).toBe(404);
  await admin.permissions.set({
    ...about,
    access_control_list: [{ user_name: 'viewer@example.com', permission_level: 'CAN_VIEW' }],
  });
  expect(await statusOf(viewer.genie.getSpace(space))).toBe(200);
  expect(await statusOf(viewer.genie.trashSpace(space))).toBe(403);
});

test('the Databricks SDK gets an error that names the missing field of a configuration', async () => {
  const sent = make(admin, { warehouse_id, serialized_space: '{"version":3}' });
  expect(await statusOf(sent)).toBe(400);
});
