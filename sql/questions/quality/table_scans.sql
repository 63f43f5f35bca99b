/*---
question: How did the scans of one table turn out?
variants:
  - Scan history of prod.sales.orders
  - Quality history of a table
  - Health of one table over time
not: [not]
meaning: >
  One row per scan of a table in the window, newest first: freshness, completeness and rows of the day.
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-14d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  table: {type: STRING, role: table, default: ALL, says: Full name of a table or a part of it}
  top_n: {type: INT, role: top_n, default: 200, min: 1, max: 1000}
columns:
  table_name: {type: STRING, is: key}
  scanned_at: {type: TIMESTAMP, is: key}
  freshness_status: {type: STRING, is: label, nullable: true}
  completeness_status: {type: STRING, is: label, nullable: true}
  daily_rows: {type: BIGINT, is: measure, unit: rows, nullable: true}
  last_commit_at: {type: TIMESTAMP, is: time, nullable: true}
answer:
  line: '{table_name}[[ had its last commit on {last_commit_at};]] the latest scan, on {scanned_at}, found freshness {freshness_status}[[ and completeness {completeness_status}]][[, with {daily_rows} rows of the day]].'
  none: 'No scan of {any table any_table the_table} is known {scope}.'
rows: {key: [table_name, scanned_at], order: [-scanned_at, table_name], max: 1000}
scope: region
completeness: {column: scanned_at, lag: 24h}
next: [{ask: quality/table_upstream, with: {table: table_name}}]
---*/
select concat_ws('.', t.catalog_name, t.schema_name, t.table_name) as table_name, t.event_time as scanned_at, t.freshness.status as freshness_status,
       t.completeness.status as completeness_status, t.completeness.daily_row_count.last_value as daily_rows,
       t.freshness.commit_freshness.last_value as last_commit_at
from system.data_quality_monitoring.table_results t
where t.event_time >= cast(:from_time as timestamp) and t.event_time < cast(:to_time as timestamp)
  and (:table = 'ALL' or contains(lower(concat_ws('.', t.catalog_name, t.schema_name, t.table_name)), lower(:table)))
order by t.event_time desc, table_name
limit cast(:top_n as int)
