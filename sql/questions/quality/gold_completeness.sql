/*---
question: How complete are the tables of the gold layer?
variants:
  - Completeness of gold tables
  - Gold layer row counts against what was expected
  - Are the gold tables complete?
not: [how many tables]
meaning: >
  One row per table with the tag layer = gold that was scanned in the window: rows of the day at its newest scan, the least that was expected, and whether it was complete. A layer is told by its tag, never by a name.
uses: [latest_scan]
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
columns:
  table_name: {type: STRING, is: key}
  completeness_status: {type: STRING, is: label, nullable: true}
  daily_rows: {type: BIGINT, is: measure, unit: rows, nullable: true}
  least_expected_rows: {type: BIGINT, is: measure, unit: rows, nullable: true}
  percent_of_least: {type: DOUBLE, is: measure, unit: percent, nullable: true}
  scanned_at: {type: TIMESTAMP, is: time}
answer:
  line: '{table_name} is the least complete: {percent_of_least} of the least expected rows ({daily_rows} against {least_expected_rows} rows)[[; {next table_name percent_of_least}]].'
  one: '{table_name} has {percent_of_least} of the least expected rows: {daily_rows} against {least_expected_rows} rows.'
  none: 'No gold table was scanned {scope}.'
rows: {key: [table_name], order: [percent_of_least, table_name], max: 1000}
scope: region
completeness: {column: scanned_at, lag: 24h}
next: [{ask: quality/row_count_drops, with: {}}]
---*/
with latest as (
  select * from system.data_quality_monitoring.table_results
  where event_time >= least(cast(:from_time as timestamp), cast(:to_time as timestamp) - interval 24 hours) and event_time < cast(:to_time as timestamp)
  qualify row_number() over (partition by catalog_name, schema_name, table_name order by event_time desc) = 1
), layers as (
  select catalog_name, schema_name, table_name, max(tag_value) as layer from system.information_schema.table_tags
  where tag_name = 'layer'
  group by catalog_name, schema_name, table_name
)
select concat_ws('.', t.catalog_name, t.schema_name, t.table_name) as table_name, t.completeness.status as completeness_status,
       t.completeness.daily_row_count.last_value as daily_rows, t.completeness.daily_row_count.min_predicted_value as least_expected_rows,
       100e0 * t.completeness.daily_row_count.last_value / nullif(t.completeness.daily_row_count.min_predicted_value, 0) as percent_of_least,
       t.event_time as scanned_at
from latest t
join layers y on y.catalog_name = t.catalog_name and y.schema_name = t.schema_name and y.table_name = t.table_name
where y.layer = 'gold'
order by percent_of_least, table_name
limit 1000
