import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createAuthenticate } from '../../../adapters/databricks/auth.ts';
import { createDashboards } from '../../../adapters/databricks/dashboards.ts';
import { createDashboardFinder } from '../../../adapters/databricks/find-dashboards.ts';
import { createHttp } from '../../../adapters/databricks/http.ts';
import type { DashboardShelf } from '../../../domain/dashboards.ts';
import { type Domain, forEachDomain } from '../../../domain/domains.ts';
import { createWorkspace, type Workspace } from '../../../local/workspace/workspace.ts';
import { loadCatalogue } from '../../../sql/catalogue.ts';
import { loadDashboards } from '../../../sql/dashboards.ts';
import { sharedCache } from '../../local/data/cache.ts';
import { createClient } from '../../local/workspace/client.ts';

type Shelf = Pick<DashboardShelf, 'read'>;

const nowMs = Date.parse('2026-11-18T00:00:00Z');
const base = '/api/2.0/lakeview/dashboards';
const signal = new AbortController().signal;
const files = loadDashboards(loadCatalogue());
const words = forEachDomain((domain) => files[domain].asks);

let workspace: Workspace;
let admin: ReturnType<typeof createClient>;
beforeAll(async () => {
  workspace = await createWorkspace({ cacheDir: await sharedCache(), nowMs, days: 3 });
  admin = createClient(workspace);
}, 60_000);
afterEach(async () => {
  const { body } = await admin.get(`${base}?page_size=100`);
  for (const one of body['dashboards'] as { dashboard_id: string }[])
    await admin.call('DELETE', `${base}/${one.dashboard_id}`);
});
afterAll(() => workspace.close());

async function made(display_name: string, publish = true): Promise<string> {
  const { body } = await admin.post(base, { display_name });
  const id = String(body['dashboard_id']);
  if (publish) await admin.post(`${base}/${id}/published`, {});
  return id;
}

/** Nothing was listed by a schedule. */
const neverListed: Shelf = { read: async () => null };

function dashboardsAs(name?: string) {
  const { url: host, token } = workspace;
  const own = name === undefined ? token : `${token}-${name}`;
  const rest = { clientId: null, clientSecret: null, profile: null };
  const http = createHttp(host, createAuthenticate({ host, token: own, ...rest }));
  return { host, http, dashboards: createDashboards(http) };
}

function finder(
  name?: string,
  configured: Partial<Record<Domain, string>> = {},
  shelf: Shelf = neverListed,
) {
  const ids = { ...forEachDomain(() => null), ...configured };
  return createDashboardFinder({ ...dashboardsAs(name), shelf, words, configured: ids });
}

const tag = async (id: string, key: string, value?: string) => {
  const { status } = await admin.post(`/api/2.0/entity-tag-assignments/dashboards/${id}/tags`, {
    tag_key: key,
    tag_value: value,
  });
  expect(status).toBe(200);
};

/** What a run of the schedule would have stored now, or some time ago. */
async function listed(agoMs = 0): Promise<Shelf> {
  const { dashboards } = dashboardsAs();
  const all = (await dashboards.list()).map(async ({ dashboardId, title }) => ({
    dashboardId,
    title,
    tags: await dashboards.tagsOf(dashboardId),
  }));
  const found = { dashboards: await Promise.all(all), atMs: Date.now() - agoMs };
  return { read: async () => found };
}
const titles = async (question: string, asked: readonly Domain[] = [], with_ = finder()) =>
  (await with_.find(question, asked, signal)).map(({ title }) => title);

