import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { domains } from '../../domain/domains.ts';
import { type Bench, createBench } from '../genie-spaces/bench.ts';

let bench: Bench;

beforeAll(async () => {
  bench = await createBench();
}, 60_000);
afterEach(() => bench.trashAll());
afterAll(() => bench.workspace.close());

const unchanged = (out: string): number => out.match(/: unchanged \(/g)?.length ?? 0;
const idsIn = (out: string): Record<string, string> =>
  Object.fromEntries(
    [...out.matchAll(/^(\w+_GENIE_SPACE_ID)=(\w+)$/gm)].map(([, name = '', id = '']) => [name, id]),
  );
const withWarehouse = { DATABRICKS_WAREHOUSE_ID: 'a1b2c3d4e5f60001' };

describe('npm run genie:deploy', () => {
  it('makes a space a domain, prints its settings, and then finds nothing to change', async () => {
    const first = await bench.run('genie-deploy', [], withWarehouse);
    expect([first.code, first.err]).toEqual([0, '']);
    expect(first.out.split('\n')[0]).toBe(`Genie spaces of ${new URL(bench.workspace.url).host}`);
    expect(first.out.match(/: created 01f1/g)).toHaveLength(domains.length);
    const ids = idsIn(first.out);
    expect(Object.keys(ids)).toEqual(domains.map((d) => `${d.toUpperCase()}_GENIE_SPACE_ID`));
    const count = (await bench.requests()).length;
    const found = await bench.run('genie-deploy', []);
    expect([found.code, unchanged(found.out)]).toEqual([0, domains.length]);
    expect(idsIn(found.out)).toEqual(ids);
    const named = await bench.run('genie-deploy', [], ids);
    expect([named.code, unchanged(named.out), idsIn(named.out)]).toEqual([0, domains.length, {}]);
    expect(await bench.writesSince(count)).toEqual([]);
  });

  it('finds nothing to change a week later either', async () => {
    await bench.run('genie-deploy', [], withWarehouse);
    await bench.client.control('PUT', '/clock', { now: '2026-11-25T00:00:00Z' });
    const count = (await bench.requests()).length;
    const later = await bench.run('genie-deploy', []);
    expect([later.code, unchanged(later.out)]).toEqual([0, domains.length]);
    expect(await bench.writesSince(count)).toEqual([]);
  }, 60_000);

  it('only shows with --dry-run what it would do', async () => {
    const count = (await bench.requests()).length;
    const dry = await bench.run('genie-deploy', ['--dry-run'], withWarehouse);
    expect([dry.code, dry.err]).toEqual([0, '']);
    expect(dry.out).toMatch(/^cost: would be created: instructions, \d+ example queries, /m);
    expect(dry.out).not.toContain('For .env');
    expect(await bench.writesSince(count)).toEqual([]);
  });

  it('works on the named domains only', async () => {
    const { out } = await bench.run('genie-deploy', ['--domains', 'quality,cost'], withWarehouse);
    expect(Object.keys(idsIn(out))).toEqual(['COST_GENIE_SPACE_ID', 'QUALITY_GENIE_SPACE_ID']);
  });

  it('takes the workspace of the stack that runs here, and says so', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'genie-deploy-'));
    const { url, token } = bench.workspace;
    const nobody = { pid: null };
    const stack = {
      api: nobody,
      worker: nobody,
      temporal: { address: '127.0.0.1:1', pid: null },
      postgres: { url: 'postgres://127.0.0.1:1/none', pid: null },
      workspace: { url, pid: process.pid, token },
    };
    writeFileSync(join(dir, 'stack.json'), JSON.stringify(stack));
    const local = { DATABRICKS_HOST: '', DATABRICKS_TOKEN: 'of a real one', LOCAL_DIR: dir };
    const { code, out } = await bench.run('genie-deploy', ['--domains', 'cost'], local);
    expect([code, out.split('\n')[0]]).toEqual([
      0,
      `Genie spaces of ${new URL(url).host}, the local workspace of ${dir}`,
    ]);
    const none = await bench.run('genie-deploy', [], { ...local, LOCAL_DIR: join(dir, 'none') });
    expect([none.code, none.out]).toEqual([1, '']);
    expect(none.err).toMatch(/^DATABRICKS_HOST is not set and no stack runs in .*\n$/);
  });
});

describe('npm run genie:deploy says in one message', () => {
  it('how it is used', async () => {
    const { code, out, err } = await bench.run('genie-deploy', ['--frob'], withWarehouse);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/^Unknown option '--frob'\n\nnpm run genie:deploy -- /);
    expect(err).not.toMatch(/^\s+at /m);
  });

  it('that a new space needs a warehouse, and which there are', async () => {
    const count = (await bench.requests()).length;
    const { code, out, err } = await bench.run('genie-deploy', []);
    expect([code, err]).toEqual([1, '']);
    expect(out.trim().split('\n').slice(1)).toEqual([
      'Nothing was written:',
      expect.stringMatching(
        /^ {2}DATABRICKS_WAREHOUSE_ID is not set, .*: a1b2c3d4e5f60001 \(prod-serving\), /,
      ),
    ]);
    expect(await bench.writesSince(count)).toEqual([]);
  });

  it('that its token is not known', async () => {
    const { code, err } = await bench.run('genie-deploy', [], { DATABRICKS_TOKEN: 'wrong' });
    expect([code, err.trim().split('\n')]).toEqual([
      1,
      [expect.stringMatching(/refused our token/)],
    ]);
  });
});
