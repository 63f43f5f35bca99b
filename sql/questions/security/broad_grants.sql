/*---
question: Which grants are too broad, given to everybody?
variants:
  - Tables granted to everybody
  - Overly broad grants
  - Public tables
meaning: >
  One row per table on which the group of all account users holds a privilege, with the number of classes of personal data found in it.
uses: [own_catalog]
parameters:
  top_n: {type: INT, role: top_n, default: 100, min: 1, max: 1000}
columns:
  table_name: {type: STRING, is: key}
  privilege_type: {type: STRING, is: key}
  classes: {type: BIGINT, is: measure, unit: classes}
answer:
  line: '{count grant grants} to everybody, on {names table_name}.'
  none: 'No grant is given to everybody {scope}.'
  exists: true
rows: {key: [table_name, privilege_type], order: [-classes, table_name, privilege_type], max: 1000}
scope: region
completeness: {lag: 1h}
next: [{ask: security/current_grants, with: {table: table_name}}]
---*/
with sensitive as (
  select concat_ws('.', catalog_name, schema_name, table_name) as table_name, count(distinct class_tag) as classes
  from system.data_classification.results
  group by concat_ws('.', catalog_name, schema_name, table_name)
)
select concat_ws('.', t.table_catalog, t.table_schema, t.table_name) as table_name, t.privilege_type, coalesce(max(s.classes), 0) as classes
from system.information_schema.table_privileges t
left join sensitive s on s.table_name = concat_ws('.', t.table_catalog, t.table_schema, t.table_name)
where t.grantee in ('account users', 'users') and t.table_catalog not in ('system', 'samples', '__databricks_internal')
group by concat_ws('.', t.table_catalog, t.table_schema, t.table_name), t.privilege_type
order by classes desc, table_name, t.privilege_type
limit cast(:top_n as int)
