/*---
question: Which applications send the queries?
variants:
  - Queries by client application
  - Which tools use our warehouses?
  - Power BI against dashboards and dbt
not: [slow]
meaning: >
  One row per client application: statements that started in the window on warehouses, hours of execution and failed ones.
uses: [query_failed]
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
  top_n: {type: INT, role: top_n, default: 20, min: 1, max: 1000}
columns:
  client_application: {type: STRING, is: key, nullable: true}
  queries: {type: BIGINT, is: measure, unit: queries}
  failed_queries: {type: BIGINT, is: measure, unit: queries}
  execution_hours: {type: DOUBLE, is: measure, unit: h}
  users: {type: BIGINT, is: measure, unit: users}
answer:
  line: '{client_application} sends the most work: {execution_hours} in {queries} queries {scope}[[; {next client_application execution_hours}]].'
  none: 'No query ran {scope}.'
rows: {key: [client_application], order: [-execution_hours, client_application], max: 1000}
scope: region
completeness: {lag: 30m}
next: [{ask: performance/slow_dashboards, with: {}}]
---*/
select q.client_application, count(*) as queries, count_if(q.execution_status = 'FAILED') as failed_queries,
       coalesce(sum(q.execution_duration_ms), 0) / 3600000e0 as execution_hours, count(distinct q.executed_by) as users
from system.query.history q
left join system.access.workspaces_latest w on w.workspace_id = q.workspace_id
where q.compute.warehouse_id is not null
  and q.start_time >= cast(:from_time as timestamp) and q.start_time < cast(:to_time as timestamp)
  and (:workspace = 'ALL' or :workspace in (q.workspace_id, w.workspace_name))
group by q.client_application
order by execution_hours desc, q.client_application
limit cast(:top_n as int)
