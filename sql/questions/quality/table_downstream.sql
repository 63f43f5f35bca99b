/*---
question: What depends on this table?
variants:
  - Downstream tables of prod.sales.orders
  - "Lineage: what is made from a table"
  - Which tables does this table feed?
  - Blast radius of a table
not: [upstream, columns, come from]
meaning: >
  One row per table, table that is directly made from it and what copied it (job, pipeline, notebook), from the lineage of the window.
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-30d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  table: {type: STRING, role: table, default: ALL, says: Full name of a table or a part of it}
  top_n: {type: INT, role: top_n, default: 100, min: 1, max: 1000}
columns:
  table_name: {type: STRING, is: key}
  downstream_table: {type: STRING, is: key}
  entity_type: {type: STRING, is: key}
  entity_id: {type: STRING, is: key, nullable: true}
  writes: {type: BIGINT, is: measure, unit: writes}
  last_at: {type: TIMESTAMP, is: time}
answer:
  line: '{table_name} feeds {names downstream_table}[[; last on {last_at}]].'
  none: 'Nothing is known to depend on {any table any_table the_table} {scope}.'
  exists: true
rows: {key: [table_name, downstream_table, entity_type, entity_id], order: [table_name, downstream_table, entity_type, entity_id], max: 1000}
scope: region
completeness: {column: last_at, lag: 1h}
caveats:
  - Lineage does not see reads by path or from outside of Unity Catalog.
next: [{ask: quality/read_write_activity, with: {}}]
---*/
select l.source_table_full_name as table_name, l.target_table_full_name as downstream_table, l.entity_type, case when l.entity_type = 'DBSQL_QUERY' then null else l.entity_id end as entity_id,
       count(*) as writes, max(l.event_time) as last_at
from system.access.table_lineage l
where l.source_table_full_name is not null and l.target_table_full_name is not null
  and l.event_time >= cast(:from_time as timestamp) and l.event_time < cast(:to_time as timestamp)
  and (:table = 'ALL' or contains(lower(l.source_table_full_name), lower(:table)))
group by l.source_table_full_name, l.target_table_full_name, l.entity_type, case when l.entity_type = 'DBSQL_QUERY' then null else l.entity_id end
order by table_name, downstream_table, l.entity_type, entity_id
limit cast(:top_n as int)
