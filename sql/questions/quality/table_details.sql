/*---
question: Which tables are there, who owns them, and of what kind are they?
variants:
  - Who owns this table?
  - Owner of a table
  - Type, format and comment of a table
  - List of tables with their owners
not: [not used, unhealthy, layer, undocumented]
meaning: One row per table and view of Unity Catalog that is not one of Databricks' own, with its owner.
parameters:
  table: {type: STRING, role: table, default: ALL, says: Full name of a table or a part of it}
  top_n: {type: INT, role: top_n, default: 200, min: 1, max: 1000}
columns:
  table_name: {type: STRING, is: key}
  table_owner: {type: STRING, is: label, nullable: true}
  table_type: {type: STRING, is: label, nullable: true}
  comment: {type: STRING, is: label, nullable: true}
  last_altered_at: {type: TIMESTAMP, is: time, nullable: true}
answer:
  line: '{count table tables}: {names table_name}.'
  one: '{table_name} is owned by {table_owner}[[ and of the type {table_type}]][[, changed at last on {last_altered_at}]].'
  none: 'There is no {any table table table} that can be seen.'
rows: {key: [table_name], order: [table_name], max: 1000}
scope: region
next: [{ask: quality/table_scans, with: {table: table_name}}]
---*/
select concat_ws('.', t.table_catalog, t.table_schema, t.table_name) as table_name, t.table_owner, t.table_type, t.comment,
       t.last_altered as last_altered_at
from system.information_schema.tables t
where t.table_catalog not in ('system', 'samples', '__databricks_internal') and t.table_schema <> 'information_schema'
  and (:table = 'ALL' or contains(lower(concat_ws('.', t.table_catalog, t.table_schema, t.table_name)), lower(:table)))
order by table_name
limit cast(:top_n as int)
