/*---
question: How did query latency develop day by day?
variants:
  - Latency trend
  - P95 per day
  - Did queries get slower over time?
  - Daily query duration
not: [warehouse, number of queries]
meaning: >
  One row per UTC day, median and P95 of the whole duration of finished statements that were not answered from the result cache.
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-14d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
  warehouse: {type: STRING, role: warehouse, default: ALL, says: Name or id of a warehouse}
columns:
  day: {type: DATE, is: key}
  queries: {type: BIGINT, is: measure, unit: queries}
  p50_seconds: {type: DOUBLE, is: measure, unit: s}
  p95_seconds: {type: DOUBLE, is: measure, unit: s}
answer:
  line: 'P95 was {last p95_seconds} on {last day}[[, at most {max p95_seconds} on {at p95_seconds day}]].'
  none: 'No query ran {scope}.'
rows: {key: [day], order: [day], max: 1000}
scope: region
completeness: {column: day, lag: 30m}
next: [{ask: performance/latency_change, with: {}}]
---*/
select date_add(cast('1970-01-01' as date), cast(floor(unix_timestamp(q.start_time) / 86400) as int)) as day, count(*) as queries,
       percentile(q.total_duration_ms, 0.5) / 1000e0 as p50_seconds, percentile(q.total_duration_ms, 0.95) / 1000e0 as p95_seconds
from system.query.history q
left join system.access.workspaces_latest w on w.workspace_id = q.workspace_id
where q.compute.warehouse_id is not null
  and q.execution_status = 'FINISHED' and not coalesce(q.from_result_cache, false)
  and q.start_time >= cast(:from_time as timestamp) and q.start_time < cast(:to_time as timestamp)
  and (:workspace = 'ALL' or :workspace in (q.workspace_id, w.workspace_name))
  and (:warehouse = 'ALL' or q.compute.warehouse_id = :warehouse
    or q.compute.warehouse_id in (select warehouse_id from system.compute.warehouses where warehouse_name = :warehouse))
group by date_add(cast('1970-01-01' as date), cast(floor(unix_timestamp(q.start_time) / 86400) as int))
order by day
limit 1000
