import type { Fixture } from './bench.ts';
import { acts } from './check-acts.ts';
import { job, price, slice, taskRun, use } from './rows.ts';

/** Rows on which a statement in a hurry goes wrong, for every check; both engines are asked of them. */

const ofJob = (id: string) => ({ job_id: id, job_run_id: `r${id}` });
const version = (id: string, changed: string, cells: Readonly<Record<string, unknown>>) => ({
  workspace_id: '1',
  change_time: changed,
  ...cells,
  ...(id.startsWith('w') ? { warehouse_id: id } : { cluster_id: id, cluster_source: 'UI' }),
});

/** Usage that was corrected, repriced, without a price, without the tag, and of two jobs with one id. */
const money: Fixture = {
  'billing.list_prices': [
    price('S', '1', '2026-01-01', '2026-11-13'),
    price('S', '3', '2026-11-13'),
    { ...price('S', '9'), cloud: 'AZURE' },
  ],
  'billing.usage': [
    use('2026-11-12T02:00:00Z', '10', { metadata: ofJob('7'), tags: { team: 'a' } }),
    use('2026-11-12T02:00:00Z', '-10', {
      metadata: ofJob('7'),
      tags: { team: 'a' },
      type: 'RETRACTION',
    }),
    use('2026-11-12T02:00:00Z', '8', {
      metadata: ofJob('7'),
      tags: { team: 'a' },
      type: 'RESTATEMENT',
    }),
    use('2026-11-13T00:00:00Z', '4', { metadata: ofJob('7'), tags: { project: 'p' } }),
    use('2026-11-13T02:00:00Z', '2', { metadata: ofJob('7'), tags: { team: 'a' } }),
    use('2026-11-12T02:00:00Z', '5', { metadata: ofJob('7'), workspace: '2' }),
    use('2026-11-12T02:00:00Z', '6', {
      sku: 'FREE',
      metadata: { cluster_id: 'k', dlt_pipeline_id: 'p' },
    }),
  ],
  'lakeflow.jobs': [
    job('1', '7', 'old'),
    job('1', '7', 'payments', '2026-02-01'),
    job('2', '7', 'Umsätze'),
  ],
};

/** Runs in slices, over midnight, repaired, retried, skipped, going on, submitted, and notebooks called by them. */
const work: Fixture = {
  'lakeflow.job_run_timeline': [
    slice('night', '11T23:30:00Z', '12T00:00:00Z', null),
    slice('night', '12T00:00:00Z', '12T00:30:00Z', 'FAILED'),
    slice('repaired', '12T01:00:00Z', '12T01:30:00Z', 'FAILED'),
    slice('repaired', '12T09:00:00Z', '12T09:30:00Z', 'SUCCEEDED'),
    slice('tried', '12T02:00:00Z', '12T02:30:00Z', 'SUCCEEDED'),
    slice('again', '12T03:00:00Z', '12T03:30:00Z', 'FAILED', { trigger: 'ONETIME_RETRY' }),
    slice('skipped', '12T04:00:00Z', '12T04:00:01Z', 'SKIPPED'),
    slice('going', '12T05:00:00Z', '12T06:00:00Z', null),
    slice('called', '12T02:05:00Z', '12T02:10:00Z', 'FAILED', { id: 'c', type: 'WORKFLOW_RUN' }),
    slice('other', '12T02:00:00Z', '12T02:30:00Z', 'FAILED', { workspace: '2' }),
    slice('other2', '12T03:00:00Z', '12T03:30:00Z', 'FAILED', { workspace: '2' }),
    slice('driver', '12T04:00:00Z', '12T04:30:00Z', 'FAILED', { workspace: '2' }),
    slice('s1', '12T01:00:00Z', '12T01:30:00Z', 'FAILED', {
      id: 'own-1',
      type: 'SUBMIT_RUN',
      name: 'nightly dbt',
    }),
    slice('s2', '12T02:00:00Z', '12T02:30:00Z', 'FAILED', {
      id: 'own-2',
      type: 'SUBMIT_RUN',
      name: 'nightly dbt',
    }),
  ].map((row) => ({
    ...row,
    termination_code: ['s1', 'driver'].includes(row.run_id)
      ? 'DRIVER_ERROR'
      : row.result_state === 'FAILED'
        ? 'RUN_EXECUTION_ERROR'
        : row.termination_code,
  })),
  'lakeflow.job_task_run_timeline': [
    taskRun('tried', 't1', '12T02:00:00Z', '12T02:10:00Z', 'FAILED'),
    taskRun('tried', 't2', '12T02:10:00Z', '12T02:30:00Z', 'SUCCEEDED'),
    taskRun('repaired', 't3', '12T01:00:00Z', '12T01:30:00Z', 'FAILED'),
    taskRun('repaired', 't4', '12T09:00:00Z', '12T09:30:00Z', 'SUCCEEDED'),
  ],
  'lakeflow.pipelines': [
    { workspace_id: '1', pipeline_id: 'p', name: 'orders', change_time: '2026-02-01' },
    { workspace_id: '1', pipeline_id: 'p', name: 'orders_v1', change_time: '2026-01-01' },
  ],
  'lakeflow.pipeline_update_timeline': [
    ['u1', 'REFRESH', '11T23:30:00Z', '12T00:00:00Z', null, []],
    ['u1', 'REFRESH', '12T00:00:00Z', '12T00:30:00Z', 'FAILED', []],
    ['u2', 'FULL_REFRESH', '12T01:00:00Z', '12T03:00:00Z', 'COMPLETED', []],
    ['u3', 'REFRESH', '12T04:00:00Z', '12T05:00:00Z', 'COMPLETED', ['c.s.orders']],
    ['u4', 'REFRESH', '12T06:00:00Z', '12T06:30:00Z', null, null],
  ].map(([update, type, from, to, result, selection]) => ({
    workspace_id: '1',
    pipeline_id: 'p',
    update_id: update,
    update_type: type,
    period_start_time: `2026-11-${String(from)}`,
    period_end_time: `2026-11-${String(to)}`,
    result_state: result,
    full_refresh_selection: selection,
  })),
};

