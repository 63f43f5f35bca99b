import { describe, expect, test } from 'vitest';
import { trapBench } from './bench.ts';
import { job, price, slice, use } from './rows.ts';

const at = '2026-11-17T12:00:00Z';
const window = { from_date: '2026-11-11', to_date: '2026-11-18' };
const prices = { 'billing.list_prices': [price('S', '1')] };
const pipeline = {
  metadata: { cluster_id: 'k', dlt_pipeline_id: 'p', dlt_update_id: 'u' },
  product: 'DLT',
};
const owned = (quantity: string, identity: Readonly<Record<string, string>>) => ({
  ...use(at, quantity),
  identity_metadata: identity,
});

describe('attribution', () => {
  test('the cluster of a pipeline is the pipeline, not an object of its own', async () => {
    const bench = await trapBench({
      ...prices,
      'lakeflow.pipelines': [
        { workspace_id: '1', pipeline_id: 'p', name: 'sales', change_time: '2026-01-01' },
      ],
      'billing.usage': [use(at, '7', pipeline), use(at, '2', { metadata: { cluster_id: 'k2' } })],
    });
    const rows = await bench.certified('cost/spend_drivers', window);
    expect(rows.map((row) => [row['object_kind'], row['object_id'], row['object_name']])).toEqual([
      ['pipeline', 'p', 'sales'],
      ['cluster', 'k2', null],
    ]);
    const untagged = await bench.certified('cost/untagged_spend', window);
    expect(untagged.map((row) => [row['object_kind'], row['object_id']])).toEqual([
      ['pipeline', 'p'],
      ['cluster', 'k2'],
    ]);
    const naive = await bench.naive(
      'select coalesce(usage_metadata.cluster_id, usage_metadata.dlt_pipeline_id) as id from system.billing.usage order by 1',
    );
    expect(naive.map((row) => row['id'])).toEqual(['k', 'k2']);
  });

  test('usage of a warehouse is its owner’s, and that of an app its maker’s', async () => {
    const bench = await trapBench({
      ...prices,
      'billing.usage': [
        owned('8', { owned_by: 'warehouse-owner@example.com' }),
        owned('4', { run_as: 'runner', created_by: 'maker@example.com' }),
        owned('2', { created_by: 'maker@example.com' }),
        owned('1', {}),
      ],
    });
    const rows = await bench.certified('cost/spend_by_owner', window);
    expect(rows.map((row) => [row['owner'], Number(row['list_cost_usd'])])).toEqual([
      ['warehouse-owner@example.com', 8],
      ['runner', 4],
      ['maker@example.com', 2],
      [null, 1],
    ]);
    const naive = await bench.naive(
      'select sum(usage_quantity) as usd from system.billing.usage where identity_metadata.run_as is null',
    );
    expect(Number(naive[0]?.['usd'])).toBe(11);
  });

  test('a run on shared compute has an unknown cost, not none', async () => {
    const bench = await trapBench({
      ...prices,
      'lakeflow.jobs': [job('1', '7', 'alone'), job('1', '8', 'shared')],
      'lakeflow.job_run_timeline': [
        slice('a', '17T10:00:00Z', '17T11:00:00Z', 'FAILED', { id: '7' }),
        slice('b', '17T10:00:00Z', '17T11:00:00Z', 'FAILED', { id: '8' }),
      ],
      'billing.usage': [
        use(at, '5', { metadata: { job_id: '7', job_run_id: 'a' } }),
        use(at, '50', { metadata: { cluster_id: 'k' }, product: 'ALL_PURPOSE' }),
      ],
    });
    const failed = await bench.certified('reliability/failed_run_costs');
    expect(failed.map((row) => [row['job_name'], row['failed_cost_usd']])).toEqual([
      ['alone', '5.000000'],
      ['shared', null],
    ]);
    expect(failed.map((row) => Number(row['runs_without_cost']))).toEqual([0, 1]);
    const both = await bench.certified('unified/expensive_and_failing');
    expect(both.map((row) => row['list_cost_usd'])).toEqual(['5.000000', null]);
    const [teams] = await bench.certified('unified/team_scorecard');
    expect([Number(teams?.['jobs']), Number(teams?.['jobs_without_cost'])]).toEqual([2, 1]);
    const naive = await bench.naive(
      `select r.job_id, coalesce(sum(u.usage_quantity), 0) as usd from system.lakeflow.job_run_timeline r left join system.billing.usage u on u.usage_metadata.job_run_id = r.run_id group by 1 order by 1`,
    );
    expect(naive.map((row) => Number(row['usd']))).toEqual([5, 0]);
  });

  test('spend of a workspace that is not listed is in the overview', async () => {
    const bench = await trapBench({
      ...prices,
      'access.workspaces_latest': [{ workspace_id: '1', workspace_name: 'one' }],
      'billing.usage': [use(at, '1'), use(at, '9', { workspace: 'gone' })],
    });
    const rows = await bench.certified('unified/platform_overview');
    expect(rows.map((row) => [row['workspace_id'], Number(row['list_cost_usd'])])).toEqual([
      ['gone', 9],
      ['1', 1],
    ]);
    const naive = await bench.naive(
      'select sum(u.usage_quantity) as usd from system.access.workspaces_latest w join system.billing.usage u on u.workspace_id = w.workspace_id',
    );
    expect(Number(naive[0]?.['usd'])).toBe(1);
  });
});
