/*---
question: How many tables are there in each layer?
variants:
  - Tables in the gold layer
  - Count of bronze, silver and gold tables
  - Table inventory by layer
not: [complete, completeness]
meaning: >
  One row per value of the tag layer: tables of the catalog, and how many of them have a comment; tables without the tag are one row with a null layer.
uses: [own_table]
columns:
  layer: {type: STRING, is: key, nullable: true}
  tables: {type: BIGINT, is: measure, unit: tables}
  documented_tables: {type: BIGINT, is: measure, unit: tables}
  owners: {type: BIGINT, is: measure, unit: owners}
answer:
  line: '{sum tables} tables are in the layers {names layer}.'
  none: 'No table is known.'
rows: {key: [layer], order: [layer], max: 1000}
scope: region
completeness: {lag: 24h}
next: [{ask: quality/undocumented_tables, with: {}}]
---*/
with layers as (
  select catalog_name, schema_name, table_name, max(tag_value) as layer from system.information_schema.table_tags
  where tag_name = 'layer'
  group by catalog_name, schema_name, table_name
)
select y.layer, count(*) as tables, count_if(t.comment is not null and t.comment <> '') as documented_tables, count(distinct t.table_owner) as owners
from system.information_schema.tables t
left join layers y on y.catalog_name = t.table_catalog and y.schema_name = t.table_schema and y.table_name = t.table_name
where t.table_catalog not in ('system', 'samples', '__databricks_internal') and t.table_schema <> 'information_schema' and coalesce(t.table_type, 'MANAGED') not in ('VIEW', 'METRIC_VIEW')
group by y.layer
order by y.layer
limit 1000
