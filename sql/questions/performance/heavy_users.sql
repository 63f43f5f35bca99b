/*---
question: Who runs the heaviest queries?
variants:
  - Heaviest query users
  - Query activity by user
  - Which users use the most query time?
  - Users by data read
not: [failed queries, dashboard]
meaning: >
  One row per user, statements that started in the window on warehouses: how many, how long they ran and how much they read.
uses: [query_failed]
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
  top_n: {type: INT, role: top_n, default: 20, min: 1, max: 1000}
columns:
  executed_by: {type: STRING, is: key}
  queries: {type: BIGINT, is: measure, unit: queries}
  failed_queries: {type: BIGINT, is: measure, unit: queries}
  execution_hours: {type: DOUBLE, is: measure, unit: h}
  read_gb: {type: DOUBLE, is: measure, unit: GB}
  spilled_gb: {type: DOUBLE, is: measure, unit: GB}
answer:
  line: '{executed_by} runs the heaviest queries: {execution_hours} in {queries} queries {scope}, {read_gb} read[[; {next executed_by execution_hours}]].'
  one: '{executed_by} ran {queries} queries {window}: {execution_hours}, {read_gb} read.'
  none: 'No query ran {scope}.'
rows: {key: [executed_by], order: [-execution_hours, executed_by], max: 1000}
scope: region
completeness: {lag: 30m}
next: [{ask: performance/slow_queries, with: {}}]
---*/
select q.executed_by, count(*) as queries, count_if(q.execution_status = 'FAILED') as failed_queries,
       coalesce(sum(q.execution_duration_ms), 0) / 3600000e0 as execution_hours,
       coalesce(sum(q.read_bytes), 0) / 1e9 as read_gb, coalesce(sum(q.spilled_local_bytes), 0) / 1e9 as spilled_gb
from system.query.history q
left join system.access.workspaces_latest w on w.workspace_id = q.workspace_id
where q.compute.warehouse_id is not null
  and q.start_time >= cast(:from_time as timestamp) and q.start_time < cast(:to_time as timestamp)
  and (:workspace = 'ALL' or :workspace in (q.workspace_id, w.workspace_name))
group by q.executed_by
order by execution_hours desc, q.executed_by
limit cast(:top_n as int)
