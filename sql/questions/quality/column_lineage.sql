/*---
question: Which columns is a column made from?
variants:
  - Column lineage
  - Source columns of a table's columns
  - Where does a column come from?
not: [personal]
meaning: >
  One row per column of a table and the column of another table it was copied from in the window.
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-30d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  table: {type: STRING, role: table, default: ALL, says: Full name of a table or a part of it}
  top_n: {type: INT, role: top_n, default: 200, min: 1, max: 1000}
columns:
  table_name: {type: STRING, is: key}
  column_name: {type: STRING, is: key}
  source_table: {type: STRING, is: key}
  source_column: {type: STRING, is: key}
  copies: {type: BIGINT, is: measure, unit: writes}
  last_at: {type: TIMESTAMP, is: time}
answer:
  line: '{column_name} of {table_name} is made from {names source_column} of {names source_table}.'
  none: 'No source is known of a column of {any table any_table the_table} {scope}.'
rows: {key: [table_name, column_name, source_table, source_column], order: [table_name, column_name, source_table, source_column], max: 1000}
scope: region
completeness: {column: last_at, lag: 1h}
next: [{ask: quality/table_upstream, with: {table: table_name}}]
---*/
select l.target_table_full_name as table_name, l.target_column_name as column_name, l.source_table_full_name as source_table,
       l.source_column_name as source_column, count(*) as copies, max(l.event_time) as last_at
from system.access.column_lineage l
where l.source_table_full_name is not null and l.target_table_full_name is not null
  and l.event_time >= cast(:from_time as timestamp) and l.event_time < cast(:to_time as timestamp)
  and (:table = 'ALL' or contains(lower(l.target_table_full_name), lower(:table)))
group by l.target_table_full_name, l.target_column_name, l.source_table_full_name, l.source_column_name
order by table_name, column_name, source_table, source_column
limit cast(:top_n as int)
