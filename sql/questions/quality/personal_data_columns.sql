/*---
question: Which columns hold personal data?
variants:
  - Columns with personal data
  - PII columns
  - Classified columns
  - Where are e-mail addresses and phone numbers?
not: [unmasked, lineage]
meaning: >
  One row per column in which classification found a class of personal data, with its confidence and whether a mask or a tag is on the column.
parameters:
  table: {type: STRING, role: table, default: ALL, says: Full name of a table or a part of it}
  top_n: {type: INT, role: top_n, default: 200, min: 1, max: 1000}
columns:
  table_name: {type: STRING, is: key}
  column_name: {type: STRING, is: key}
  class_tag: {type: STRING, is: key}
  confidence: {type: STRING, is: label, nullable: true, says: HIGH or LOW}
  masked: {type: BOOLEAN, is: label}
  tagged: {type: BOOLEAN, is: label}
  latest_detected_at: {type: TIMESTAMP, is: time, nullable: true}
answer:
  line: '{count column columns} with personal data: {names column_name}, in {names table_name}.'
  none: 'No column {filters} is known to hold personal data.'
  exists: true
rows: {key: [table_name, column_name, class_tag], order: [table_name, column_name, class_tag], max: 1000}
scope: region
completeness: {lag: 24h}
caveats:
  - Classification samples data; what it did not find may still be there.
next: [{ask: security/sensitive_reads, with: {}}]
---*/
with tagged as (
  select distinct catalog_name, schema_name, table_name, column_name from system.information_schema.column_tags
), masked as (
  select distinct catalog_name, schema_name, table_name, column_name from system.information_schema.column_masks
)
select concat_ws('.', c.catalog_name, c.schema_name, c.table_name) as table_name, c.column_name, c.class_tag, c.confidence,
       m.column_name is not null as masked, g.column_name is not null as tagged, c.latest_detected_time as latest_detected_at
from system.data_classification.results c
left join masked m on m.catalog_name = c.catalog_name and m.schema_name = c.schema_name and m.table_name = c.table_name and m.column_name = c.column_name
left join tagged g on g.catalog_name = c.catalog_name and g.schema_name = c.schema_name and g.table_name = c.table_name and g.column_name = c.column_name
where (:table = 'ALL' or contains(lower(concat_ws('.', c.catalog_name, c.schema_name, c.table_name)), lower(:table)))
order by table_name, c.column_name, c.class_tag
limit cast(:top_n as int)
