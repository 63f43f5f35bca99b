/*---
question: How did table health develop day by day?
variants:
  - Quality trend
  - Unhealthy tables per day
  - Share of healthy tables over time
not: [one table]
meaning: >
  One row per UTC day of scans, by the newest scan of each table: tables scanned, unhealthy ones, those that could not be judged (Unknown), and the healthy share of those that were judged.
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-14d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
columns:
  day: {type: DATE, is: key}
  tables: {type: BIGINT, is: measure, unit: tables}
  unhealthy_tables: {type: BIGINT, is: measure, unit: tables}
  unknown_tables: {type: BIGINT, is: measure, unit: tables}
  healthy_percent: {type: DOUBLE, is: measure, unit: percent, nullable: true, says: Of the tables that were judged}
answer:
  line: '{last unhealthy_tables} of {last tables} tables were unhealthy on {last day}[[, at most {max unhealthy_tables} on {at unhealthy_tables day}]].'
  none: 'No table was scanned {scope}.'
rows: {key: [day], order: [day], max: 1000}
scope: region
completeness: {column: day, lag: 24h}
next: [{ask: quality/unhealthy_tables, with: {}}]
---*/
with scans as (
  select date_add(cast('1970-01-01' as date), cast(floor(unix_timestamp(event_time) / 86400) as int)) as day, status from system.data_quality_monitoring.table_results
  where event_time >= cast(:from_time as timestamp) and event_time < cast(:to_time as timestamp)
  qualify row_number() over (partition by catalog_name, schema_name, table_name, date_add(cast('1970-01-01' as date), cast(floor(unix_timestamp(event_time) / 86400) as int)) order by event_time desc) = 1
)
select day, count(*) as tables, count_if(status = 'Unhealthy') as unhealthy_tables, count_if(coalesce(status, 'Unknown') not in ('Healthy', 'Unhealthy')) as unknown_tables,
       100e0 * count_if(status = 'Healthy') / nullif(count_if(status in ('Healthy', 'Unhealthy')), 0) as healthy_percent
from scans
group by day
order by day
limit 1000
