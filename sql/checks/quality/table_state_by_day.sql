/*---
question: In what state was each table on each day?
variants: []
meaning: >
  One row per table and UTC day on which it was scanned, by the last scan of the day: freshness, completeness, rows of the day against the
  least that was expected, and the last commit against the one that was expected.
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-35d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
columns:
  table_name: {type: STRING, is: key}
  scan_date: {type: DATE, is: key}
  scanned_at: {type: TIMESTAMP, is: time}
  freshness_status: {type: STRING, is: label, nullable: true}
  completeness_status: {type: STRING, is: label, nullable: true}
  daily_rows: {type: BIGINT, is: measure, unit: rows, nullable: true}
  least_expected_rows: {type: BIGINT, is: measure, unit: rows, nullable: true}
  last_commit_at: {type: TIMESTAMP, is: time, nullable: true}
  expected_commit_at: {type: TIMESTAMP, is: time, nullable: true}
rows: {key: [table_name, scan_date], order: [-scan_date, table_name], max: 10000}
scope: region
completeness: {column: scan_date, lag: 24h}
---*/
with scans as (
  select *, date_add(cast('1970-01-01' as date), cast(floor(unix_timestamp(event_time) / 86400) as int)) as scan_date
  from system.data_quality_monitoring.table_results
  where event_time >= cast(:from_time as timestamp) and event_time < cast(:to_time as timestamp)
  qualify row_number() over (partition by catalog_name, schema_name, table_name, date_add(cast('1970-01-01' as date), cast(floor(unix_timestamp(event_time) / 86400) as int)) order by event_time desc) = 1
)
select concat_ws('.', t.catalog_name, t.schema_name, t.table_name) as table_name, t.scan_date, t.event_time as scanned_at,
       t.freshness.status as freshness_status, t.completeness.status as completeness_status,
       t.completeness.daily_row_count.last_value as daily_rows, t.completeness.daily_row_count.min_predicted_value as least_expected_rows,
       t.freshness.commit_freshness.last_value as last_commit_at, t.freshness.commit_freshness.predicted_value as expected_commit_at
from scans t
order by t.scan_date desc, table_name
limit 10000
