/*---
question: Which upkeep did predictive optimization do, and did it fail?
variants:
  - Predictive optimization operations
  - Compaction and vacuum runs
  - Table maintenance
meaning: >
  One row per table and kind of operation that began in the window: operations, failed ones and estimated DBUs.
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  table: {type: STRING, role: table, default: ALL, says: Full name of a table or a part of it}
  top_n: {type: INT, role: top_n, default: 100, min: 1, max: 1000}
columns:
  table_name: {type: STRING, is: key}
  operation_type: {type: STRING, is: key}
  operations: {type: BIGINT, is: measure, unit: operations}
  failed_operations: {type: BIGINT, is: measure, unit: operations}
  estimated_dbu: {type: DOUBLE, is: measure, unit: DBU}
answer:
  line: '{sum operations} upkeep operations ran {scope}, {sum failed_operations} of them failed; the most work was {operation_type} of {table_name} ({estimated_dbu}).'
  none: 'No upkeep of {any table any_table the_table} ran {scope}.'
rows: {key: [table_name, operation_type], order: [-estimated_dbu, table_name, operation_type], max: 1000}
scope: region
completeness: {lag: 24h}
next: [{ask: quality/table_scans, with: {table: table_name}}]
---*/
select concat_ws('.', o.catalog_name, o.schema_name, o.table_name) as table_name, o.operation_type, count(*) as operations,
       count_if(o.operation_status like 'FAILED%') as failed_operations, cast(sum(o.usage_quantity) as double) as estimated_dbu
from system.storage.predictive_optimization_operations_history o
where o.start_time >= cast(:from_time as timestamp) and o.start_time < cast(:to_time as timestamp)
  and (:table = 'ALL' or contains(lower(concat_ws('.', o.catalog_name, o.schema_name, o.table_name)), lower(:table)))
group by concat_ws('.', o.catalog_name, o.schema_name, o.table_name), o.operation_type
order by estimated_dbu desc, table_name, o.operation_type
limit cast(:top_n as int)