const query = (
  id: string,
  at: string,
  seconds: number,
  cells: Readonly<Record<string, unknown>> = {},
) => ({
  workspace_id: '1',
  statement_id: id,
  execution_status: 'FINISHED',
  compute: { type: 'WAREHOUSE', warehouse_id: 'w' },
  executed_by: 'a@x',
  start_time: `2026-11-${at}`,
  total_duration_ms: seconds * 1000,
  execution_duration_ms: seconds * 1000,
  read_bytes: 1_000_000_000,
  from_result_cache: false,
  ...cells,
});
const node = (from: string, to: string, cpu: number, cells: object = {}) => ({
  workspace_id: '1',
  cluster_id: 'k',
  start_time: `2026-11-${from}`,
  end_time: `2026-11-${to}`,
  cpu_user_percent: cpu,
  cpu_system_percent: 0,
  ...cells,
});
const call = (at: string, status: number) => ({
  workspace_id: '1',
  served_entity_id: 'e',
  request_time: `2026-11-${at}`,
  status_code: status,
});

/** Cached, failed and serverless statements; an endpoint of two versions; nodes of unequal time; clusters changed. */
const load: Fixture = {
  'compute.warehouses': [
    version('w', '2026-01-01', { warehouse_name: 'old' }),
    version('w', '2026-02-01', { warehouse_name: 'reports' }),
  ],
  'query.history': [
    query('q1', '12T10:00:00Z', 10),
    query('q2', '12T11:00:00Z', 30, { executed_by: 'b@x', spilled_local_bytes: 2_000_000_000 }),
    query('q3', '12T12:00:00Z', 1, { from_result_cache: true }),
    query('q4', '12T13:00:00Z', 900, { execution_status: 'FAILED', read_bytes: null }),
    query('q5', '12T14:00:00Z', 500, { compute: { type: 'SERVERLESS', warehouse_id: null } }),
    query('q6', '12T15:00:00Z', 70, { workspace_id: '2' }),
    query('q7', '13T00:00:00Z', 1, { from_result_cache: true }),
  ],
  'serving.served_entities': [1, 2].map((config) => ({
    workspace_id: '1',
    served_entity_id: 'e',
    endpoint_name: 'chat',
    endpoint_config_version: config,
  })),
  'serving.endpoint_usage': [
    call('12T10:00:00Z', 200),
    call('12T10:01:00Z', 429),
    call('12T10:02:00Z', 503),
    call('13T00:00:00Z', 200),
  ],
  'compute.node_timeline': [
    node('12T21:00:00Z', '12T22:00:00Z', 10),
    node('12T22:00:00Z', '12T22:05:00Z', 75),
    node('12T23:00:00Z', '13T00:00:00Z', 10),
    node('13T05:55:00Z', '13T06:00:00Z', 50),
    node('13T06:00:00Z', '13T06:05:00Z', 50),
  ],
  'compute.clusters': [
    version('k', '2026-11-01', { cluster_name: 'etl', worker_count: 4, worker_node_type: 'm' }),
    version('k', '2026-11-12T08:00:00Z', {
      cluster_name: 'etl',
      max_autoscale_workers: 40,
      worker_node_type: 'm',
      owned_by: 'o@x',
    }),
    version('k', '2026-11-12T09:00:00Z', {
      cluster_name: 'ETL',
      max_autoscale_workers: 40,
      worker_node_type: 'm',
    }),
    version('k', '2026-11-12T09:10:00Z', {
      cluster_name: 'ETL',
      max_autoscale_workers: 40,
      auto_termination_minutes: 60,
      worker_node_type: 'm',
    }),
    version('k', '2026-11-12T10:00:00Z', {
      cluster_name: 'ETL',
      max_autoscale_workers: 40,
      auto_termination_minutes: 60,
      worker_node_type: 'm',
      delete_time: '2026-11-12T10:00:00Z',
    }),
    { ...version('j', '2026-11-12', { worker_count: 1 }), cluster_source: 'JOB' },
    {
      ...version('j', '2026-11-12T09:30:00Z', { worker_count: 1, delete_time: '2026-11-12' }),
      cluster_source: 'JOB',
    },
  ],
};

/** All of it, as one account. */
export const checkFixture: Fixture = { ...money, ...work, ...load, ...acts };
