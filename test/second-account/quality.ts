import { clients, daily, dropped, events, old, orders, quoted, type Table } from './catalog.ts';
import { type Row, stamp, stampOrNull, t } from './tell.ts';
import { prod } from './workspaces.ts';

export type Health = 'Healthy' | 'Unhealthy' | 'Unknown';
/** A scan of a table. A check that could not judge is Unknown and has an error code. */
export type Scan = {
  readonly table: Table;
  readonly at: number;
  readonly fresh: Health;
  readonly complete: Health;
  readonly committed: number | null;
  readonly expected: number | null;
  readonly daily: number | null;
  readonly least: number | null;
  readonly downstream: number;
};

const scan = (
  table: Table,
  at: string,
  [fresh, complete]: readonly [Health, Health],
  [committed, expected]: readonly [string | null, string | null],
  [daily, least]: readonly [number | null, number | null],
  downstream = 0,
): Scan => ({
  table,
  at: t(at),
  fresh,
  complete,
  committed: committed === null ? null : t(committed),
  expected: expected === null ? null : t(expected),
  daily,
  least,
  downstream,
});

export const scans: readonly Scan[] = [
  scan(daily, '11-04 00:00', ['Healthy', 'Unhealthy'], ['11-03 05:00', '11-04 05:00'], [1, 2]),
  scan(
    orders,
    '11-10 06:00',
    ['Healthy', 'Healthy'],
    ['11-10 03:30', '11-11 04:00'],
    [120, 100],
    3,
  ),
  scan(
    orders,
    '11-17 06:00',
    ['Unhealthy', 'Unhealthy'],
    ['11-15 03:30', '11-16 04:00'],
    [50, 100],
    3,
  ),
  scan(
    clients,
    '11-17 05:00',
    ['Unhealthy', 'Unknown'],
    ['11-10 02:00', '11-14 02:00'],
    [null, null],
    1,
  ),
  scan(events, '11-16 06:00', ['Healthy', 'Unhealthy'], ['11-16 05:00', '11-16 07:00'], [800, 900]),
  scan(events, '11-17 06:00', ['Unhealthy', 'Healthy'], ['11-16 05:00', '11-17 05:00'], [950, 900]),
  scan(events, '11-17 18:00', ['Healthy', 'Healthy'], ['11-17 17:00', '11-17 19:00'], [1000, 900]),
  scan(old, '11-15 06:00', ['Unknown', 'Unknown'], [null, null], [null, null]),
  scan(quoted, '11-05 06:00', ['Unhealthy', 'Healthy'], ['11-01 06:00', '11-04 06:00'], [5, 5]),
  scan(quoted, '11-12 06:00', ['Healthy', 'Healthy'], ['11-12 05:00', '11-13 06:00'], [6, 5]),
  scan(dropped, '11-09 06:00', ['Unhealthy', 'Healthy'], ['11-05 06:00', '11-08 06:00'], [7, 5]),
];

/** Unhealthy when a check is; Unknown when none could judge. */
export function healthOf({ fresh, complete }: Scan): Health {
  if (fresh === 'Unhealthy' || complete === 'Unhealthy') return 'Unhealthy';
  return fresh === 'Unknown' && complete === 'Unknown' ? 'Unknown' : 'Healthy';
}

const errorCode = (health: Health) => (health === 'Unknown' ? 'NOT_ENOUGH_TABLE_HISTORY' : 'NONE');

/** https://docs.databricks.com/aws/en/admin/system-tables/data-quality-monitoring */
export const scanRows: readonly Row[] = scans.map((one) => ({
  event_time: stamp(one.at),
  catalog_name: one.table.catalog,
  schema_name: one.table.schema,
  table_name: one.table.name,
  catalog_id: 'c',
  schema_id: 's',
  table_id: one.table.name,
  status: healthOf(one),
  freshness: {
    status: one.fresh,
    commit_freshness: {
      status: one.fresh,
      error_code: errorCode(one.fresh),
      last_value: stampOrNull(one.committed),
      predicted_value: stampOrNull(one.expected),
    },
  },
  completeness: {
    status: one.complete,
    daily_row_count: {
      status: one.complete,
      error_code: errorCode(one.complete),
      last_value: one.daily,
      min_predicted_value: one.least,
    },
  },
  downstream_impact: { impact_level: 1, num_downstream_tables: one.downstream },
}));

export const operations = [
  { table: orders, type: 'COMPACTION', at: t('11-10 01:00'), status: 'SUCCESSFUL', dbu: 0.5 },
  {
    table: orders,
    type: 'COMPACTION',
    at: t('11-11 01:00'),
    status: 'FAILED: INTERNAL_ERROR',
    dbu: 0.25,
  },
  { table: clients, type: 'VACUUM', at: t('11-12 01:00'), status: 'SUCCESSFUL', dbu: 1 },
  { table: clients, type: 'VACUUM', at: t('10-12 01:00'), status: 'SUCCESSFUL', dbu: 9 },
] as const;

/** https://docs.databricks.com/aws/en/admin/system-tables/predictive-optimization */
export const operationRows: readonly Row[] = operations.map((one, index) => ({
  account_id: 'account',
  workspace_id: prod,
  start_time: stamp(one.at),
  end_time: stamp(one.at + 60_000),
  metastore_name: 'metastore',
  metastore_id: 'metastore',
  catalog_name: one.table.catalog,
  schema_name: one.table.schema,
  table_id: one.table.name,
  table_name: one.table.name,
  operation_type: one.type,
  operation_id: `o-${index}`,
  operation_status: one.status,
  usage_unit: 'ESTIMATED_DBU',
  usage_quantity: one.dbu,
}));
