/*---
question: Who accessed which table, and how often?
variants:
  - Who touched the table prod.sales.orders?
  - Table access by user
  - Who read the salaries table?
  - Which users read a table?
not: [failed logins, permission changes, stale tables]
meaning: One row per table and reader, reads seen by lineage in the window; part of a table name finds every table that holds it.
uses: [lineage_events]
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-24h, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  table: {type: STRING, role: table, default: ALL, says: Full name of a table or a part of it}
  top_n: {type: INT, role: top_n, default: 50, min: 1, max: 1000}
columns:
  table_name: {type: STRING, is: key}
  reader: {type: STRING, is: key, nullable: true}
  reads: {type: BIGINT, is: measure, unit: reads}
  first_read_at: {type: TIMESTAMP, is: time}
  last_read_at: {type: TIMESTAMP, is: time}
answer:
  line: '{reader} read {table_name} the most: {reads} times {scope}, last on {last_read_at}[[; {next reader reads}]].'
  none: 'Nobody is known to have read {any table a_table the_table} {scope}.'
  exists: true
rows: {key: [table_name, reader], order: [-reads, table_name, reader], max: 1000}
scope: region
completeness: {column: last_read_at, lag: 1h}
caveats: [Lineage does not see reads by path or from outside of Unity Catalog.]
next: [{ask: security/permission_changes, with: {}}]
---*/
select l.source_table_full_name as table_name, l.created_by as reader,
       count(*) - count(event_id) + count(distinct event_id) as reads, min(l.event_time) as first_read_at, max(l.event_time) as last_read_at
from system.access.table_lineage l
where l.source_table_full_name is not null
  and l.event_time >= cast(:from_time as timestamp) and l.event_time < cast(:to_time as timestamp)
  and (:table = 'ALL' or contains(lower(l.source_table_full_name), lower(:table)))
group by l.source_table_full_name, l.created_by
order by reads desc, table_name, reader
limit cast(:top_n as int)
