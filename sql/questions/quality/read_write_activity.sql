/*---
question: How often is each table read and written?
variants:
  - Read and write activity per table
  - Table activity
  - Reads against writes by table
not: [not used]
meaning: >
  One row per table that lineage saw in the window: reads, writes and the times of the last ones. A copy is a read of its source and a write of its target, never a write of its source.
uses: [lineage_events]
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  table: {type: STRING, role: table, default: ALL, says: Full name of a table or a part of it}
  top_n: {type: INT, role: top_n, default: 100, min: 1, max: 1000}
columns:
  table_name: {type: STRING, is: key}
  reads: {type: BIGINT, is: measure, unit: reads}
  writes: {type: BIGINT, is: measure, unit: writes}
  last_read_at: {type: TIMESTAMP, is: time, nullable: true}
  last_written_at: {type: TIMESTAMP, is: time, nullable: true}
answer:
  line: '{table_name} is read the most: {reads} reads and {writes} writes {scope}[[; {next table_name reads}]].'
  one: '{table_name} was read {reads} times and written {writes} times {window}.'
  none: 'No {any table table} was read or written {scope}.'
rows: {key: [table_name], order: [-reads, table_name], max: 1000}
scope: region
completeness: {lag: 1h}
caveats:
  - Lineage does not see reads by path or from outside of Unity Catalog.
next: [{ask: quality/inactive_tables, with: {}}]
---*/
with touches as (
  select source_table_full_name as full_name, count(*) - count(event_id) + count(distinct event_id) as reads, 0 as writes, max(event_time) as last_read_at, cast(null as timestamp) as last_written_at
  from system.access.table_lineage
  where source_table_full_name is not null and event_time >= cast(:from_time as timestamp) and event_time < cast(:to_time as timestamp)
  group by source_table_full_name
  union all
  select target_table_full_name as full_name, 0 as reads, count(*) - count(event_id) + count(distinct event_id) as writes, cast(null as timestamp) as last_read_at, max(event_time) as last_written_at
  from system.access.table_lineage
  where target_table_full_name is not null and event_time >= cast(:from_time as timestamp) and event_time < cast(:to_time as timestamp)
  group by target_table_full_name
)
select full_name as table_name, sum(reads) as reads, sum(writes) as writes, max(last_read_at) as last_read_at, max(last_written_at) as last_written_at
from touches
where (:table <> 'ALL' or split_part(full_name, '.', 1) not in ('system', 'samples', '__databricks_internal'))
  and (:table = 'ALL' or contains(lower(full_name), lower(:table)))
group by full_name
order by reads desc, table_name
limit cast(:top_n as int)
