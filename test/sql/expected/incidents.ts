/** What a certified question shows of an incident when it is asked for the time of the incident. */
export type Finding = {
  readonly incident: string;
  readonly ask: string;
  /** Rows that are of the incident, by their columns. */
  readonly of: Readonly<Record<string, string>>;
  /** A column that is added up over these rows; `rows` counts them. */
  readonly value: string;
  /** The incident's size of that name, or a number. */
  readonly is: string | number;
  /** How far off it may be, as a share: what is planted lies on top of ordinary chance. */
  readonly within?: number;
};

const find = (
  incident: string,
  ask: string,
  of: Finding['of'],
  [value, is, within = 1e-6]: readonly [string, string | number, number?],
): Finding => ({ incident, ask, of, value, is, within });

const syncOfPayments = { workspace_id: '4010000000000001', job_id: '88120045' };
const runaway = { workspace_id: '4010000000000001', object_id: '88120045' };
const rollup = { job_name: 'sales_daily_rollup' };
const overloaded = { warehouse_id: 'a1b2c3d4e5f60003', indication: 'more clusters' };
const assistant = { workspace_id: '4010000000000001', endpoint_name: 'assistant' };

/** Every planted incident, with the questions that show it. */
export const findings: readonly Finding[] = [
  find('retry-loop', 'cost/spend_drivers', runaway, ['change_usd', 'extra list cost', 0.05]),
  find('retry-loop', 'reliability/failing_jobs', syncOfPayments, ['failed_runs', 'failed runs']),
  find('retry-loop', 'reliability/failing_jobs', syncOfPayments, ['failed_hours', 'failed hours']),
  find(
    'revoked-grant',
    'security/permission_changes',
    { changed_by: 'platform-admin@example.com' },
    ['rows', 1],
  ),
  find('revoked-grant', 'reliability/failing_jobs', rollup, ['failed_runs', 'failed runs']),
  find('revoked-grant', 'quality/stale_tables', { table_name: 'prod.sales.daily_rollup' }, [
    'rows',
    1,
  ]),
  find('small-warehouse', 'performance/warehouse_changes', { warehouse_name: 'bi-main' }, [
    'rows',
    1,
  ]),
  find('small-warehouse', 'performance/warehouse_sizing', overloaded, ['rows', 1]),
  find('login-burst', 'security/failed_actions', { source_ip_address: '203.0.113.77' }, [
    'failed_actions',
    'failed logins',
  ]),
  find('login-burst', 'security/failed_actions', { source_ip_address: '203.0.113.77' }, [
    'rows',
    'users',
  ]),
  find('bulk-read', 'security/read_volume', { executed_by: 'gita@example.com' }, [
    'read_gb',
    'read',
  ]),
  find('bulk-read', 'security/sensitive_reads', { reader: 'gita@example.com' }, [
    'reads',
    'statements',
  ]),
  find('bulk-read', 'security/result_downloads', { user_name: 'gita@example.com' }, [
    'downloads',
    'downloads',
  ]),
  find('bulk-read', 'performance/heavy_users', { executed_by: 'gita@example.com' }, [
    'queries',
    'statements',
  ]),
  find('full-refresh', 'reliability/failed_pipelines', { pipeline_name: 'web_sessions' }, [
    'failed_updates',
    1,
  ]),
  find('broken-pipeline', 'reliability/failed_pipelines', { pipeline_name: 'payments_stream' }, [
    'failed_updates',
    'failed updates',
  ]),
  find('broken-pipeline', 'quality/stale_tables', { table_name: 'prod.payments.transactions' }, [
    'rows',
    1,
  ]),
  find('idle-cluster', 'performance/underused_clusters', { cluster_name: 'eu-explore' }, [
    'rows',
    1,
  ]),
  find('idle-cluster', 'cost/cluster_costs', { cluster_name: 'eu-explore' }, [
    'usage_hours',
    'running',
    0.02,
  ]),
  find('lost-tags', 'cost/untagged_spend', { object_id: '88120102' }, ['rows', 1]),
  find('missing-rows', 'quality/row_count_drops', { table_name: 'eu.iot.sensor_readings' }, [
    'rows',
    'incomplete scans',
  ]),
  find('slow-job', 'reliability/duration_change', { job_name: 'churn_model_training' }, [
    'ratio',
    'duration',
    0.3,
  ]),
  find('paused-schedule', 'reliability/silent_jobs', { job_name: 'Kundenumsätze täglich' }, [
    'rows',
    1,
  ]),
  find('paused-schedule', 'quality/stale_tables', { table_name: 'eu.sales.umsätze' }, ['rows', 1]),
  find('token-spree', 'security/token_creations', { user_name: 'emeka@example.com' }, [
    'tokens',
    'tokens',
  ]),
  find('token-spree', 'security/bursts', { user_name: 'emeka@example.com' }, [
    'peak_events',
    'tokens',
    0.1,
  ]),
  find('midnight-admin', 'security/admin_grants', { changed_by: 'farid@example.com' }, ['rows', 1]),
  find('midnight-admin', 'security/permission_changes', { changed_by: 'contractor@example.net' }, [
    'rows',
    'grants',
  ]),
  find('spilling-warehouse', 'performance/spilling_queries', { warehouse_id: 'a1b2c3d4e5f60005' }, [
    'rows',
    'statements',
  ]),
  find('failing-endpoint', 'performance/endpoint_errors', assistant, [
    'failed_percent',
    'refused requests',
    0.3,
  ]),
];
