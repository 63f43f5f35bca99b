/*---
question: Where does this table come from?
variants:
  - Upstream tables of prod.sales.daily_rollup
  - "Lineage: sources of a table"
  - Which source tables feed it?
  - What tables feed prod.sales.daily_rollup?
  - What is this table made from?
not: [downstream, columns, depends]
meaning: >
  One row per table, direct source table and what copied it (job, pipeline, notebook), from the lineage of the window. Only direct steps: ask again for the source.
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-30d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  table: {type: STRING, role: table, default: ALL, says: Full name of a table or a part of it}
  top_n: {type: INT, role: top_n, default: 100, min: 1, max: 1000}
columns:
  table_name: {type: STRING, is: key}
  upstream_table: {type: STRING, is: key}
  entity_type: {type: STRING, is: key}
  entity_id: {type: STRING, is: key, nullable: true}
  writes: {type: BIGINT, is: measure, unit: writes}
  last_at: {type: TIMESTAMP, is: time}
answer:
  line: '{table_name} comes from {names upstream_table}[[; last on {last_at}]].'
  none: 'No source of {any table any_table the_table} is known {scope}.'
rows: {key: [table_name, upstream_table, entity_type, entity_id], order: [table_name, upstream_table, entity_type, entity_id], max: 1000}
scope: region
completeness: {column: last_at, lag: 1h}
caveats:
  - Lineage does not see reads by path or from outside of Unity Catalog.
next: [{ask: quality/read_write_activity, with: {}}]
---*/
select l.target_table_full_name as table_name, l.source_table_full_name as upstream_table, l.entity_type, case when l.entity_type = 'DBSQL_QUERY' then null else l.entity_id end as entity_id,
       count(*) as writes, max(l.event_time) as last_at
from system.access.table_lineage l
where l.source_table_full_name is not null and l.target_table_full_name is not null
  and l.event_time >= cast(:from_time as timestamp) and l.event_time < cast(:to_time as timestamp)
  and (:table = 'ALL' or contains(lower(l.target_table_full_name), lower(:table)))
group by l.target_table_full_name, l.source_table_full_name, l.entity_type, case when l.entity_type = 'DBSQL_QUERY' then null else l.entity_id end
order by table_name, upstream_table, l.entity_type, entity_id
limit cast(:top_n as int)
