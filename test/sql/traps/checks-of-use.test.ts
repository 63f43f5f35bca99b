import { beforeAll, describe, expect, test } from 'vitest';
import { type CheckBench, checkBench } from './check-bench.ts';

let bench: CheckBench;
beforeAll(async () => {
  bench = await checkBench();
});

describe('load by day', () => {
  const history = 'system.query.history';
  test('P95 is of what ran and was not cached, on one warehouse of one workspace', async () => {
    const columns =
      'query_date workspace_id warehouse_name queries failed_queries p95_seconds read_gb spilled_gb users';
    expect(await bench.certified('performance/warehouse_by_day', columns)).toEqual([
      ['2026-11-13', 1, 'reports', 1, 0, null, 1, 0, 1],
      ['2026-11-12', 1, 'reports', 4, 1, 29, 3, 2, 2],
      ['2026-11-12', 2, null, 1, 0, 70, 1, 0, 1],
    ]);
    expect(
      await bench.naive(
        `select compute.warehouse_id as id, percentile(total_duration_ms, 0.95) / 1000 as p95 from ${history} where compute.warehouse_id is not null group by 1`,
      ),
    ).toEqual([['w', 692.5]]);
  });

  test('a user is told apart by warehouse and workspace', async () => {
    const columns = 'query_date workspace_id executed_by queries read_gb first_at last_at';
    expect(await bench.certified('performance/user_queries_by_day', columns)).toEqual([
      ['2026-11-13', 1, 'a@x', 1, 1, '2026-11-13T00:00:00.000Z', '2026-11-13T00:00:00.000Z'],
      ['2026-11-12', 1, 'a@x', 3, 2, '2026-11-12T10:00:00.000Z', '2026-11-12T13:00:00.000Z'],
      ['2026-11-12', 1, 'b@x', 1, 1, '2026-11-12T11:00:00.000Z', '2026-11-12T11:00:00.000Z'],
      ['2026-11-12', 2, 'a@x', 1, 1, '2026-11-12T15:00:00.000Z', '2026-11-12T15:00:00.000Z'],
    ]);
    expect(
      await bench.naive(
        `select executed_by, count(*) as queries from ${history} group by 1 order by 1`,
      ),
    ).toEqual([
      ['a@x', 6],
      ['b@x', 1],
    ]);
  });

  test('a request is counted once however often its endpoint was described', async () => {
    const columns = 'request_date endpoint_name requests throttled failed';
    expect(await bench.certified('performance/endpoint_by_day', columns)).toEqual([
      ['2026-11-13', 'chat', 1, 0, 0],
      ['2026-11-12', 'chat', 3, 1, 1],
    ]);
    expect(
      await bench.naive(
        `select count(*) as requests, count_if(r.status_code >= 400) as failed from system.serving.endpoint_usage r join system.serving.served_entities e on e.served_entity_id = r.served_entity_id`,
      ),
    ).toEqual([[8, 4]]);
  });

  test('the load of a cluster is weighed by time, and a night has two ends', async () => {
    const columns = 'usage_date cluster_name cpu_percent';
    expect(await bench.certified('performance/cluster_by_day', columns)).toEqual([
      ['2026-11-13', 'ETL', 50],
      ['2026-11-12', 'ETL', 12.6],
    ]);
    const hours = await bench.certified('performance/cluster_by_day', 'node_hours night_hours');
    expect(hours.flat().map((value) => Math.round(Number(value) * 60))).toEqual([10, 5, 125, 65]);
    expect(
      await bench.naive(
        `select round(avg(cpu_user_percent), 1) as cpu, count_if(hour(start_time) >= 22) as night from system.compute.node_timeline where start_time < '2026-11-13'`,
      ),
    ).toEqual([[31.7, 2]]);
  });

  test('a cluster changes when it begins to scale and when it is deleted, not when it is renamed', async () => {
    const columns =
      'changed_at cluster_name old_workers new_workers old_max_workers new_max_workers old_auto_stop_minutes new_auto_stop_minutes owned_by is_deleted';
    expect(await bench.certified('performance/cluster_changes', columns)).toEqual([
      ['2026-11-12T10:00:00.000Z', 'ETL', null, null, 40, 40, 60, 60, null, 'true'],
      ['2026-11-12T09:10:00.000Z', 'ETL', null, null, 40, 40, null, 60, null, 'false'],
      ['2026-11-12T08:00:00.000Z', 'etl', 4, null, null, 40, null, null, 'o@x', 'false'],
    ]);
    expect(
      await bench.naive(
        `select cluster_id from (select c.*, lag(worker_count) over (partition by cluster_id order by change_time) as old from system.compute.clusters c) where old <> worker_count or delete_time is not null order by 1`,
      ),
    ).toEqual([['j'], ['k']]);
  });
});

