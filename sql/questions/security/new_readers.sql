/*---
question: Who read a table for the first time?
variants:
  - First-time readers of a table
  - New readers
  - Tables somebody had never read before
meaning: >
  One row per table and reader seen by lineage in the window and not in the 30 days before it, where the table had readers before.
uses: [lineage_events]
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  table: {type: STRING, role: table, default: ALL, says: Full name of a table or a part of it}
  top_n: {type: INT, role: top_n, default: 100, min: 1, max: 1000}
columns:
  table_name: {type: STRING, is: key}
  reader: {type: STRING, is: key}
  reads: {type: BIGINT, is: measure, unit: reads}
  first_read_at: {type: TIMESTAMP, is: time}
answer:
  line: '{reader} read {table_name} for the first time on {first_read_at}[[; {next reader reads}]].'
  none: 'Nobody read {any table a_table the_table} for the first time {scope}.'
  exists: true
rows: {key: [table_name, reader], order: [-first_read_at, table_name, reader], max: 1000}
scope: region
completeness: {column: first_read_at, lag: 1h}
next: [{ask: security/table_access, with: {table: table_name}}]
---*/
with seen as (
  select source_table_full_name as table_name, created_by as reader, min(event_time) as first_read_at,
         count(*) - count(event_id) + count(distinct event_id) as reads
  from system.access.table_lineage
  where source_table_full_name is not null and created_by is not null
    and event_time >= cast(:from_time as timestamp) - interval 30 days and event_time < cast(:to_time as timestamp)
    and (:table = 'ALL' or contains(lower(source_table_full_name), lower(:table)))
  group by source_table_full_name, created_by
), known as (
  select table_name from seen where first_read_at < cast(:from_time as timestamp) group by table_name
)
select s.table_name, s.reader, s.reads, s.first_read_at
from seen s
join known k on k.table_name = s.table_name
where s.first_read_at >= cast(:from_time as timestamp)
order by s.first_read_at desc, s.table_name, s.reader
limit cast(:top_n as int)
