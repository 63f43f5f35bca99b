/*---
question: Which tables are read the most, and which are not used at all?
variants:
  - Tables by how often they are read
  - Most used tables
  - Read activity per table
not: [stale tables, who accessed]
meaning: >
  One row per table of the catalog with the reads and readers that lineage saw in the window, the most read first; a table without a read has 0. The first top_n tables with reads are kept, and as many without any.
uses: [own_table, lineage_events]
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  top_n: {type: INT, role: top_n, default: 100, min: 1, max: 1000}
columns:
  table_name: {type: STRING, is: key}
  table_owner: {type: STRING, is: label, nullable: true}
  reads: {type: BIGINT, is: measure, unit: reads}
  readers: {type: BIGINT, is: measure, unit: users}
  last_read_at: {type: TIMESTAMP, is: time, nullable: true}
  last_altered_at: {type: TIMESTAMP, is: time, nullable: true}
answer:
  line: '{table_name} is read the most: {reads} reads by {readers} users {scope}[[; {next table_name reads}]].'
  one: '{table_name} was read {reads} times by {readers} users {window}.'
  none: 'No table is known {scope}.'
rows: {key: [table_name], order: [-reads, table_name], max: 1000}
scope: region
completeness: {column: last_read_at, lag: 1h}
caveats: [Lineage does not see reads by path or from outside of Unity Catalog.]
next: [{ask: quality/stale_tables, with: {}}]
---*/
with reads as (
  select source_table_full_name as full_name, count(*) - count(event_id) + count(distinct event_id) as reads, count(distinct created_by) as readers, max(event_time) as last_read_at
  from system.access.table_lineage
  where event_time >= cast(:from_time as timestamp) and event_time < cast(:to_time as timestamp)
  group by source_table_full_name
)
select concat_ws('.', t.table_catalog, t.table_schema, t.table_name) as table_name, t.table_owner,
       coalesce(r.reads, 0) as reads, coalesce(r.readers, 0) as readers, r.last_read_at, t.last_altered as last_altered_at
from system.information_schema.tables t
left join reads r on r.full_name = concat_ws('.', t.table_catalog, t.table_schema, t.table_name)
where t.table_catalog not in ('system', 'samples', '__databricks_internal') and t.table_schema <> 'information_schema' and coalesce(t.table_type, 'MANAGED') not in ('VIEW', 'METRIC_VIEW')
qualify row_number() over (partition by r.full_name is null order by coalesce(r.reads, 0) desc, concat_ws('.', t.table_catalog, t.table_schema, t.table_name)) <= cast(:top_n as int)
order by reads desc, table_name
limit 1000
