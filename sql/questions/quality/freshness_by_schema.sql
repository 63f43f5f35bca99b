/*---
question: How fresh is the data of each schema?
variants:
  - Freshness by domain
  - Freshness per schema
  - How fresh is the sales data?
  - Freshness of a data domain
not: [trend]
meaning: >
  One row per schema with scans in the window, by the newest scan of each table: tables, stale tables, those whose freshness could not be judged (Unknown), the share of the judged ones that is fresh, and the oldest last commit.
uses: [latest_scan, table_stale]
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  table: {type: STRING, role: table, default: ALL, says: Full name of a table or a part of it}
columns:
  schema_name: {type: STRING, is: key}
  tables: {type: BIGINT, is: measure, unit: tables}
  stale_tables: {type: BIGINT, is: measure, unit: tables}
  unknown_tables: {type: BIGINT, is: measure, unit: tables}
  fresh_percent: {type: DOUBLE, is: measure, unit: percent, nullable: true, says: Of the tables that were judged}
  oldest_commit_at: {type: TIMESTAMP, is: time, nullable: true}
answer:
  line: '{schema_name} is the least fresh: {fresh_percent} of {tables} tables, {stale_tables} stale[[; {next schema_name fresh_percent}]].'
  one: '{fresh_percent} of {tables} tables of {schema_name} are fresh, {stale_tables} stale.'
  none: 'No {any table table} was scanned {scope}.'
rows: {key: [schema_name], order: [fresh_percent, schema_name], max: 1000}
scope: region
completeness: {lag: 24h}
next: [{ask: quality/stale_tables, with: {}}]
---*/
with latest as (
  select * from system.data_quality_monitoring.table_results
  where event_time >= least(cast(:from_time as timestamp), cast(:to_time as timestamp) - interval 24 hours) and event_time < cast(:to_time as timestamp)
  qualify row_number() over (partition by catalog_name, schema_name, table_name order by event_time desc) = 1
)
select concat_ws('.', t.catalog_name, t.schema_name) as schema_name, count(*) as tables, count_if(t.freshness.status = 'Unhealthy') as stale_tables,
       count_if(coalesce(t.freshness.status, 'Unknown') not in ('Healthy', 'Unhealthy')) as unknown_tables,
       100e0 * count_if(t.freshness.status = 'Healthy') / nullif(count_if(t.freshness.status in ('Healthy', 'Unhealthy')), 0) as fresh_percent,
       min(t.freshness.commit_freshness.last_value) as oldest_commit_at
from latest t
where (:table = 'ALL' or contains(lower(concat_ws('.', t.catalog_name, t.schema_name, t.table_name)), lower(:table)))
group by concat_ws('.', t.catalog_name, t.schema_name)
order by fresh_percent, schema_name
limit 1000
