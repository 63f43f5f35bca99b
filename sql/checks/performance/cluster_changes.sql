/*---
question: Which clusters were resized, given other nodes or another automatic stop, or deleted?
variants: []
meaning: >
  One row per change in the window of a cluster that people make: its workers, most workers, minutes until it stops or node type differ from
  the description before, or it was deleted. The first description of a cluster is no change.
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-90d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
columns:
  workspace_id: {type: STRING, is: key}
  cluster_id: {type: STRING, is: key}
  cluster_name: {type: STRING, is: label, nullable: true}
  changed_at: {type: TIMESTAMP, is: key}
  old_workers: {type: BIGINT, is: label, nullable: true, says: Null when it scales by itself}
  new_workers: {type: BIGINT, is: label, nullable: true, says: Null when it scales by itself}
  old_max_workers: {type: BIGINT, is: label, nullable: true, says: Null when its size is fixed}
  new_max_workers: {type: BIGINT, is: label, nullable: true, says: Null when its size is fixed}
  old_auto_stop_minutes: {type: BIGINT, is: label, nullable: true}
  new_auto_stop_minutes: {type: BIGINT, is: label, nullable: true}
  old_node_type: {type: STRING, is: label, nullable: true}
  new_node_type: {type: STRING, is: label, nullable: true}
  owned_by: {type: STRING, is: label, nullable: true}
  is_deleted: {type: BOOLEAN, is: label}
rows: {key: [workspace_id, cluster_id, changed_at], order: [-changed_at, workspace_id, cluster_id], max: 10000}
scope: region
completeness: {column: changed_at, lag: 1h}
---*/
with history as (
  select c.*, row_number() over (partition by workspace_id, cluster_id order by change_time) as version,
         lag(worker_count) over (partition by workspace_id, cluster_id order by change_time) as old_workers,
         lag(max_autoscale_workers) over (partition by workspace_id, cluster_id order by change_time) as old_max_workers,
         lag(auto_termination_minutes) over (partition by workspace_id, cluster_id order by change_time) as old_auto_stop_minutes,
         lag(worker_node_type) over (partition by workspace_id, cluster_id order by change_time) as old_node_type,
         lag(delete_time) over (partition by workspace_id, cluster_id order by change_time) as old_delete_time
  from system.compute.clusters c
)
select h.workspace_id, h.cluster_id, h.cluster_name, h.change_time as changed_at, h.old_workers, h.worker_count as new_workers,
       h.old_max_workers, h.max_autoscale_workers as new_max_workers,
       h.old_auto_stop_minutes, h.auto_termination_minutes as new_auto_stop_minutes,
       h.old_node_type, h.worker_node_type as new_node_type, h.owned_by, h.delete_time is not null as is_deleted
from history h
left join system.access.workspaces_latest w on w.workspace_id = h.workspace_id
where h.version > 1 and h.cluster_source in ('UI', 'API')
  and h.change_time >= cast(:from_time as timestamp) and h.change_time < cast(:to_time as timestamp)
  and (:workspace = 'ALL' or :workspace in (h.workspace_id, w.workspace_name))
  and (h.old_workers is distinct from h.worker_count or h.old_max_workers is distinct from h.max_autoscale_workers
    or h.old_auto_stop_minutes is distinct from h.auto_termination_minutes or h.old_node_type is distinct from h.worker_node_type
    or (h.delete_time is not null and h.old_delete_time is null))
order by h.change_time desc, h.workspace_id, h.cluster_id
limit 10000
