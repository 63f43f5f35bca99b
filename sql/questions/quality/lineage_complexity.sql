/*---
question: Which jobs and pipelines move data between the most tables?
variants:
  - Pipeline lineage and complexity
  - Sources and targets per job
  - Most complex data flows
meaning: >
  One row per job, pipeline or notebook that wrote a table in the lineage of the window: different source tables, different target tables, and writes.
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-30d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  top_n: {type: INT, role: top_n, default: 50, min: 1, max: 1000}
columns:
  workspace_id: {type: STRING, is: key}
  entity_type: {type: STRING, is: key}
  entity_id: {type: STRING, is: key}
  sources: {type: BIGINT, is: measure, unit: tables}
  targets: {type: BIGINT, is: measure, unit: tables}
  lineage_rows: {type: BIGINT, is: measure, unit: rows}
answer:
  line: '{entity_id} moves data between the most tables: {sources} tables read and {targets} written {scope}[[; {next entity_id sources}]].'
  none: 'No lineage was recorded {scope}.'
rows: {key: [workspace_id, entity_type, entity_id], order: [-sources, workspace_id, entity_type, entity_id], max: 1000}
scope: region
completeness: {lag: 1h}
caveats:
  - Lineage does not see reads by path or from outside of Unity Catalog.
next: [{ask: quality/read_write_activity, with: {}}]
---*/
select l.workspace_id, l.entity_type, l.entity_id, count(distinct l.source_table_full_name) as sources,
       count(distinct l.target_table_full_name) as targets, count(*) as lineage_rows
from system.access.table_lineage l
where l.target_table_full_name is not null and l.entity_type <> 'DBSQL_QUERY' and l.entity_id is not null
  and l.event_time >= cast(:from_time as timestamp) and l.event_time < cast(:to_time as timestamp)
group by l.workspace_id, l.entity_type, l.entity_id
order by sources desc, l.workspace_id, l.entity_type, l.entity_id
limit cast(:top_n as int)
