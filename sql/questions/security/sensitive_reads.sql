/*---
question: Who read sensitive data, that is tables with personal columns?
variants:
  - Who read sensitive data?
  - Who accessed sensitive data?
  - Reads of tables with personal data
  - Sensitive table access
meaning: >
  One row per table in which classification found a class of personal data, and reader: reads seen by lineage in the window.
uses: [lineage_events]
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  table: {type: STRING, role: table, default: ALL, says: Full name of a table or a part of it}
  top_n: {type: INT, role: top_n, default: 100, min: 1, max: 1000}
columns:
  table_name: {type: STRING, is: key}
  reader: {type: STRING, is: key, nullable: true}
  classes: {type: BIGINT, is: measure, unit: classes}
  reads: {type: BIGINT, is: measure, unit: reads}
  last_read_at: {type: TIMESTAMP, is: time}
answer:
  line: '{reader} read {table_name} the most: {reads} times {scope}, last on {last_read_at}[[; {next reader reads}]].'
  none: 'No read of personal data {filters} is known {window}.'
  exists: true
rows: {key: [table_name, reader], order: [-reads, table_name, reader], max: 1000}
scope: region
completeness: {column: last_read_at, lag: 1h}
caveats:
  - Lineage does not see reads by path or from outside of Unity Catalog.
next: [{ask: security/current_grants, with: {table: table_name}}]
---*/
with sensitive as (
  select concat_ws('.', catalog_name, schema_name, table_name) as table_name, count(distinct class_tag) as classes
  from system.data_classification.results
  group by concat_ws('.', catalog_name, schema_name, table_name)
)
select l.source_table_full_name as table_name, l.created_by as reader, max(s.classes) as classes, count(*) - count(event_id) + count(distinct event_id) as reads, max(l.event_time) as last_read_at
from system.access.table_lineage l
join sensitive s on s.table_name = l.source_table_full_name
where l.event_time >= cast(:from_time as timestamp) and l.event_time < cast(:to_time as timestamp)
  and (:table = 'ALL' or contains(lower(l.source_table_full_name), lower(:table)))
group by l.source_table_full_name, l.created_by
order by reads desc, table_name, reader
limit cast(:top_n as int)
