/*---
question: How long did the nodes of each cluster run on each day, at night too, and how busy were they?
variants: []
meaning: >
  One row per cluster and UTC day on which its nodes were measured: node hours, mean CPU over them, and the node hours between 22 and 6
  o'clock UTC. A day on which no node ran has no row.
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-35d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
columns:
  workspace_id: {type: STRING, is: key}
  workspace_name: {type: STRING, is: label, nullable: true}
  cluster_id: {type: STRING, is: key}
  cluster_name: {type: STRING, is: label, nullable: true}
  usage_date: {type: DATE, is: key}
  node_hours: {type: DOUBLE, is: measure, unit: h}
  cpu_percent: {type: DOUBLE, is: measure, unit: percent}
  night_hours: {type: DOUBLE, is: measure, unit: h}
rows: {key: [workspace_id, cluster_id, usage_date], order: [-usage_date, workspace_id, cluster_id], max: 10000}
scope: region
completeness: {column: usage_date, lag: 24h}
---*/
with latest_clusters as (
  select workspace_id, cluster_id, cluster_name from system.compute.clusters
  qualify row_number() over (partition by workspace_id, cluster_id order by change_time desc) = 1
), nodes as (
  select workspace_id, cluster_id, unix_timestamp(end_time) - unix_timestamp(start_time) as seconds, cpu_user_percent + cpu_system_percent as cpu_percent,
         date_add(cast('1970-01-01' as date), cast(floor(unix_timestamp(start_time) / 86400) as int)) as usage_date,
         cast(floor(unix_timestamp(start_time) / 3600) as bigint) % 24 as hour_utc
  from system.compute.node_timeline
  where start_time >= cast(:from_time as timestamp) and start_time < cast(:to_time as timestamp)
), days as (
  select workspace_id, cluster_id, usage_date, sum(seconds) / 3600e0 as node_hours, sum(cpu_percent * seconds) / sum(seconds) as cpu_percent,
         sum(case when hour_utc >= 22 or hour_utc < 6 then seconds else 0 end) / 3600e0 as night_hours
  from nodes
  group by workspace_id, cluster_id, usage_date
)
select d.workspace_id, w.workspace_name, d.cluster_id, l.cluster_name, d.usage_date, d.node_hours, d.cpu_percent, d.night_hours
from days d
left join latest_clusters l on l.workspace_id = d.workspace_id and l.cluster_id = d.cluster_id
left join system.access.workspaces_latest w on w.workspace_id = d.workspace_id
where d.node_hours > 0
  and (:workspace = 'ALL' or :workspace in (d.workspace_id, w.workspace_name))
order by d.usage_date desc, d.workspace_id, d.cluster_id
limit 10000