describe('state and acts by day', () => {
  const audit = 'system.access.audit';
  test('a table is as its last scan of the day found it', async () => {
    const columns =
      'scan_date scanned_at freshness_status completeness_status daily_rows least_expected_rows last_commit_at';
    const commit = '2026-11-11T05:00:00.000Z';
    expect(await bench.certified('quality/table_state_by_day', columns)).toEqual([
      ['2026-11-13', '2026-11-13T06:00:00.000Z', 'Unknown', 'Unknown', null, 90, commit],
      ['2026-11-12', '2026-11-12T18:00:00.000Z', 'Healthy', 'Healthy', 100, 90, commit],
    ]);
    expect(
      await bench.naive(
        `select count(*) as unhealthy from system.data_quality_monitoring.table_results where status <> 'Healthy'`,
      ),
    ).toEqual([[2]]);
  });

  test('rare acts are left out, rights and tokens are not', async () => {
    const columns = 'event_date action_name events refused_events objects';
    const acts = await bench.certified('security/actions_by_day', columns);
    expect(acts).toEqual([
      ['2026-11-12', 'addPrincipalToGroup', 1, 0, 1],
      ['2026-11-12', 'generateDbToken', 1, 0, 0],
      ['2026-11-12', 'login', 3, 3, 0],
      ['2026-11-12', 'getTable', 3, 0, 2],
    ]);
    expect(
      await bench.naive(
        `select action_name, count(*) as events from ${audit} where workspace_id = '1' group by 1 having count(*) >= 3 order by 1`,
      ),
    ).toEqual([
      ['getTable', 3],
      ['login', 4],
      ['startUpdate', 3],
    ]);
  });

  test('a read is one event, whatever classes its table has', async () => {
    const columns = 'read_date table_name reads class_tags';
    expect(await bench.certified('security/table_reads_by_day', columns)).toEqual([
      ['2026-11-13', 'c.s.orders', 1, null],
      ['2026-11-12', 'c.s.orders', 1, null],
      ['2026-11-12', 'c.s.people', 2, 'class.email_address, class.us_ssn'],
    ]);
    expect(
      await bench.naive(
        `select count(*) as reads from system.access.table_lineage l join system.data_classification.results r on r.table_name = 'people' where l.source_table_full_name = 'c.s.people'`,
      ),
    ).toEqual([[9]]);
  });

  test('a setting was changed by what was done, not asked, run, or made for one run', async () => {
    const columns = 'kind workspace_id object_id object_name action_name';
    expect(await bench.certified('unified/setting_changes', columns)).toEqual([
      ['schema', 1, 'c.old', 'c.old', 'deleteSchema'],
      ['table', 1, 'c.s.people', 'c.s.people', 'createTable'],
      ['endpoint', 1, 'chat', 'chat', 'updateServingEndpoint'],
      ['cluster', 1, 'k', 'ETL', 'edit'],
      ['pipeline', 1, 'p', 'orders', 'startUpdate'],
      ['pipeline', 1, 'p', 'orders', 'startUpdate'],
      ['warehouse', 1, 'v', 'n', 'createWarehouse'],
      ['warehouse', 1, 'w', 'reports', 'editWarehouse'],
      ['job', 1, 8, 'new', 'create'],
      ['job', 2, 7, 'Umsätze', 'update'],
      ['job', 1, 7, 'payments', 'update'],
    ]);
    expect(
      await bench.naive(
        `select count(*) as changes from ${audit} where action_name rlike '(?i)update|reset|create|edit|delete'`,
      ),
    ).toEqual([[14]]);
  });

  test('what was asked for is told as JSON, as far as it is short', async () => {
    const details = await bench.certified('unified/setting_changes', 'detail changed_by');
    expect(String(details.at(-1)?.[0])).toMatch(/^\{"max_retries":-1,"x":"y+$/);
    expect(details.at(-1)?.[0]).toHaveLength(500);
    expect(details.at(-4)).toEqual(['{"id":"w","cluster_size":"Small"}', 'a@x']);
  });
});
