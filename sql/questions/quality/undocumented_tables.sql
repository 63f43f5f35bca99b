/*---
question: Which tables have no description?
variants:
  - Undocumented tables
  - Tables without a comment
  - Missing table documentation
meaning: >
  One row per table of the catalog without a comment, with its columns and how many of them have one.
uses: [own_table]
parameters:
  top_n: {type: INT, role: top_n, default: 200, min: 1, max: 1000}
columns:
  table_name: {type: STRING, is: key}
  table_owner: {type: STRING, is: label, nullable: true}
  columns: {type: BIGINT, is: measure, unit: columns}
  described_columns: {type: BIGINT, is: measure, unit: columns}
answer:
  line: '{count table tables} without a description {scope}: {names table_name}.'
  one: '{table_name} has no description.'
  none: 'Every table has a description.'
  exists: true
  opposite: [documented, described, a description, descriptions]
rows: {key: [table_name], order: [table_name], max: 1000}
scope: region
completeness: {lag: 24h}
next: [{ask: quality/tables_by_layer, with: {}}]
---*/
select concat_ws('.', t.table_catalog, t.table_schema, t.table_name) as table_name, t.table_owner, count(c.column_name) as columns, count(nullif(c.comment, '')) as described_columns
from system.information_schema.tables t
left join system.information_schema.columns c
  on c.table_catalog = t.table_catalog and c.table_schema = t.table_schema and c.table_name = t.table_name
where (t.comment is null or t.comment = '') and t.table_catalog not in ('system', 'samples', '__databricks_internal') and t.table_schema <> 'information_schema' and coalesce(t.table_type, 'MANAGED') not in ('VIEW', 'METRIC_VIEW')
group by concat_ws('.', t.table_catalog, t.table_schema, t.table_name), t.table_owner
order by table_name
limit cast(:top_n as int)
