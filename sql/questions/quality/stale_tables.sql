/*---
question: Which tables are stale, and since when?
variants:
  - Stale tables
  - Which tables have not been updated?
  - Data freshness problems
  - Which tables are late?
  - Outdated datasets
not: [come from, lineage, failed jobs, row counts, who accessed]
meaning: One row per table whose newest scan in the window expected a commit that did not come, with the last commit and the upstream jobs' names.
uses: [table_stale, latest_scan]
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  owner: {type: STRING, role: owner, default: ALL, says: Owner of the tables}
  top_n: {type: INT, role: top_n, default: 50, min: 1, max: 1000}
columns:
  table_name: {type: STRING, is: key}
  last_commit_at: {type: TIMESTAMP, is: time, nullable: true}
  expected_commit_at: {type: TIMESTAMP, is: time, nullable: true}
  hours_since_commit: {type: DOUBLE, is: measure, unit: h, nullable: true, says: At the end of the window}
  downstream_tables: {type: BIGINT, is: measure, unit: tables, nullable: true}
  scanned_at: {type: TIMESTAMP, is: time}
answer:
  line: '{count stale_table stale_tables} {filters}: {names table_name}[[; the oldest had its last commit on {last_commit_at}, {hours_since_commit} ago]].'
  one: '{table_name} is stale: its last commit was on {last_commit_at}, {hours_since_commit} ago.'
  none: 'No table {filters} is stale.'
  exists: true
  opposite: [fresh, current, up to date, up-to-date, updated, on time, refreshed]
rows: {key: [table_name], order: [-hours_since_commit, table_name], max: 1000}
scope: region
completeness: {column: scanned_at, lag: 24h}
next: [{ask: quality/unhealthy_tables, with: {}}]
---*/
with latest as (
  select * from system.data_quality_monitoring.table_results
  where event_time >= least(cast(:from_time as timestamp), cast(:to_time as timestamp) - interval 24 hours) and event_time < cast(:to_time as timestamp)
  qualify row_number() over (partition by catalog_name, schema_name, table_name order by event_time desc) = 1
)
select concat_ws('.', t.catalog_name, t.schema_name, t.table_name) as table_name,
       t.freshness.commit_freshness.last_value as last_commit_at,
       t.freshness.commit_freshness.predicted_value as expected_commit_at,
       (unix_timestamp(cast(:to_time as timestamp)) - unix_timestamp(t.freshness.commit_freshness.last_value)) / 3600e0 as hours_since_commit,
       t.downstream_impact.num_downstream_tables as downstream_tables,
       t.event_time as scanned_at
from latest t
where t.freshness.status = 'Unhealthy'
  and (:owner = 'ALL' or concat_ws('.', t.catalog_name, t.schema_name, t.table_name) in (
    select concat_ws('.', table_catalog, table_schema, table_name) from system.information_schema.tables where table_owner = :owner))
order by hours_since_commit desc, table_name
limit cast(:top_n as int)
