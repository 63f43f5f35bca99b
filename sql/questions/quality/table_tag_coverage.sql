/*---
question: Which tables carry a tag, per catalog?
variants:
  - Tag coverage of tables
  - Tables without tags
  - Untagged tables by catalog
not: [layer]
meaning: >
  One row per catalog: its tables, those with at least one tag of their own, and the share.
uses: [own_table]
columns:
  catalog_name: {type: STRING, is: key}
  tables: {type: BIGINT, is: measure, unit: tables}
  tagged_tables: {type: BIGINT, is: measure, unit: tables}
  tagged_percent: {type: DOUBLE, is: measure, unit: percent}
answer:
  line: '{share tagged_tables tables} of the tables carry a tag[[; the least in {catalog_name} ({tagged_percent})]].'
  none: 'No table is known.'
rows: {key: [catalog_name], order: [tagged_percent, catalog_name], max: 1000}
scope: region
completeness: {lag: 24h}
next: [{ask: quality/undocumented_tables, with: {}}]
---*/
with tagged as (
  select distinct catalog_name, schema_name, table_name from system.information_schema.table_tags
)
select t.table_catalog as catalog_name, count(*) as tables, count(g.table_name) as tagged_tables, 100e0 * count(g.table_name) / count(*) as tagged_percent
from system.information_schema.tables t
left join tagged g on g.catalog_name = t.table_catalog and g.schema_name = t.table_schema and g.table_name = t.table_name
where t.table_catalog not in ('system', 'samples', '__databricks_internal') and t.table_schema <> 'information_schema' and coalesce(t.table_type, 'MANAGED') not in ('VIEW', 'METRIC_VIEW')
group by t.table_catalog
order by tagged_percent, catalog_name
limit 1000
