/*---
question: Which owners have unhealthy tables?
variants:
  - Unhealthy tables by owner
  - Which owners have quality problems?
  - Quality per table owner
meaning: >
  One row per owner of tables scanned in the window, by the newest scan of each: tables, unhealthy and stale ones, and those that could not be judged (Unknown).
uses: [latest_scan, table_stale, table_unhealthy]
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
columns:
  table_owner: {type: STRING, is: key, nullable: true}
  tables: {type: BIGINT, is: measure, unit: tables}
  unhealthy_tables: {type: BIGINT, is: measure, unit: tables}
  stale_tables: {type: BIGINT, is: measure, unit: tables}
  unknown_tables: {type: BIGINT, is: measure, unit: tables}
answer:
  line: '{table_owner} has the most unhealthy tables: {unhealthy_tables} of {tables} tables[[; {next table_owner unhealthy_tables}]].'
  one: '{table_owner} has {unhealthy_tables} unhealthy of {tables} tables.'
  none: 'No table was scanned {scope}.'
rows: {key: [table_owner], order: [-unhealthy_tables, table_owner], max: 1000}
scope: region
completeness: {lag: 24h}
next: [{ask: quality/unhealthy_tables, with: {}}]
---*/
with latest as (
  select * from system.data_quality_monitoring.table_results
  where event_time >= least(cast(:from_time as timestamp), cast(:to_time as timestamp) - interval 24 hours) and event_time < cast(:to_time as timestamp)
  qualify row_number() over (partition by catalog_name, schema_name, table_name order by event_time desc) = 1
)
select o.table_owner, count(*) as tables, count_if(t.status = 'Unhealthy') as unhealthy_tables, count_if(t.freshness.status = 'Unhealthy') as stale_tables,
       count_if(coalesce(t.status, 'Unknown') not in ('Healthy', 'Unhealthy')) as unknown_tables
from latest t
left join system.information_schema.tables o
  on o.table_catalog = t.catalog_name and o.table_schema = t.schema_name and o.table_name = t.table_name
group by o.table_owner
order by unhealthy_tables desc, o.table_owner
limit 1000
