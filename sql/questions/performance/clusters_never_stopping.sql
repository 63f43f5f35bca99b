/*---
question: Which clusters do not stop by themselves?
variants:
  - Clusters without auto termination
  - No auto-stop
  - Clusters that keep running
meaning: >
  One row per cluster that people made, that exists now, and that has no automatic stop, by its newest description.
parameters:
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
columns:
  workspace_id: {type: STRING, is: key}
  workspace_name: {type: STRING, is: label, nullable: true}
  cluster_id: {type: STRING, is: key}
  cluster_name: {type: STRING, is: label, nullable: true}
  owner: {type: STRING, is: label, nullable: true}
  changed_at: {type: TIMESTAMP, is: time}
answer:
  line: '{count cluster clusters} without an automatic stop {scope}: {names cluster_name cluster_id}.'
  none: 'Every cluster stops by itself {scope}.'
  exists: true
  opposite: [automatic termination, stop, stops, terminate, terminates, automatic stop, auto termination, auto-termination, autotermination, auto stop, auto-stop]
rows: {key: [workspace_id, cluster_id], order: [workspace_id, cluster_id], max: 1000}
scope: region
completeness: {lag: 1h}
next: [{ask: cost/cluster_costs, with: {}}]
---*/
with latest_clusters as (
  select * from system.compute.clusters
  qualify row_number() over (partition by workspace_id, cluster_id order by change_time desc) = 1
)
select l.workspace_id, w.workspace_name, l.cluster_id, l.cluster_name, l.owned_by as owner, l.change_time as changed_at
from latest_clusters l
left join system.access.workspaces_latest w on w.workspace_id = l.workspace_id
where l.delete_time is null and l.cluster_source in ('UI', 'API') and coalesce(l.auto_termination_minutes, 0) = 0
  and (:workspace = 'ALL' or :workspace in (l.workspace_id, w.workspace_name))
order by l.workspace_id, l.cluster_id
limit 1000
