/*---
question: Which tables were neither read nor written?
variants:
  - Inactive tables without reads or writes
  - Orphaned tables
  - Tables nobody reads or writes
  - Dead tables
not: [most used, unused]
meaning: >
  One row per table of the catalog that lineage saw neither as a source nor as a target in the window. A table that lineage never saw is in it too.
uses: [own_table]
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-30d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  top_n: {type: INT, role: top_n, default: 200, min: 1, max: 1000}
columns:
  table_name: {type: STRING, is: key}
  table_owner: {type: STRING, is: label, nullable: true}
  last_altered_at: {type: TIMESTAMP, is: time, nullable: true}
answer:
  line: '{count table tables} neither read nor written {scope}: {names table_name}.'
  none: 'Every table was read or written {scope}.'
  exists: true
  opposite: [used, read, written, active]
rows: {key: [table_name], order: [last_altered_at, table_name], max: 1000}
scope: region
completeness: {lag: 1h}
caveats:
  - Lineage does not see reads by path or from outside of Unity Catalog.
next: [{ask: quality/table_reads, with: {}}]
---*/
with touched as (
  select source_table_full_name as full_name from system.access.table_lineage
  where source_table_full_name is not null and event_time >= cast(:from_time as timestamp) and event_time < cast(:to_time as timestamp)
  union
  select target_table_full_name as full_name from system.access.table_lineage
  where target_table_full_name is not null and event_time >= cast(:from_time as timestamp) and event_time < cast(:to_time as timestamp)
)
select concat_ws('.', t.table_catalog, t.table_schema, t.table_name) as table_name, t.table_owner, t.last_altered as last_altered_at
from system.information_schema.tables t
left join touched x on x.full_name = concat_ws('.', t.table_catalog, t.table_schema, t.table_name)
where x.full_name is null and t.table_catalog not in ('system', 'samples', '__databricks_internal') and t.table_schema <> 'information_schema' and coalesce(t.table_type, 'MANAGED') not in ('VIEW', 'METRIC_VIEW')
order by t.last_altered, table_name
limit cast(:top_n as int)
