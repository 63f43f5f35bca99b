/*---
question: Which clusters have the wrong size, by peak CPU and memory?
variants:
  - Cluster right-sizing
  - Cluster utilization P95
  - CPU and memory per cluster
  - Are clusters too large?
not: [underused]
meaning: >
  One row per cluster measured in the window: P95 of CPU and memory over its node minutes, and what they point to by stated rules: either over 85 % asks for larger nodes, both under 40 % for smaller ones.
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
columns:
  workspace_id: {type: STRING, is: key}
  workspace_name: {type: STRING, is: label, nullable: true}
  cluster_id: {type: STRING, is: key}
  cluster_name: {type: STRING, is: label, nullable: true}
  node_type: {type: STRING, is: label, nullable: true}
  p95_cpu_percent: {type: DOUBLE, is: measure, unit: percent}
  p95_memory_percent: {type: DOUBLE, is: measure, unit: percent}
  indication: {type: STRING, is: label}
answer:
  line: '{cluster_name cluster_id} peaks at {p95_cpu_percent} CPU and {p95_memory_percent} memory {scope}: {indication}[[; {next cluster_name cluster_id p95_cpu_percent}]].'
  one: '{cluster_name cluster_id} peaks at {p95_cpu_percent} CPU and {p95_memory_percent} memory {window}: {indication}.'
  none: 'No cluster was measured {scope}.'
rows: {key: [workspace_id, cluster_id], order: [-p95_cpu_percent, workspace_id, cluster_id], max: 1000}
scope: region
completeness: {lag: 1h}
next: [{ask: cost/cluster_costs, with: {workspace: workspace_id}}]
---*/
with latest_clusters as (
  select * from system.compute.clusters
  qualify row_number() over (partition by workspace_id, cluster_id order by change_time desc) = 1
), nodes as (
  select workspace_id, cluster_id, unix_timestamp(end_time) - unix_timestamp(start_time) as seconds,
         cpu_user_percent + cpu_system_percent as cpu_percent, mem_used_percent as memory_percent, driver, start_time
  from system.compute.node_timeline
  where start_time >= cast(:from_time as timestamp) and start_time < cast(:to_time as timestamp)
), peaks as (
  select workspace_id, cluster_id, percentile(cpu_percent, 0.95) as p95_cpu_percent, percentile(memory_percent, 0.95) as p95_memory_percent
  from nodes
  group by workspace_id, cluster_id
)
select n.workspace_id, w.workspace_name, n.cluster_id, l.cluster_name, l.worker_node_type as node_type, n.p95_cpu_percent, n.p95_memory_percent,
       case when n.p95_cpu_percent > 85 or n.p95_memory_percent > 85 then 'larger nodes'
            when n.p95_cpu_percent < 40 and n.p95_memory_percent < 40 then 'smaller nodes'
            else 'as it is' end as indication
from peaks n
left join latest_clusters l on l.workspace_id = n.workspace_id and l.cluster_id = n.cluster_id
left join system.access.workspaces_latest w on w.workspace_id = n.workspace_id
where (:workspace = 'ALL' or :workspace in (n.workspace_id, w.workspace_name))
order by n.p95_cpu_percent desc, n.workspace_id, n.cluster_id
limit 1000
