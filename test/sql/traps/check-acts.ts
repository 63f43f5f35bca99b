import type { Fixture } from './bench.ts';

const audited = (
  at: string,
  service: string,
  action: string,
  params: Readonly<Record<string, string>>,
  cells: Readonly<Record<string, unknown>> = {},
) => ({
  workspace_id: '1',
  event_time: `2026-11-${at}`,
  service_name: service,
  action_name: action,
  user_identity: { email: 'a@x' },
  source_ip_address: '10.0.0.1',
  request_params: params,
  response: { status_code: 200, error_message: null, result: null },
  ...cells,
});
const made = (result: object) => ({
  response: { status_code: 200, error_message: null, result: JSON.stringify(result) },
});
const refused = { response: { status_code: 403, error_message: 'PERMISSION_DENIED' } };
const read = (event: string | null, source: string, at: string) => ({
  workspace_id: '1',
  event_id: event,
  source_table_full_name: source,
  created_by: 'a@x',
  event_time: `2026-11-${at}`,
});
const found = (column: string, tag: string) => ({
  catalog_name: 'c',
  schema_name: 's',
  table_name: 'people',
  column_name: column,
  class_tag: tag,
});

/** A setting is long, one was refused, one is a run, one is of a cluster of a job. */
export const acts: Fixture = {
  'access.audit': [
    audited('12T08:00:00Z', 'jobs', 'update', {
      job_id: '7',
      new_settings: `{"max_retries":-1,"x":"${'y'.repeat(600)}"}`,
    }),
    audited('12T08:01:00Z', 'jobs', 'reset', { job_id: '7', new_settings: '{}' }, refused),
    audited('12T08:02:00Z', 'jobs', 'runNow', { job_id: '7' }),
    audited(
      '12T08:03:00Z',
      'jobs',
      'update',
      { job_id: '7', new_settings: '{}' },
      { workspace_id: '2' },
    ),
    audited('12T08:04:00Z', 'jobs', 'create', { name: 'new' }, made({ job_id: 8 })),
    audited('12T08:05:00Z', 'databrickssql', 'editWarehouse', { id: 'w', cluster_size: 'Small' }),
    audited('12T08:06:00Z', 'databrickssql', 'createWarehouse', { name: 'n' }, made({ id: 'v' })),
    audited('12T08:07:00Z', 'databrickssql', 'downloadQueryResult', { fileType: 'csv' }),
    audited('12T08:08:00Z', 'deltaPipelines', 'startUpdate', {
      pipeline_id: 'p',
      full_refresh: 'false',
    }),
    audited('12T08:09:00Z', 'deltaPipelines', 'startUpdate', {
      pipeline_id: 'p',
      full_refresh: 'true',
    }),
    audited(
      '12T08:09:30Z',
      'deltaPipelines',
      'startUpdate',
      { pipeline_id: 'p', full_refresh: 'false', full_refresh_selection: '["c.s.orders"]' },
      { user_identity: { email: 'b@x' } },
    ),
    audited('12T08:10:00Z', 'clusters', 'edit', { cluster_id: 'k', num_workers: '40' }),
    audited('12T08:11:00Z', 'clusters', 'delete', { cluster_id: 'j' }),
    audited('12T08:12:00Z', 'serverlessRealTimeInference', 'updateServingEndpoint', {
      name: 'chat',
    }),
    audited('12T08:13:00Z', 'unityCatalog', 'createTable', {
      catalog_name: 'c',
      schema_name: 's',
      name: 'people',
    }),
    audited('12T08:14:00Z', 'unityCatalog', 'deleteSchema', { full_name_arg: 'c.old' }),
    ...['c.s.people', 'c.s.people', 'c.s.orders'].map((name, index) =>
      audited(`12T09:0${index}:00Z`, 'unityCatalog', 'getTable', { full_name_arg: name }),
    ),
    audited('12T10:00:00Z', 'accounts', 'generateDbToken', {}),
    audited('12T10:01:00Z', 'accounts', 'addPrincipalToGroup', { targetGroupName: 'admins' }),
    audited('12T10:02:00Z', 'secrets', 'getSecret', { scope: 'etl', key: 'k' }),
    ...[1, 2, 3].map((second) => audited(`12T10:03:0${second}Z`, 'accounts', 'login', {}, refused)),
    audited('13T00:00:00Z', 'accounts', 'login', {}),
  ],
  'access.table_lineage': [
    read('e1', 'c.s.people', '12T10:00:00Z'),
    read('e1', 'c.s.people', '12T10:00:00Z'),
    read(null, 'c.s.people', '12T11:00:00Z'),
    read('e2', 'c.s.orders', '12T23:59:00Z'),
    read('e3', 'c.s.orders', '13T00:00:00Z'),
  ],
  'data_classification.results': [
    found('mail', 'class.email_address'),
    found('mail2', 'class.email_address'),
    found('ssn', 'class.us_ssn'),
  ],
  'data_quality_monitoring.table_results': [
    ['12T06:00:00Z', 'Unhealthy', 1],
    ['12T18:00:00Z', 'Healthy', 100],
    ['13T06:00:00Z', 'Unknown', null],
  ].map(([at, status, last]) => ({
    event_time: `2026-11-${String(at)}`,
    catalog_name: 'c',
    schema_name: 's',
    table_name: 'people',
    status,
    freshness: {
      status,
      commit_freshness: { last_value: '2026-11-11T05:00:00Z', predicted_value: null },
    },
    completeness: { status, daily_row_count: { last_value: last, min_predicted_value: 90 } },
  })),
};
