/*---
question: Which clusters do not scale by themselves?
variants:
  - Clusters without autoscaling
  - Fixed-size clusters
  - No autoscaling
meaning: >
  One row per cluster that exists now and has no autoscaling, by its newest description, with its number of workers.
parameters:
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
columns:
  workspace_id: {type: STRING, is: key}
  workspace_name: {type: STRING, is: label, nullable: true}
  cluster_id: {type: STRING, is: key}
  cluster_name: {type: STRING, is: label, nullable: true}
  owner: {type: STRING, is: label, nullable: true}
  cluster_source: {type: STRING, is: label, nullable: true}
  workers: {type: BIGINT, is: measure, unit: workers, nullable: true}
answer:
  line: '{count cluster clusters} without autoscaling {scope}: {names cluster_name cluster_id}.'
  none: 'Every cluster scales by itself {scope}.'
  exists: true
  opposite: [scale, scales, autoscale, autoscales, autoscaling]
rows: {key: [workspace_id, cluster_id], order: [-workers, workspace_id, cluster_id], max: 1000}
scope: region
completeness: {lag: 1h}
next: [{ask: performance/underused_clusters, with: {}}]
---*/
with latest_clusters as (
  select * from system.compute.clusters
  qualify row_number() over (partition by workspace_id, cluster_id order by change_time desc) = 1
)
select l.workspace_id, w.workspace_name, l.cluster_id, l.cluster_name, l.owned_by as owner, l.cluster_source, l.worker_count as workers
from latest_clusters l
left join system.access.workspaces_latest w on w.workspace_id = l.workspace_id
where l.delete_time is null and l.max_autoscale_workers is null
  and (:workspace = 'ALL' or :workspace in (l.workspace_id, w.workspace_name))
order by l.worker_count desc, l.workspace_id, l.cluster_id
limit 1000
