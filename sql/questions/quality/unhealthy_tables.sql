/*---
question: Which tables are unhealthy, and is it freshness or completeness?
variants:
  - Unhealthy tables
  - Data quality problems
  - Which tables fail their checks?
  - Quality summary of our tables
  - Incomplete tables
  - Data quality overview
  - Platform health
  - Data quality issues with downstream impact
not: [failed jobs, who accessed, failed queries]
meaning: One row per table whose newest scan in the window found it stale or incomplete, with its reach downstream.
uses: [table_unhealthy, latest_scan]
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  owner: {type: STRING, role: owner, default: ALL, says: Owner of the tables}
  top_n: {type: INT, role: top_n, default: 50, min: 1, max: 1000}
columns:
  table_name: {type: STRING, is: key}
  freshness_status: {type: STRING, is: label, nullable: true}
  completeness_status: {type: STRING, is: label, nullable: true}
  daily_rows: {type: BIGINT, is: measure, unit: rows, nullable: true}
  least_expected_rows: {type: BIGINT, is: measure, unit: rows, nullable: true}
  downstream_tables: {type: BIGINT, is: measure, unit: tables, nullable: true}
  scanned_at: {type: TIMESTAMP, is: time}
answer:
  line: '{count unhealthy_table unhealthy_tables} {filters}: {names table_name}.'
  none: 'No table {filters} is unhealthy.'
  exists: true
  opposite: [healthy, fine, ok, okay, good, complete, fresh]
rows: {key: [table_name], order: [table_name], max: 1000}
scope: region
completeness: {column: scanned_at, lag: 24h}
next: [{ask: quality/stale_tables, with: {}}]
---*/
with latest as (
  select * from system.data_quality_monitoring.table_results
  where event_time >= least(cast(:from_time as timestamp), cast(:to_time as timestamp) - interval 24 hours) and event_time < cast(:to_time as timestamp)
  qualify row_number() over (partition by catalog_name, schema_name, table_name order by event_time desc) = 1
)
select concat_ws('.', t.catalog_name, t.schema_name, t.table_name) as table_name,
       t.freshness.status as freshness_status,
       t.completeness.status as completeness_status,
       t.completeness.daily_row_count.last_value as daily_rows,
       t.completeness.daily_row_count.min_predicted_value as least_expected_rows,
       t.downstream_impact.num_downstream_tables as downstream_tables,
       t.event_time as scanned_at
from latest t
where t.status = 'Unhealthy'
  and (:owner = 'ALL' or concat_ws('.', t.catalog_name, t.schema_name, t.table_name) in (
    select concat_ws('.', table_catalog, table_schema, table_name) from system.information_schema.tables where table_owner = :owner))
order by table_name
limit cast(:top_n as int)
