/*---
question: How many queries ran per day?
variants:
  - Query volume trend
  - Number of queries by day
  - Daily query count and error rate
not: [percentile, p95, by user]
meaning: >
  One row per UTC day, statements that started then on warehouses: how many, how many failed, by how many users.
uses: [query_failed]
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
  warehouse: {type: STRING, role: warehouse, default: ALL, says: Name or id of a warehouse}
columns:
  day: {type: DATE, is: key}
  queries: {type: BIGINT, is: measure, unit: queries}
  failed_queries: {type: BIGINT, is: measure, unit: queries}
  failed_percent: {type: DOUBLE, is: measure, unit: percent}
  users: {type: BIGINT, is: measure, unit: users}
answer:
  line: '{sum queries} queries ran {scope}[[, most on {at queries day} ({max queries})]]; {sum failed_queries} of them failed.'
  none: 'No query ran {scope}.'
rows: {key: [day], order: [day], max: 1000}
scope: region
completeness: {column: day, lag: 30m}
next: [{ask: performance/failed_queries, with: {}}]
---*/
select date_add(cast('1970-01-01' as date), cast(floor(unix_timestamp(q.start_time) / 86400) as int)) as day, count(*) as queries, count_if(q.execution_status = 'FAILED') as failed_queries,
       100e0 * count_if(q.execution_status = 'FAILED') / count(*) as failed_percent, count(distinct q.executed_by) as users
from system.query.history q
left join system.access.workspaces_latest w on w.workspace_id = q.workspace_id
where q.compute.warehouse_id is not null
  and q.start_time >= cast(:from_time as timestamp) and q.start_time < cast(:to_time as timestamp)
  and (:workspace = 'ALL' or :workspace in (q.workspace_id, w.workspace_name))
  and (:warehouse = 'ALL' or q.compute.warehouse_id = :warehouse
    or q.compute.warehouse_id in (select warehouse_id from system.compute.warehouses where warehouse_name = :warehouse))
group by date_add(cast('1970-01-01' as date), cast(floor(unix_timestamp(q.start_time) / 86400) as int))
order by day
limit 1000
