/*---
question: Which clusters are there, who owns them, and how are they set up?
variants:
  - Who owns which cluster?
  - Owner, node types and workers of the clusters
  - Cluster settings
  - List of all-purpose clusters
not: [not stop, not scale, idle, cost, runtime, too large]
meaning: One row per cluster that people made, and that exists by its newest description.
parameters:
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
columns:
  workspace_id: {type: STRING, is: key}
  workspace_name: {type: STRING, is: label, nullable: true}
  cluster_id: {type: STRING, is: key}
  cluster_name: {type: STRING, is: label, nullable: true}
  owner: {type: STRING, is: label, nullable: true}
  worker_node_type: {type: STRING, is: label, nullable: true}
  worker_count: {type: INT, is: label, nullable: true, says: Of a cluster that does not scale}
  min_workers: {type: INT, is: label, nullable: true}
  max_workers: {type: INT, is: label, nullable: true}
  auto_stop_minutes: {type: INT, is: label, nullable: true, says: 0 or empty for never}
  runtime: {type: STRING, is: label, nullable: true}
  changed_at: {type: TIMESTAMP, is: time, says: When these settings began}
answer:
  line: '{count cluster clusters} {scope}: {names cluster_name cluster_id}.'
  one: '{cluster_name cluster_id} is owned by {owner}[[, with workers of {worker_node_type}]][[, {min_workers} to {max_workers} of them]][[, {worker_count} of them]][[ and an automatic stop after {auto_stop_minutes} minutes]], since {changed_at}.'
  none: 'There is no cluster {scope}.'
rows: {key: [workspace_id, cluster_id], order: [workspace_id, cluster_name, cluster_id], max: 1000}
scope: region
next: [{ask: cost/cluster_costs, with: {}}]
---*/
with latest_clusters as (
  select * from system.compute.clusters
  qualify row_number() over (partition by workspace_id, cluster_id order by change_time desc) = 1
)
select l.workspace_id, w.workspace_name, l.cluster_id, l.cluster_name, l.owned_by as owner, l.worker_node_type,
       cast(l.worker_count as int) as worker_count, cast(l.min_autoscale_workers as int) as min_workers,
       cast(l.max_autoscale_workers as int) as max_workers, cast(l.auto_termination_minutes as int) as auto_stop_minutes,
       l.dbr_version as runtime, l.change_time as changed_at
from latest_clusters l
left join system.access.workspaces_latest w on w.workspace_id = l.workspace_id
where l.delete_time is null and l.cluster_source in ('UI', 'API')
  and (:workspace = 'ALL' or :workspace in (l.workspace_id, w.workspace_name))
order by l.workspace_id, l.cluster_name, l.cluster_id
limit 1000
