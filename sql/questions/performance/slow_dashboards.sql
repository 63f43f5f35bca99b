/*---
question: Which dashboards are slow?
variants:
  - Slowest dashboards
  - Dashboard query times
  - Dashboards by query duration
not: [cost]
meaning: >
  One row per dashboard whose statements started in the window: how many, mean and P95 of the whole duration.
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
  top_n: {type: INT, role: top_n, default: 20, min: 1, max: 1000}
columns:
  workspace_id: {type: STRING, is: key}
  workspace_name: {type: STRING, is: label, nullable: true}
  dashboard_id: {type: STRING, is: key}
  queries: {type: BIGINT, is: measure, unit: queries}
  mean_seconds: {type: DOUBLE, is: measure, unit: s}
  p95_seconds: {type: DOUBLE, is: measure, unit: s}
answer:
  line: 'Dashboard {dashboard_id} is the slowest: P95 {p95_seconds} in {queries} queries {scope}[[; {next dashboard_id p95_seconds}]].'
  none: 'No dashboard asked anything {scope}.'
rows: {key: [workspace_id, dashboard_id], order: [-p95_seconds, workspace_id, dashboard_id], max: 1000}
scope: region
completeness: {lag: 30m}
next: [{ask: performance/slow_queries, with: {workspace: workspace_id}}]
---*/
select q.workspace_id, w.workspace_name, q.query_source.dashboard_id as dashboard_id, count(*) as queries,
       avg(q.total_duration_ms) / 1000e0 as mean_seconds, percentile(q.total_duration_ms, 0.95) / 1000e0 as p95_seconds
from system.query.history q
left join system.access.workspaces_latest w on w.workspace_id = q.workspace_id
where q.query_source.dashboard_id is not null
  and q.start_time >= cast(:from_time as timestamp) and q.start_time < cast(:to_time as timestamp)
  and (:workspace = 'ALL' or :workspace in (q.workspace_id, w.workspace_name))
group by q.workspace_id, w.workspace_name, q.query_source.dashboard_id
order by p95_seconds desc, q.workspace_id, dashboard_id
limit cast(:top_n as int)
