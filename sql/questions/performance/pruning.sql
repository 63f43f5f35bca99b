/*---
question: Which warehouses read files that pruning could have skipped?
variants:
  - File pruning by warehouse
  - Pruning efficiency
  - How many files are pruned?
meaning: >
  One row per warehouse: files read and files skipped by finished statements, and the share skipped.
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
columns:
  workspace_id: {type: STRING, is: key}
  workspace_name: {type: STRING, is: label, nullable: true}
  warehouse_id: {type: STRING, is: key}
  warehouse_name: {type: STRING, is: label, nullable: true}
  read_files: {type: BIGINT, is: measure, unit: files}
  pruned_files: {type: BIGINT, is: measure, unit: files}
  pruned_percent: {type: DOUBLE, is: measure, unit: percent, nullable: true}
answer:
  line: '{warehouse_name warehouse_id} skips the fewest files: {pruned_percent}, and reads {read_files} files {scope}[[; {next warehouse_name pruned_percent}]].'
  none: 'No query ran {scope}.'
rows: {key: [workspace_id, warehouse_id], order: [pruned_percent, workspace_id, warehouse_id], max: 1000}
scope: region
completeness: {lag: 30m}
next: [{ask: performance/slow_queries, with: {workspace: workspace_id}}]
---*/
with latest_warehouses as (
  select workspace_id, warehouse_id, warehouse_name from system.compute.warehouses
  qualify row_number() over (partition by workspace_id, warehouse_id order by change_time desc) = 1
)
select q.workspace_id, w.workspace_name, q.compute.warehouse_id as warehouse_id, h.warehouse_name, coalesce(sum(q.read_files), 0) as read_files, coalesce(sum(q.pruned_files), 0) as pruned_files,
       100e0 * sum(q.pruned_files) / nullif(sum(q.read_files) + sum(q.pruned_files), 0) as pruned_percent
from system.query.history q
left join latest_warehouses h on h.workspace_id = q.workspace_id and h.warehouse_id = q.compute.warehouse_id
left join system.access.workspaces_latest w on w.workspace_id = q.workspace_id
where q.compute.warehouse_id is not null
  and q.execution_status = 'FINISHED'
  and q.start_time >= cast(:from_time as timestamp) and q.start_time < cast(:to_time as timestamp)
  and (:workspace = 'ALL' or :workspace in (q.workspace_id, w.workspace_name))
group by q.workspace_id, w.workspace_name, q.compute.warehouse_id, h.warehouse_name
order by pruned_percent, q.workspace_id, warehouse_id
limit 1000
