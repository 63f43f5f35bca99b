/*---
question: Which tables does quality monitoring not look at?
variants:
  - Unmonitored tables
  - Tables without scans
  - Monitoring gaps
meaning: >
  One row per table of the catalog without a scan by data quality monitoring in the window.
uses: [own_table]
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  top_n: {type: INT, role: top_n, default: 200, min: 1, max: 1000}
columns:
  table_name: {type: STRING, is: key}
  table_owner: {type: STRING, is: label, nullable: true}
  last_altered_at: {type: TIMESTAMP, is: time, nullable: true}
answer:
  line: '{count table tables} without monitoring {filters}: {names table_name}.'
  one: '{table_name} is not monitored.'
  none: 'Every table is monitored.'
  exists: true
  opposite: [monitored, covered, watched, scanned, look at, looks at, looked at]
rows: {key: [table_name], order: [table_name], max: 1000}
scope: region
completeness: {lag: 24h}
next: [{ask: quality/inactive_tables, with: {}}]
---*/
with scanned as (
  select distinct catalog_name, schema_name, table_name from system.data_quality_monitoring.table_results
  where event_time >= cast(:from_time as timestamp) and event_time < cast(:to_time as timestamp)
)
select concat_ws('.', t.table_catalog, t.table_schema, t.table_name) as table_name, t.table_owner, t.last_altered as last_altered_at
from system.information_schema.tables t
left join scanned s on s.catalog_name = t.table_catalog and s.schema_name = t.table_schema and s.table_name = t.table_name
where s.table_name is null and t.table_catalog not in ('system', 'samples', '__databricks_internal') and t.table_schema <> 'information_schema' and coalesce(t.table_type, 'MANAGED') not in ('VIEW', 'METRIC_VIEW')
order by table_name
limit cast(:top_n as int)