describe('a dashboard', () => {
  it('of an asked domain is found by its title, with the link that readers can open', async () => {
    const id = await made('Health Monitor: cost');
    await made('Health Monitor: security');
    expect(await finder().find('Is there a dashboard for our spend?', ['cost'], signal)).toEqual([
      {
        title: 'Health Monitor: cost',
        url: `${workspace.url}/dashboardsv3/${id}/published?o=4010000000000001`,
        reason: 'It is the dashboard of cost, for spend.',
      },
    ]);
  });

  it('is found by the setting, whatever it is called', async () => {
    const id = await made('Money');
    expect(await titles('A dashboard, please', ['cost'], finder(undefined, { cost: id }))).toEqual([
      'Money',
    ]);
    expect(await titles('A dashboard, please', ['cost'])).toEqual([]);
  });

  it('of others is found by words of its title, behind that of the domain', async () => {
    await made('Warehouse queues in Europe');
    await made('Health Monitor: performance');
    await made('Marketing');
    expect(await titles('Where is the board about warehouse queues?', ['performance'])).toEqual([
      'Health Monitor: performance',
      'Warehouse queues in Europe',
    ]);
  });

  it('is found by its tag: that of a domain, or words of the question', async () => {
    const money = await made('Money');
    await tag(money, 'domain', 'Cost');
    const gpus = await made('Accelerators');
    await tag(gpus, 'topic', 'gpu clusters');
    await made('Marketing');
    const shelf = await listed();
    const one = finder(undefined, {}, shelf);
    expect(await one.find('Is there a board for our GPU spend?', ['cost'], signal)).toMatchObject([
      { title: 'Money', reason: 'It is the dashboard of cost, for spend.' },
      { title: 'Accelerators', reason: 'It is tagged topic:gpu clusters.' },
    ]);
    // Before the first run of the schedule it has titles only.
    expect(await titles('Is there a board for our GPU spend?', ['cost'])).toEqual([]);
  });

  it('that was made since the schedule listed is found too', async () => {
    await made('Marketing');
    const shelf = await listed();
    await made('Health Monitor: cost');
    expect(await titles('dashboard', ['cost'], finder(undefined, {}, shelf))).toEqual([
      'Health Monitor: cost',
    ]);
  });

  it('that the schedule listed too long ago is listed anew', async () => {
    const shelf = await listed(2 * 3_600_000);
    await made('Health Monitor: cost');
    expect(await titles('dashboard', ['cost'], finder(undefined, {}, shelf))).toEqual([
      'Health Monitor: cost',
    ]);
    expect(await titles('dashboard', ['cost'], finder(undefined, {}, await listed()))).toEqual([
      'Health Monitor: cost',
    ]);
  });

  it('has no tags where it cannot be read any more', async () => {
    expect(await dashboardsAs().dashboards.tagsOf('f'.repeat(32))).toEqual([]);
  });

  it.each([
    [
      'was deleted since the list was read',
      async (id: string) => admin.call('DELETE', `${base}/${id}`),
    ],
    [
      'is not published any more',
      async (id: string) => admin.call('DELETE', `${base}/${id}/published`),
    ],
  ])('that %s is not linked to', async (_, undo) => {
    const id = await made('Health Monitor: cost');
    const one = finder();
    expect(await titles('dashboard', ['cost'], one)).toEqual(['Health Monitor: cost']);
    await undo(id);
    expect(await titles('dashboard', ['cost'], one)).toEqual([]);
  });

  it('that is hidden from us is not linked to, also where the setting names it', async () => {
    const id = await made('Health Monitor: cost');
    expect(await titles('dashboard', ['cost'], finder('viewer'))).toEqual([]);
    expect(await titles('dashboard', ['cost'], finder('viewer', { cost: id }))).toEqual([]);
  });

  it('costs one list for several questions', async () => {
    await made('Health Monitor: cost');
    const one = finder();
    const lists = async () =>
      (
        (await admin.control('GET', '/requests')).body['requests'] as {
          method: string;
          path: string;
        }[]
      ).filter(({ method, path }) => method === 'GET' && path === base).length;
    const before = await lists();
    await titles('dashboard', ['cost'], one);
    await titles('dashboard', ['cost'], one);
    expect((await lists()) - before).toBe(1);
  });
});
