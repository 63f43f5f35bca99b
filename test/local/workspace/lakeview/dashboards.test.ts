import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorkspace, type Workspace } from '../../../../local/workspace/workspace.ts';
import { sharedCache } from '../../data/cache.ts';
import { createClient } from '../client.ts';

const nowMs = Date.parse('2026-11-18T00:00:00Z');
const warehouse_id = 'a1b2c3d4e5f60001';
const base = '/api/2.0/lakeview/dashboards';

let workspace: Workspace;
let admin: ReturnType<typeof createClient>;
const as = (key: string) => createClient(workspace, `${workspace.token}-${key}`);

beforeAll(async () => {
  workspace = await createWorkspace({ cacheDir: await sharedCache(), nowMs, days: 3 });
  admin = createClient(workspace);
}, 60_000);
afterAll(() => workspace.close());

const content = (more: object = {}) => ({
  datasets: [{ name: 'd1', displayName: 'One', queryLines: ['select 1 as n'] }],
  pages: [
    {
      name: 'p1',
      displayName: 'Page',
      layout: [
        {
          widget: {
            name: 'w1',
            queries: [
              {
                name: 'main_query',
                query: { datasetName: 'd1', fields: [{ name: 'n', expression: '`n`' }] },
              },
            ],
            spec: { version: 1, widgetType: 'table' },
          },
          position: { x: 0, y: 0, width: 6, height: 6 },
        },
      ],
    },
  ],
  ...more,
});

let names = 0;
const make = async (more: object = {}, client = admin) => {
  const display_name = `Dashboard ${(names += 1)}`;
  const serialized_dashboard = JSON.stringify(content());
  return client.post(base, { display_name, warehouse_id, serialized_dashboard, ...more });
};
const pathOf = (body: object): string =>
  `${base}/${String((body as { dashboard_id: string }).dashboard_id)}`;

describe('a dashboard', () => {
  test('comes back with its content, a path and an etag; a list has none of them', async () => {
    const { body } = await make({ display_name: 'Cost' });
    expect(body).toMatchObject({
      dashboard_id: expect.stringMatching(/^[0-9a-f]{32}$/) as unknown,
      path: '/Users/admin@example.com/Cost.lvdash.json',
      lifecycle_state: 'ACTIVE',
      serialized_dashboard: JSON.stringify(content()),
    });
    const { body: listed } = await admin.get(base);
    const [first] = listed['dashboards'] as object[];
    expect(Object.keys(first ?? {}).toSorted()).toEqual([
      'create_time',
      'dashboard_id',
      'display_name',
      'lifecycle_state',
      'warehouse_id',
    ]);
  });

  test('is saved with the etag that was read, and not over what was saved in between', async () => {
    const { body } = await make();
    const path = pathOf(body);
    const change = (display_name: string, etag: unknown) =>
      admin.call('PATCH', path, { display_name, ...(etag === undefined ? {} : { etag }) });
    const saved = await change('Renamed', body['etag']);
    expect(saved.status).toBe(200);
    expect(saved.body['etag']).not.toBe(body['etag']);
    expect((await change('Again', body['etag'])).status).toBe(409);
    expect((await admin.get(path)).body['display_name']).toBe('Renamed');
    expect((await change('Without', undefined)).status).toBe(200);
  });

  test('is published, and unpublished when it is trashed', async () => {
    const { body } = await make();
    const path = pathOf(body);
    expect((await admin.get(`${path}/published`)).status).toBe(404);
    await admin.post(`${path}/published`, { embed_credentials: false });
    expect((await admin.get(`${path}/published`)).body).toMatchObject({
      embed_credentials: false,
      warehouse_id,
      display_name: body['display_name'],
    });
    await admin.call('DELETE', path);
    expect((await admin.get(path)).body['lifecycle_state']).toBe('TRASHED');
    expect((await admin.get(`${path}/published`)).status).toBe(404);
    const ids = async (query: string) =>
      ((await admin.get(`${base}${query}`)).body['dashboards'] as { dashboard_id: string }[]).map(
        (one) => one.dashboard_id,
      );
    expect(await ids('?page_size=1000')).not.toContain(body['dashboard_id']);
    expect(await ids('?page_size=1000&show_trashed=true')).toContain(body['dashboard_id']);
    expect((await admin.call('PATCH', path, { display_name: 'x' })).status).toBe(404);
  });

  test('is there only for those who may read it', async () => {
    const { body } = await make({}, as('analyst'));
    const viewer = as('viewer');
    expect((await viewer.get(pathOf(body))).status).toBe(404);
    await admin.call('PATCH', `/api/2.0/permissions/dashboards/${String(body['dashboard_id'])}`, {
      access_control_list: [{ user_name: 'viewer@example.com', permission_level: 'CAN_READ' }],
    });
    expect((await viewer.get(pathOf(body))).status).toBe(200);
    expect((await viewer.call('PATCH', pathOf(body), { display_name: 'x' })).status).toBe(403);
    expect((await viewer.call('DELETE', pathOf(body))).status).toBe(403);
    expect((await viewer.post(`${pathOf(body)}/published`, {})).status).toBe(403);
  });
});

describe('a dashboard is refused', () => {
  const widget = (more: object, position: object = {}) => ({
    pages: [
      {
        name: 'p1',
        layout: [
          {
            widget: { name: 'w', ...more },
            position: { x: 0, y: 0, width: 1, height: 1, ...position },
          },
        ],
      },
    ],
  });
  test.each([
    ['whose content is no JSON', '{', 400],
    [
      'whose widget reads a dataset that is not there',
      JSON.stringify(
        content(widget({ queries: [{ name: 'q', query: { datasetName: 'absent' } }] })),
      ),
      400,
    ],
    [
      'whose widget is wider than the page',
      JSON.stringify(content(widget({}, { x: 3, width: 4 }))),
      400,
    ],
    [
      'with two datasets of one name',
      JSON.stringify(
        content({
          datasets: [
            { name: 'd1', queryLines: [] },
            { name: 'd1', queryLines: [] },
          ],
        }),
      ),
      400,
    ],
  ])('%s', async (_, serialized_dashboard, status) => {
    expect((await make({ serialized_dashboard })).status).toBe(status);
  });

  test('where its folder has one of that name', async () => {
    await make({ display_name: 'Twice' });
    const { status, body } = await make({ display_name: 'Twice' });
    expect([status, body['error_code']]).toEqual([400, 'RESOURCE_ALREADY_EXISTS']);
  });
});
