/*---
question: Which personal data is not masked?
variants:
  - Unmasked PII
  - Personal columns without a mask
  - Unprotected personal data
meaning: >
  One row per table with classified columns of which at least one has no mask, and whether the table has a row filter.
parameters:
  top_n: {type: INT, role: top_n, default: 100, min: 1, max: 1000}
columns:
  table_name: {type: STRING, is: key}
  personal_columns: {type: BIGINT, is: measure, unit: columns}
  unmasked_columns: {type: BIGINT, is: measure, unit: columns}
  row_filter: {type: BOOLEAN, is: label}
answer:
  line: '{sum unmasked_columns} of {sum personal_columns} personal columns are not masked, the most in {table_name} ({unmasked_columns} columns)[[; {next table_name unmasked_columns}]].'
  one: '{unmasked_columns} of {personal_columns} personal columns of {table_name} are not masked.'
  none: 'No personal data without a mask is known.'
  exists: true
  opposite: [masked]
rows: {key: [table_name], order: [-unmasked_columns, table_name], max: 1000}
scope: region
completeness: {lag: 24h}
next: [{ask: security/sensitive_reads, with: {}}]
---*/
with found as (
  select distinct catalog_name, schema_name, table_name, column_name from system.data_classification.results
), filtered as (
  select distinct catalog_name, schema_name, table_name from system.information_schema.row_filters
)
select concat_ws('.', f.catalog_name, f.schema_name, f.table_name) as table_name, count(distinct f.column_name) as personal_columns,
       count(distinct case when m.column_name is null then f.column_name end) as unmasked_columns,
       max(case when r.table_name is not null then 1 else 0 end) = 1 as row_filter
from found f
left join system.information_schema.column_masks m
  on m.catalog_name = f.catalog_name and m.schema_name = f.schema_name and m.table_name = f.table_name and m.column_name = f.column_name
left join filtered r on r.catalog_name = f.catalog_name and r.schema_name = f.schema_name and r.table_name = f.table_name
group by concat_ws('.', f.catalog_name, f.schema_name, f.table_name)
having count(distinct case when m.column_name is null then f.column_name end) > 0
order by unmasked_columns desc, table_name
limit cast(:top_n as int)
