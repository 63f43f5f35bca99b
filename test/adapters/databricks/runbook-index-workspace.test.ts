import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAuthenticate } from '../../../adapters/databricks/auth.ts';
import { createHttp } from '../../../adapters/databricks/http.ts';
import { createRunbookIndex, storeInIndex } from '../../../adapters/databricks/runbook-index.ts';
import { readRunbooks } from '../../../adapters/read-runbooks.ts';
import type { Runbook, RunbookSearch } from '../../../domain/tools.ts';
import { createWorkspace, type Workspace } from '../../../local/workspace/workspace.ts';
import { sharedCache } from '../../local/data/cache.ts';
import { createClient } from '../../local/workspace/client.ts';

const nowMs = Date.parse('2026-11-18T00:00:00Z');
const base = '/api/2.0/vector-search';
const name = 'main.ops.runbooks';
const all = readRunbooks();
const none: RunbookSearch = { find: async () => [] };
const signal = AbortSignal.timeout(60_000);

let workspace: Workspace;
beforeAll(async () => {
  workspace = await createWorkspace({ cacheDir: await sharedCache(), nowMs, days: 3 });
  const admin = createClient(workspace);
  await admin.post(`${base}/endpoints`, { name: 'ops', endpoint_type: 'STANDARD' });
  // As the documentation of the setting says.
  const columns = { id: 'string', domain: 'string', text: 'string', body: 'string' };
  await admin.post(`${base}/indexes`, {
    name,
    endpoint_name: 'ops',
    primary_key: 'id',
    index_type: 'DIRECT_ACCESS',
    direct_access_index_spec: {
      schema_json: JSON.stringify(columns),
      embedding_source_columns: [{ name: 'text' }],
    },
  });
  await storeInIndex(name, ownHttp(), all);
}, 60_000);
afterAll(() => workspace.close());

/** The adapter's own way to the workspace. */
function ownHttp() {
  const { url: host, token } = workspace;
  const rest = { clientId: null, clientSecret: null, profile: null };
  return createHttp(host, createAuthenticate({ host, token, ...rest }));
}

const find = (text: string, domains: Runbook['domain'][] = []) =>
  createRunbookIndex(name, ownHttp(), none).find({ text, domains, causes: [] }, signal);

describe('an index of runbooks in a workspace', () => {
  it('has every runbook, each found whole by its own title', async () => {
    const found = await Promise.all(
      all.map(async (one) => [one.id, await find(one.title)] as const),
    );
    expect(all.length).toBeGreaterThan(20);
    // How well a text fits is the workspace's own: this one counts words, and a long text for less.
    const missed = found.flatMap(([id, [best]]) => (best?.id === id ? [] : [[id, best?.id]]));
    expect(missed.length, JSON.stringify(missed)).toBeLessThanOrEqual(2);
    expect(found[0]?.[1][0]).toEqual(all[0]);
  });

  it('is searched in the domains of the question only', async () => {
    const [one] = all;
    if (one === undefined) throw new Error('there is no runbook');
    const [text = ''] = one.symptoms;
    const others = ['cost', 'security', 'quality'] as const;
    const elsewhere = await find(
      text,
      others.filter((domain) => domain !== one.domain),
    );
    expect(elsewhere.map(({ id }) => id)).not.toContain(one.id);
    expect((await find(text, [one.domain]))[0]?.id).toBe(one.id);
  });

  it('has nothing for what no runbook is about', async () => {
    expect(await find('bake a cake for the birthday')).toEqual([]);
  });

  it('takes a runbook again in its place', async () => {
    await storeInIndex(name, ownHttp(), all.slice(0, 1));
    const index = await createClient(workspace).get(`${base}/indexes/${name}`);
    expect(index.body).toMatchObject({ status: { ready: true, indexed_row_count: all.length } });
  });

  it('that is not there is a failure that names it', async () => {
    const elsewhere = createRunbookIndex('main.ops.nothing', ownHttp(), none);
    const asked = { text: 'a job fails', domains: [], causes: [] };
    await expect(elsewhere.find(asked, signal)).rejects.toMatchObject({
      details: { upstreamStatus: 404 },
      message: expect.stringContaining('main.ops.nothing') as string,
    });
  });
});
