/*---
question: Who read which table on each day, and which of them hold personal data?
variants: []
meaning: >
  One row per table, reader and UTC day: reads seen by lineage, when the first and the last happened, and the classes of personal data that
  classification found in the table.
uses: [lineage_events]
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-35d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
columns:
  table_name: {type: STRING, is: key}
  reader: {type: STRING, is: key, nullable: true}
  read_date: {type: DATE, is: key}
  reads: {type: BIGINT, is: measure, unit: reads}
  first_at: {type: TIMESTAMP, is: time}
  last_at: {type: TIMESTAMP, is: time}
  class_tags: {type: STRING, is: label, nullable: true, says: 'Joined by commas; null when no personal data was found'}
rows: {key: [table_name, reader, read_date], order: [-read_date, table_name, reader], max: 10000}
scope: region
completeness: {column: read_date, lag: 1h}
caveats:
  - Lineage does not see reads by path or from outside of Unity Catalog.
---*/
with sensitive as (
  select concat_ws('.', catalog_name, schema_name, table_name) as table_name, array_join(array_sort(collect_set(class_tag)), ', ') as class_tags
  from system.data_classification.results
  where class_tag is not null
  group by concat_ws('.', catalog_name, schema_name, table_name)
), days as (
  select source_table_full_name as table_name, created_by as reader,
         date_add(cast('1970-01-01' as date), cast(floor(unix_timestamp(event_time) / 86400) as int)) as read_date,
         count(*) - count(event_id) + count(distinct event_id) as reads, min(event_time) as first_at, max(event_time) as last_at
  from system.access.table_lineage
  where source_table_full_name is not null
    and event_time >= cast(:from_time as timestamp) and event_time < cast(:to_time as timestamp)
  group by source_table_full_name, created_by, date_add(cast('1970-01-01' as date), cast(floor(unix_timestamp(event_time) / 86400) as int))
)
select d.table_name, d.reader, d.read_date, d.reads, d.first_at, d.last_at, s.class_tags
from days d
left join sensitive s on s.table_name = d.table_name
order by d.read_date desc, d.table_name, d.reader
limit 10000
