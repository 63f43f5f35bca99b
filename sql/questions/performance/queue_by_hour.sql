/*---
question: At which hours of the day do queries wait for capacity?
variants:
  - Queueing by hour
  - Peak hours of waiting
  - When do queries queue?
not: [warehouse]
meaning: >
  One row per hour of the day (UTC), statements that started in it: how many, how many waited for capacity, and for how long.
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
  warehouse: {type: STRING, role: warehouse, default: ALL, says: Name or id of a warehouse}
columns:
  hour_utc: {type: BIGINT, is: key}
  queries: {type: BIGINT, is: measure, unit: queries}
  waiting_queries: {type: BIGINT, is: measure, unit: queries}
  waiting_hours: {type: DOUBLE, is: measure, unit: h}
answer:
  line: 'Queries wait the most at {at waiting_hours hour_utc} o''clock UTC: {max waiting_hours} in all {scope}.'
  none: 'No query ran {scope}.'
rows: {key: [hour_utc], order: [hour_utc], max: 24}
scope: region
completeness: {lag: 30m}
next: [{ask: performance/warehouse_load, with: {}}]
---*/
select cast(floor(unix_timestamp(q.start_time) / 3600) as bigint) % 24 as hour_utc, count(*) as queries,
       count_if(q.waiting_at_capacity_duration_ms > 0) as waiting_queries,
       coalesce(sum(q.waiting_at_capacity_duration_ms), 0) / 3600000e0 as waiting_hours
from system.query.history q
left join system.access.workspaces_latest w on w.workspace_id = q.workspace_id
where q.compute.warehouse_id is not null
  and q.start_time >= cast(:from_time as timestamp) and q.start_time < cast(:to_time as timestamp)
  and (:workspace = 'ALL' or :workspace in (q.workspace_id, w.workspace_name))
  and (:warehouse = 'ALL' or q.compute.warehouse_id = :warehouse
    or q.compute.warehouse_id in (select warehouse_id from system.compute.warehouses where warehouse_name = :warehouse))
group by cast(floor(unix_timestamp(q.start_time) / 3600) as bigint) % 24
order by hour_utc
limit 24
