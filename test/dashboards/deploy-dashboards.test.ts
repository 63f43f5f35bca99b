import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createAuthenticate } from '../../adapters/databricks/auth.ts';
import { createDashboards } from '../../adapters/databricks/dashboards.ts';
import { createGenieSpaces } from '../../adapters/databricks/genie-spaces.ts';
import { createHttp } from '../../adapters/databricks/http.ts';
import { createInspector } from '../../adapters/databricks/inspector.ts';
import type { DashboardContent } from '../../dashboards/content.ts';
import { deployDashboards } from '../../dashboards/deploy-dashboards.ts';
import { isOurs } from '../../dashboards/wanted-dashboard.ts';
import { type Domain, forEachDomain } from '../../domain/domains.ts';
import type { DeployArguments } from '../../genie-spaces/deploy-spaces.ts';
import { loadDashboards } from '../../sql/dashboards.ts';
import {
  type Bench,
  catalogue,
  changedCatalogue,
  createBench,
  warehouseId,
} from '../genie-spaces/bench.ts';
import type { Json } from '../local/workspace/client.ts';

const base = '/api/2.0/lakeview/dashboards';
const files = loadDashboards(catalogue);
const only = { domains: ['reliability'] } as const;

let bench: Bench;

beforeAll(async () => {
  bench = await createBench();
  await bench.workspace.ready;
}, 60_000);
afterEach(async () => {
  for (const { dashboard_id } of await listed())
    await bench.client.call('DELETE', `${base}/${dashboard_id}`);
});
afterAll(() => bench.workspace.close());

const listed = async () =>
  (await bench.client.get(`${base}?page_size=100`)).body['dashboards'] as {
    readonly dashboard_id: string;
    readonly display_name: string;
  }[];

type Given = Partial<DeployArguments> & {
  readonly questions?: typeof catalogue;
  readonly written?: typeof files;
  readonly configured?: Partial<Record<Domain, string>>;
  readonly inBetween?: () => Promise<unknown>;
};

async function deploy({ questions, written, configured, inBetween, ...args }: Given = {}) {
  const { url: host, token } = bench.workspace;
  const rest = { clientId: null, clientSecret: null, profile: null };
  const http = createHttp(host, createAuthenticate({ host, token, ...rest }));
  const dashboards = createDashboards(http);
  const lines: string[] = [];
  const isDone = await deployDashboards({
    workspace: {
      dashboards: {
        ...dashboards,
        update: async (id, change) => {
          await inBetween?.();
          return dashboards.update(id, change);
        },
      },
      spaces: createGenieSpaces(http),
      run: (id, sql) => createInspector(http).run(id, sql, AbortSignal.timeout(10_000)),
      name: 'the bench',
      isLocal: false,
    },
    databricks: {
      dashboards: { ...forEachDomain(() => null), ...configured },
      warehouseId,
    },
    catalogue: questions ?? catalogue,
    files: written ?? files,
    args: { ...only, dryRun: false, adopt: false, force: false, ...args },
    say: (line) => lines.push(...line.split('\n')),
  });
  return { isDone, lines, text: lines.join('\n') };
}

const idOf = async (): Promise<string> => (await listed())[0]?.dashboard_id ?? '';
const read = async (id: string) => {
  const { body } = await bench.client.get(`${base}/${id}`);
  return JSON.parse(String(body['serialized_dashboard'])) as DashboardContent;
};
const save = async (id: string, edit: (content: DashboardContent) => object, more: Json = {}) => {
  const serialized_dashboard = JSON.stringify(edit(await read(id)));
  const reply = await bench.client.call('PATCH', `${base}/${id}`, {
    serialized_dashboard,
    ...more,
  });
  if (reply.status !== 200) throw new Error(JSON.stringify(reply.body));
};
const isPublished = async (id: string) =>
  (await bench.client.get(`${base}/${id}/published`)).status === 200;

/** A dashboard with the owner's things beside ours, and a tile of ours moved. */
const furnish = ({ datasets, pages, ...rest }: DashboardContent): DashboardContent => ({
  ...rest,
  uiSettings: { theme: 'dark' },
  datasets: [...datasets, { name: 'mine', displayName: 'Mine', queryLines: ['select 1 as one'] }],
  pages: [
    ...pages.map((page) => ({
      ...page,
      layout: [
        ...page.layout.map((item, n) =>
          n === 0 ? { ...item, position: { ...item.position, y: 40 } } : item,
        ),
        { widget: { name: 'note' }, position: { x: 0, y: 60, width: 2, height: 2 } },
      ],
    })),
    { name: 'own page', displayName: 'Mine', layout: [] },
  ],
});

