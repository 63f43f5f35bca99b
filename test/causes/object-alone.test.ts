import { describe, expect, it } from 'vitest';
import { at, daily, dateAgo, searchIn } from './tables.ts';
import type { World } from './tables.ts';

const warehouse = (id: string, name: string, workspace: string, spilled: (ago: number) => number) =>
  daily(70, (ago) => ({
    workspace_id: workspace,
    workspace_name: workspace,
    warehouse_id: id,
    warehouse_name: name,
    query_date: dateAgo(ago),
    queries: 400,
    p95_seconds: 8,
    execution_hours: 0.5,
    waiting_hours: 0,
    spilled_gb: spilled(ago),
  }));

const costs = (row: (ago: number) => Record<string, number>) =>
  daily(70, (ago) => ({
    usage_date: dateAgo(ago),
    object_kind: 'job',
    object_id: '7',
    object_name: 'sums_load',
    workspace_id: 'w1',
    list_cost_usd: 20,
    untagged_cost_usd: 0,
    ...row(ago),
  }));

const runs = (failed: (ago: number) => number) =>
  daily(70, (ago) => ({
    workspace_id: 'w1',
    workspace_name: 'main',
    job_id: '7',
    job_name: 'sums_load',
    run_date: dateAgo(ago),
    runs: 20,
    failed_runs: failed(ago),
    mean_minutes: 5,
  }));

describe('what is told of an object that is named', () => {
  const grants: World = {
    'security/actions_by_day': [
      {
        event_date: dateAgo(5),
        user_name: 'ben@x.org',
        source_ip_address: '10.0.0.1',
        action_name: 'setAdmin',
        events: 9,
        refused_events: 0,
        first_at: at(5, 1),
        last_at: at(5, 2),
      },
    ],
  };

  it('is nothing that it is no part of', async () => {
    expect((await searchIn(grants, 'who became administrator, and why?')).text[0]).toContain(
      'ben@x.org',
    );
    const found = await searchIn(grants, 'why were the privileges of sums_load changed?');
    expect(found.text.join(' ')).not.toContain('ben@x.org');
  });

  it('is what left the usual range before what is only asserted', async () => {
    const found = await searchIn(
      {
        'reliability/job_runs_by_day': runs((ago) => (ago <= 3 ? 1 : 0)),
        'cost/object_cost_by_day': costs((ago) => (ago <= 3 ? { list_cost_usd: 300 } : {})),
      },
      'what became of sums_load?',
    );
    expect(found.symptom?.measure).toBe('spend');
  });

  it('is the same trouble in other words', async () => {
    const found = await searchIn(
      {
        'quality/table_state_by_day': daily(70, (ago) => ({
          table_name: 'a.b.sums',
          scan_date: dateAgo(ago),
          scanned_at: at(ago, 22),
          last_commit_at: at(Math.max(ago, 4), 4),
          daily_rows: 10_000,
          least_expected_rows: 9000,
        })),
      },
      'why are there so few records in a.b.sums?',
    );
    expect(found.symptom?.measure).toBe('hours since the last commit');
  });

  it('is what is usual where nothing was changed', async () => {
    const found = await searchIn(
      { 'cost/object_cost_by_day': costs(() => ({})) },
      'what changed before the cost of sums_load rose?',
      { intent: 'whatChanged' },
    );
    expect(found.text[0]).toMatch(/^Spend of `sums_load` was as usual/);
  });
});

describe('a region', () => {
  it('is that of the workspaces with its name', async () => {
    const world = {
      'performance/warehouse_by_day': [
        ...warehouse('h1', 'bi-wide', 'lake-us', (ago) => (ago <= 2 ? 900 : 0)),
        ...warehouse('h2', 'reports', 'lake-eu', (ago) => (ago <= 2 ? 300 : 0)),
      ],
    };
    const { symptom } = await searchIn(world, 'why is there so much spilling in Europe?');
    expect(symptom?.object?.name).toBe('reports');
    const us = await searchIn(world, 'why is there so much spilling in the US?');
    expect(us.symptom?.object?.name).toBe('bi-wide');
  });
});

describe('the share of spend that has a team', () => {
  it('fell where untagged spend rose', async () => {
    const world = {
      'cost/object_cost_by_day': costs((ago) => (ago <= 4 ? { untagged_cost_usd: 20 } : {})),
    };
    for (const question of [
      'why did the share of our spend with a team fall?',
      'why did tag coverage drop this week?',
    ]) {
      const found = await searchIn(world, question);
      expect(found.symptom?.measure).toBe('untagged spend');
    }
  });
});
