/*---
question: Which clusters are underused?
variants:
  - Underutilized clusters
  - Idle clusters
  - Clusters with low CPU
  - Clusters that do little
not: [right-sizing]
meaning: >
  One row per cluster whose nodes were measured for at least 10 node hours in the window and whose mean CPU lies below the threshold, with the list cost of its usage on the UTC days it touches.
uses: [list_price]
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
  max_cpu_percent: {type: DOUBLE, role: threshold, default: 30, min: 0, unit: percent}
columns:
  workspace_id: {type: STRING, is: key}
  workspace_name: {type: STRING, is: label, nullable: true}
  cluster_id: {type: STRING, is: key}
  cluster_name: {type: STRING, is: label, nullable: true}
  owner: {type: STRING, is: label, nullable: true}
  node_hours: {type: DOUBLE, is: measure, unit: h}
  cpu_percent: {type: DOUBLE, is: measure, unit: percent}
  memory_percent: {type: DOUBLE, is: measure, unit: percent}
  list_cost_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD}
  unpriced_quantity: {type: "DECIMAL(20,6)", is: measure, unit: units}
answer:
  line: '{cluster_name cluster_id} is used the least: {cpu_percent} CPU over {node_hours} {scope}, at {list_cost_usd}[[; {next cluster_name cluster_id cpu_percent}]].'
  one: '{cluster_name cluster_id} used {cpu_percent} CPU over {node_hours} {window}, at {list_cost_usd}.'
  none: 'No cluster is underused {scope}.'
  exists: true
  opposite: [busy, well used, fully used]
rows: {key: [workspace_id, cluster_id], order: [cpu_percent, workspace_id, cluster_id], max: 1000}
scope: region
price: list
completeness: {lag: 24h}
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
), used as (
  select workspace_id, cluster_id, sum(seconds) / 3600e0 as node_hours,
         sum(cpu_percent * seconds) / sum(seconds) as cpu_percent, sum(memory_percent * seconds) / sum(seconds) as memory_percent
  from nodes
  group by workspace_id, cluster_id
), costs as (
  select u.workspace_id, u.usage_metadata.cluster_id as cluster_id, sum(u.usage_quantity * coalesce(p.pricing.effective_list.default, 0)) as list_cost, sum(case when p.pricing.effective_list.default is null then u.usage_quantity else 0 end) as unpriced
  from system.billing.usage u
  left join system.billing.list_prices p
    on p.sku_name = u.sku_name and p.cloud = u.cloud
    and u.usage_start_time >= p.price_start_time and (p.price_end_time is null or u.usage_start_time < p.price_end_time)
  where u.usage_end_time > cast(:from_time as timestamp) and u.usage_end_time <= cast(:to_time as timestamp)
  group by u.workspace_id, u.usage_metadata.cluster_id
)
select n.workspace_id, w.workspace_name, n.cluster_id, l.cluster_name, l.owned_by as owner, n.node_hours, n.cpu_percent, n.memory_percent,
       cast(coalesce(c.list_cost, 0) as decimal(20, 6)) as list_cost_usd,
       cast(coalesce(c.unpriced, 0) as decimal(20, 6)) as unpriced_quantity
from used n
left join latest_clusters l on l.workspace_id = n.workspace_id and l.cluster_id = n.cluster_id
left join costs c on c.workspace_id = n.workspace_id and c.cluster_id = n.cluster_id
left join system.access.workspaces_latest w on w.workspace_id = n.workspace_id
where n.node_hours >= 10 and n.cpu_percent < cast(:max_cpu_percent as double)
  and (:workspace = 'ALL' or :workspace in (n.workspace_id, w.workspace_name))
order by n.cpu_percent, n.workspace_id, n.cluster_id
limit 1000
