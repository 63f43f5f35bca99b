import { describe, expect, test } from 'vitest';
import { trapBench } from './bench.ts';

const event = (id: string, at: string, email: string | null, action: string, status = 200) => ({
  workspace_id: '1',
  event_id: id,
  event_time: `2026-11-${at}`,
  event_date: `2026-11-${at.slice(0, 2)}`,
  service_name: 'accounts',
  action_name: action,
  user_identity: { email, subject_name: null },
  source_ip_address: '10.0.0.1',
  request_params: {},
  response: { status_code: status, error_message: null, result: null },
});
const step = (source: string | null, target: string | null, at = '12T10:00:00Z') => ({
  workspace_id: '1',
  entity_type: 'JOB',
  entity_id: '7',
  source_table_full_name: source,
  target_table_full_name: target,
  created_by: 'x',
  event_time: `2026-11-${at}`,
});
const table = (path: string, extra: Readonly<Record<string, unknown>> = {}) => {
  const [table_catalog, table_schema, table_name] = path.split('.');
  return { table_catalog, table_schema, table_name, table_owner: 'o', ...extra };
};
const scan = (name: string, at: string, stale: boolean, rows = 10) => ({
  event_time: `2026-11-${at}`,
  catalog_name: 'c',
  schema_name: 's',
  table_name: name,
  status: stale ? 'Unhealthy' : 'Healthy',
  freshness: { status: stale ? 'Unhealthy' : 'Healthy', commit_freshness: null },
  completeness: {
    status: 'Healthy',
    total_row_count: null,
    daily_row_count: {
      status: 'Healthy',
      error_code: null,
      last_value: rows,
      min_predicted_value: 5,
      max_predicted_value: 20,
    },
  },
});
const audit = 'system.access.audit';

