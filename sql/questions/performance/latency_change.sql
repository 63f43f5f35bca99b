/*---
question: On which warehouses did queries get slower than in the period before?
variants:
  - Performance regression by warehouse
  - Compare query latency with the previous period
  - Where did P95 rise?
not: [day, trend, cost]
meaning: >
  One row per warehouse: P95 of finished statements in the window and in the equally long stretch before it, and the ratio; the largest rise first.
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
columns:
  workspace_id: {type: STRING, is: key}
  workspace_name: {type: STRING, is: label, nullable: true}
  warehouse_id: {type: STRING, is: key}
  warehouse_name: {type: STRING, is: label, nullable: true}
  p95_seconds: {type: DOUBLE, is: measure, unit: s, nullable: true}
  previous_p95_seconds: {type: DOUBLE, is: measure, unit: s, nullable: true}
  ratio: {type: DOUBLE, is: measure, unit: times, nullable: true}
answer:
  line: '{warehouse_name warehouse_id} got slower the most: P95 {p95_seconds} {scope}, before it {previous_p95_seconds}[[; {next warehouse_name warehouse_id p95_seconds}]].'
  one: 'P95 on {warehouse_name warehouse_id} was {p95_seconds} {window}, before it {previous_p95_seconds}.'
  none: 'No query ran {scope}.'
rows: {key: [workspace_id, warehouse_id], order: [-ratio, workspace_id, warehouse_id], max: 1000}
scope: region
completeness: {lag: 30m}
next: [{ask: performance/slow_queries, with: {workspace: workspace_id}}]
---*/
with latest_warehouses as (
  select workspace_id, warehouse_id, warehouse_name, warehouse_size from system.compute.warehouses
  qualify row_number() over (partition by workspace_id, warehouse_id order by change_time desc) = 1
), measured as (
  select q.workspace_id, q.compute.warehouse_id as warehouse_id,
         percentile(case when q.start_time >= cast(:from_time as timestamp) then q.total_duration_ms end, 0.95) / 1000e0 as p95_seconds,
         percentile(case when q.start_time < cast(:from_time as timestamp) then q.total_duration_ms end, 0.95) / 1000e0 as previous_p95_seconds
  from system.query.history q
  where q.execution_status = 'FINISHED' and not coalesce(q.from_result_cache, false) and q.compute.warehouse_id is not null
    and q.start_time >= cast(:from_time as timestamp) - (cast(:to_time as timestamp) - cast(:from_time as timestamp)) and q.start_time < cast(:to_time as timestamp)
  group by q.workspace_id, q.compute.warehouse_id
)
select m.workspace_id, w.workspace_name, m.warehouse_id, h.warehouse_name, m.p95_seconds, m.previous_p95_seconds,
       m.p95_seconds / nullif(m.previous_p95_seconds, 0) as ratio
from measured m
left join latest_warehouses h on h.workspace_id = m.workspace_id and h.warehouse_id = m.warehouse_id
left join system.access.workspaces_latest w on w.workspace_id = m.workspace_id
where (:workspace = 'ALL' or :workspace in (m.workspace_id, w.workspace_name))
order by ratio desc, m.workspace_id, m.warehouse_id
limit 1000
