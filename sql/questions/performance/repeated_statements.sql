/*---
question: Which statements take the most time in all, however often they run?
variants:
  - Most repeated statements
  - Statement texts by total time
  - Which SQL should we optimize first?
not: [user, failed]
meaning: >
  One row per statement text: runs that started in the window on warehouses, total and mean execution time.
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
  top_n: {type: INT, role: top_n, default: 20, min: 1, max: 1000}
columns:
  statement_text: {type: STRING, is: key}
  runs: {type: BIGINT, is: measure, unit: queries}
  users: {type: BIGINT, is: measure, unit: users}
  execution_hours: {type: DOUBLE, is: measure, unit: h}
  mean_seconds: {type: DOUBLE, is: measure, unit: s}
answer:
  line: 'One statement takes the most time: {execution_hours} in {runs} runs {scope}, {mean_seconds} each: {statement_text}.'
  none: 'No statement ran {scope}.'
rows: {key: [statement_text], order: [-execution_hours, statement_text], max: 1000}
scope: region
completeness: {lag: 30m}
caveats:
  - Text may be empty where the workspace encrypts it with its own keys.
next: [{ask: performance/slow_queries, with: {}}]
---*/
select q.statement_text, count(*) as runs, count(distinct q.executed_by) as users,
       coalesce(sum(q.execution_duration_ms), 0) / 3600000e0 as execution_hours, avg(q.execution_duration_ms) / 1000e0 as mean_seconds
from system.query.history q
left join system.access.workspaces_latest w on w.workspace_id = q.workspace_id
where q.compute.warehouse_id is not null
  and q.start_time >= cast(:from_time as timestamp) and q.start_time < cast(:to_time as timestamp)
  and (:workspace = 'ALL' or :workspace in (q.workspace_id, w.workspace_name))
group by q.statement_text
order by execution_hours desc, q.statement_text
limit cast(:top_n as int)
