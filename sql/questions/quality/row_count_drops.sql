/*---
question: Which tables got fewer rows than expected?
variants:
  - Row count drops
  - Tables with missing rows
  - Too few rows
  - Volume anomalies
not: [gold]
meaning: >
  One row per table and scan of the window whose rows of the day lie below the least that was expected.
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  top_n: {type: INT, role: top_n, default: 100, min: 1, max: 1000}
columns:
  table_name: {type: STRING, is: key}
  scanned_at: {type: TIMESTAMP, is: key}
  daily_rows: {type: BIGINT, is: measure, unit: rows}
  least_expected_rows: {type: BIGINT, is: measure, unit: rows}
  missing_percent: {type: DOUBLE, is: measure, unit: percent}
answer:
  line: '{table_name} misses the most rows: {missing_percent}, {daily_rows} rows on {scanned_at} where at least {least_expected_rows} were expected[[; {next table_name missing_percent}]].'
  one: '{table_name} misses {missing_percent} of its rows: {daily_rows} rows on {scanned_at} where at least {least_expected_rows} were expected.'
  none: 'No table got fewer rows than expected {scope}.'
  exists: true
  opposite: [complete, full]
rows: {key: [table_name, scanned_at], order: [-missing_percent, table_name, scanned_at], max: 1000}
scope: region
completeness: {column: scanned_at, lag: 24h}
next: [{ask: quality/table_scans, with: {table: table_name}}]
---*/
select concat_ws('.', t.catalog_name, t.schema_name, t.table_name) as table_name, t.event_time as scanned_at,
       t.completeness.daily_row_count.last_value as daily_rows, t.completeness.daily_row_count.min_predicted_value as least_expected_rows,
       100e0 - 100e0 * t.completeness.daily_row_count.last_value / t.completeness.daily_row_count.min_predicted_value as missing_percent
from system.data_quality_monitoring.table_results t
where t.event_time >= cast(:from_time as timestamp) and t.event_time < cast(:to_time as timestamp)
  and t.completeness.daily_row_count.min_predicted_value > 0
  and t.completeness.daily_row_count.last_value < t.completeness.daily_row_count.min_predicted_value
order by missing_percent desc, table_name, t.event_time
limit cast(:top_n as int)