describe('a deployment of dashboards', () => {
  it('makes one a domain, published, whose statements all run', async () => {
    const { isDone, text } = await deploy({ domains: ['cost', 'security', 'quality', 'unified'] });
    expect([isDone, text.match(/created and published/g)?.length]).toEqual([true, 4]);
    expect(text).toMatch(/DASHBOARDS="cost=\w{32};security=\w{32};/);
    for (const { dashboard_id } of await listed()) {
      expect(await isPublished(dashboard_id)).toBe(true);
      for (const dataset of (await read(dashboard_id)).datasets) {
        const statement = (dataset['queryLines'] as string[]).join('');
        const { body } = await bench.client.post('/api/2.0/sql/statements', {
          statement,
          warehouse_id: warehouseId,
        });
        expect([dataset.displayName, (body['status'] as Json)['state']]).toEqual([
          dataset.displayName,
          'SUCCEEDED',
        ]);
      }
    }
  }, 60_000);

  it('writes nothing the second time, also when it is found by its id and an owner was there', async () => {
    await deploy();
    const id = await idOf();
    await save(id, furnish, { display_name: 'Jobs' });
    const count = (await bench.requests()).length;
    const { lines, isDone } = await deploy({ configured: { reliability: id } });
    expect([lines[1], isDone, lines.length]).toEqual([`reliability: unchanged (${id})`, true, 2]);
    expect(await bench.writesSince(count)).toEqual([]);
  });

  it("changes what was changed in a file, and nothing of the owner's", async () => {
    await deploy();
    const id = await idOf();
    await save(id, furnish);
    const before = await read(id);
    const { text } = await deploy({ questions: changedCatalogue });
    expect(text).toContain(`reliability: ${id} changed and published: 1 dataset changed\n`);
    const after = await read(id);
    expect({ ...after, datasets: [] }).toEqual({ ...before, datasets: [] });
    const others = ({ datasets }: DashboardContent) => datasets.filter((one) => !isOurs(one.name));
    expect(others(after)).toEqual(others(before));
    expect(after.datasets.map((one) => one.displayName)).toContain(
      'Which jobs broke, and how often?',
    );
  });

  it('changes a tile of ours where somebody moved it to', async () => {
    await deploy();
    const id = await idOf();
    await save(id, furnish);
    const rows = files.reliability.rows.map((row) =>
      row.map((tile) => ({ ...tile, title: `${tile.title} now` })),
    );
    const { text } = await deploy({
      written: { ...files, reliability: { ...files.reliability, rows } },
    });
    expect(text).toContain('4 tiles changed\n  ~ tile: Failed runs per day now');
    const [page] = (await read(id)).pages;
    expect(page?.layout[0]?.position.y).toBe(40);
    expect(page?.layout.at(-1)?.widget.name).toBe('note');
  });

  it('takes away what has gone from a file', async () => {
    await deploy();
    const questions = {
      ...catalogue,
      questions: catalogue.questions.filter((one) => one.id !== 'reliability/failing_jobs'),
    };
    const { text } = await deploy({ questions });
    expect(text).toContain('1 dataset removed, 1 tile removed');
    expect((await read(await idOf())).datasets).toHaveLength(3);
  });

  it('only shows with a dry run what it would do', async () => {
    const count = (await bench.requests()).length;
    const { text, isDone } = await deploy({ dryRun: true });
    expect([isDone, text]).toEqual([
      true,
      expect.stringContaining('would be created: 1 page, 4 datasets, 4 tiles'),
    ]);
    expect(await bench.writesSince(count)).toEqual([]);
  });

  it('writes nothing over what somebody saved in between, unless it is forced to', async () => {
    await deploy();
    const id = await idOf();
    const inBetween = () => save(id, furnish);
    const refused = await deploy({ questions: changedCatalogue, inBetween });
    expect([refused.isDone, refused.text]).toEqual([
      false,
      expect.stringContaining('was saved by somebody else'),
    ]);
    expect((await read(id)).datasets.map((one) => one.name)).toContain('mine');
    let isFirst = true;
    const once = async () => {
      if (isFirst) await save(id, (content) => ({ ...content, note: 'later' }));
      isFirst = false;
    };
    const forced = await deploy({ questions: changedCatalogue, inBetween: once, force: true });
    expect(forced.isDone).toBe(true);
    expect(await read(id)).toMatchObject({ note: 'later', uiSettings: { theme: 'dark' } });
  });

  it('leaves alone what is not ours: of that title, of another domain, in the trash', async () => {
    const own = {
      display_name: 'Health Monitor: reliability',
      serialized_dashboard: '{"pages":[]}',
    };
    const { body } = await bench.client.post(base, own);
    const id = String(body['dashboard_id']);
    const count = (await bench.requests()).length;
    expect((await deploy()).text).toContain('is not ours');
    expect((await deploy({ configured: { reliability: '0'.repeat(32) } })).isDone).toBe(false);
    expect(await bench.writesSince(count)).toEqual([]);
    expect((await deploy({ adopt: true })).isDone).toBe(true);
    const other = { domains: ['cost'], configured: { cost: id } } as const;
    expect((await deploy({ ...other, adopt: true })).text).toContain('is that of reliability');
    await bench.client.call('DELETE', `${base}/${id}`);
    expect((await deploy({ configured: { reliability: id } })).text).toContain('is in the trash');
  });
});

describe('npm run dashboards:deploy', () => {
  it('is the same from outside: it creates, and then finds nothing to change', async () => {
    const env = { DATABRICKS_WAREHOUSE_ID: warehouseId };
    const first = await bench.run('dashboards-deploy', ['--domains', 'cost'], env);
    expect([first.code, first.err]).toEqual([0, '']);
    const [, ids = ''] = /DASHBOARDS="(.*)"/.exec(first.out) ?? [];
    const again = await bench.run('dashboards-deploy', ['--domains', 'cost'], {
      ...env,
      DASHBOARDS: ids,
    });
    expect([again.code, again.out.includes('cost: unchanged (')]).toEqual([0, true]);
  }, 60_000);
});