describe('access', () => {
  test('a login with a token is not counted as a new token', async () => {
    const bench = await trapBench({
      'access.audit': [
        event('1', '12T10:00:00Z', 'a@x', 'tokenLogin'),
        event('2', '12T11:00:00Z', 'a@x', 'generateDbToken'),
      ],
    });
    const [row] = await bench.certified('security/token_creations');
    expect(row?.['tokens']).toBe('1');
    const naive = await bench.naive(
      `select count(*) as n from ${audit} where action_name ilike '%token%'`,
    );
    expect(naive[0]?.['n']).toBe('2');
  });

  test('reading permissions is not counted as a change', async () => {
    const bench = await trapBench({
      'access.audit': [
        event('1', '12T10:00:00Z', 'a@x', 'getPermissions'),
        event('2', '12T11:00:00Z', 'a@x', 'updatePermissions'),
      ],
    });
    expect(await bench.certified('security/permission_changes')).toHaveLength(1);
    const naive = await bench.naive(
      `select 1 from ${audit} where action_name ilike '%permission%'`,
    );
    expect(naive).toHaveLength(2);
  });

  test('rights change by many documented actions, and an administrator is made in three ways', async () => {
    const bench = await trapBench({
      'access.audit': [
        {
          ...event('1', '12T10:00:00Z', 'a@x', 'changeWarehouseAcls'),
          request_params: { resourceId: 'w1' },
        },
        { ...event('2', '12T11:00:00Z', 'a@x', 'putAcl'), request_params: { scope: 'etl' } },
        {
          ...event('3', '12T12:00:00Z', 'a@x', 'setAdmin'),
          request_params: { targetUserName: 'b@x' },
        },
        event('4', '12T13:00:00Z', 'a@x', 'setAccountAdmin'),
        {
          ...event('5', '12T14:00:00Z', 'a@x', 'addPrincipalToGroup'),
          request_params: { targetGroupName: 'Admins' },
        },
        event('6', '12T15:00:00Z', 'a@x', 'getAcl'),
      ],
    });
    const changes = await bench.certified('security/permission_changes');
    expect(changes.map((row) => row['object_name'])).toEqual(['Admins', null, 'b@x', 'etl', 'w1']);
    expect(await bench.certified('unified/change_log')).toHaveLength(5);
    const admins = await bench.certified('security/admin_grants');
    expect(admins.map((row) => row['group_name'])).toEqual(['Admins', 'account admins', 'admins']);
    const naive = await bench.naive(
      `select 1 from ${audit} where action_name in ('updatePermissions', 'changeWarehousePermissions', 'addPrincipalToGroup')`,
    );
    expect(naive).toHaveLength(1);
  });

  test('off hours are evenings and weekends; only users count, not service principals', async () => {
    const robot = '3f6c1a52-7d1e-4c0b-9a67-2f10c5d4e801';
    const bench = await trapBench({
      'access.audit': [
        event('1', '14T12:00:00Z', 'a@x', 'login'),
        event('2', '16T22:00:00Z', 'a@x', 'login'),
        event('3', '16T12:00:00Z', 'a@x', 'login'),
        event('4', '16T22:00:00Z', robot, 'getSecret'),
      ],
    });
    const rows = await bench.certified('security/off_hours_activity');
    expect(rows.map((row) => [row['user_name'], row['off_hours_events']])).toEqual([['a@x', '2']]);
    const naive = await bench.naive(
      `select count(*) as n from ${audit} where hour(event_time) not between 7 and 18`,
    );
    const found = await bench.naive(
      `select count(distinct user_identity.email) as n from ${audit} where hour(event_time) not between 7 and 18`,
    );
    expect([naive[0]?.['n'], found[0]?.['n']]).toEqual(['2', '2']);
  });

  test('a copy counts as a read of its source and a write of its target', async () => {
    const bench = await trapBench({ 'access.table_lineage': [step('c.s.a', 'c.s.b')] });
    const rows = await bench.certified('quality/read_write_activity');
    expect(rows.map((row) => [row['table_name'], row['reads'], row['writes']])).toEqual([
      ['c.s.a', '1', '0'],
      ['c.s.b', '0', '1'],
    ]);
    const naive = await bench.naive(
      `select source_table_full_name as t from system.access.table_lineage where target_table_full_name is not null`,
    );
    expect(naive.map((row) => row['t'])).toEqual(['c.s.a']);
  });

  test('the most read table stays when the answer is cut, and so does one without a read', async () => {
    const bench = await trapBench({
      'information_schema.tables': [table('c.s.busy'), table('c.s.calm'), table('c.s.dead')],
      'access.table_lineage': [
        step('c.s.busy', null),
        step('c.s.busy', null, '12T11:00:00Z'),
        step('c.s.calm', null),
      ],
    });
    const rows = await bench.certified('quality/table_reads', { top_n: '1' });
    expect(rows.map((row) => [row['table_name'], row['reads']])).toEqual([
      ['c.s.busy', '2'],
      ['c.s.dead', '0'],
    ]);
    const naive = await bench.naive(
      'select source_table_full_name as t from system.access.table_lineage group by 1 order by count(*) limit 1',
    );
    expect(naive.map((row) => row['t'])).toEqual(['c.s.calm']);
  });

  test('a table without any lineage is inactive', async () => {
    const bench = await trapBench({
      'information_schema.tables': [table('c.s.a'), table('c.s.dead')],
      'access.table_lineage': [step('c.s.a', null)],
    });
    const rows = await bench.certified('quality/inactive_tables');
    expect(rows.map((row) => row['table_name'])).toEqual(['c.s.dead']);
    const naive = await bench.naive(
      `select source_table_full_name from system.access.table_lineage group by 1 having max(event_time) < timestamp '2026-11-01'`,
    );
    expect(naive).toEqual([]);
  });

  test('the layer of a table is its tag, not the prefix of its name', async () => {
    const bench = await trapBench({
      'information_schema.tables': [table('c.s.fact_tests'), table('c.s.revenue')],
      'information_schema.table_tags': [
        {
          catalog_name: 'c',
          schema_name: 's',
          table_name: 'revenue',
          tag_name: 'layer',
          tag_value: 'gold',
        },
      ],
      'data_quality_monitoring.table_results': [
        scan('fact_tests', '17T06:00:00Z', false),
        scan('revenue', '17T06:00:00Z', false),
      ],
    });
    const rows = await bench.certified('quality/gold_completeness');
    expect(rows.map((row) => row['table_name'])).toEqual(['c.s.revenue']);
    const naive = await bench.naive(
      `select table_name from system.information_schema.tables where table_name like 'fact%'`,
    );
    expect(naive.map((row) => row['table_name'])).toEqual(['fact_tests']);
  });

  test('only the newest scan decides whether a table is healthy', async () => {
    const bench = await trapBench({
      'data_quality_monitoring.table_results': [
        scan('a', '15T06:00:00Z', true),
        scan('a', '17T06:00:00Z', false),
      ],
    });
    expect(await bench.certified('quality/stale_tables')).toEqual([]);
    const naive = await bench.naive(
      `select distinct table_name from system.data_quality_monitoring.table_results where status = 'Unhealthy'`,
    );
    expect(naive).toHaveLength(1);
  });

  test('a deleted cluster is left out, although older rows describe it', async () => {
    const cluster = { workspace_id: '1', cluster_id: 'k', cluster_name: 'k', cluster_source: 'UI' };
    const bench = await trapBench({
      'compute.clusters': [
        { ...cluster, change_time: '2026-01-01', auto_termination_minutes: 0 },
        { ...cluster, change_time: '2026-02-01', delete_time: '2026-02-01' },
      ],
    });
    expect(await bench.certified('performance/clusters_never_stopping')).toEqual([]);
    const naive = await bench.naive(
      'select 1 from system.compute.clusters where delete_time is null and auto_termination_minutes = 0',
    );
    expect(naive).toHaveLength(1);
  });

  test('endpoints of the same name in two workspaces are two endpoints', async () => {
    const served = (workspace: string, entity: string) => ({
      workspace_id: workspace,
      served_entity_id: entity,
      endpoint_name: 'assistant',
      change_time: '2026-01-01',
    });
    const call = (workspace: string, entity: string, status: number) => ({
      workspace_id: workspace,
      served_entity_id: entity,
      status_code: status,
      request_time: '2026-11-12T10:00:00Z',
      output_token_count: 1,
    });
    const bench = await trapBench({
      'serving.served_entities': [served('1', 'e1'), served('1', 'e1'), served('2', 'e2')],
      'serving.endpoint_usage': [call('1', 'e1', 500), call('2', 'e2', 200)],
    });
    const rows = await bench.certified('performance/endpoint_errors');
    expect(rows.map((row) => [row['workspace_id'], row['requests'], row['failed']])).toEqual([
      ['1', '1', '1'],
      ['2', '1', '0'],
    ]);
    const naive = await bench.naive(
      'select e.endpoint_name, count(*) as n from system.serving.endpoint_usage u join system.serving.served_entities e on e.served_entity_id = u.served_entity_id group by 1',
    );
    expect(naive.map((row) => row['n'])).toEqual(['3']);
  });
});
