/*---
question: What does each all-purpose cluster cost, and for how many hours?
variants:
  - Cost per cluster
  - Most expensive clusters
  - All-purpose compute cost by cluster and hour
not: [serverless, product]
meaning: >
  One row per cluster with usage of the product ALL_PURPOSE: list cost, hours of usage and cost per hour of usage. An hour with several records of usage, such as of two SKUs, is one hour.
uses: [list_price, whole_days]
parameters:
  from_date: {type: DATE, role: window.from, default: today-7d, says: First UTC day}
  to_date: {type: DATE, role: window.to, default: today, says: UTC day after the last one}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
  top_n: {type: INT, role: top_n, default: 50, min: 1, max: 1000}
columns:
  workspace_id: {type: STRING, is: key}
  workspace_name: {type: STRING, is: label, nullable: true}
  cluster_id: {type: STRING, is: key, nullable: true}
  cluster_name: {type: STRING, is: label, nullable: true}
  owner: {type: STRING, is: label, nullable: true}
  list_cost_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD}
  usage_hours: {type: DOUBLE, is: measure, unit: h}
  cost_per_hour_usd: {type: DOUBLE, is: measure, unit: USD, nullable: true}
  unpriced_quantity: {type: "DECIMAL(20,6)", is: measure, unit: units}
answer:
  line: '{cluster_name cluster_id} is the most expensive all-purpose cluster: {list_cost_usd} for {usage_hours} {scope}[[; {next cluster_name cluster_id list_cost_usd}]].[[ All of them cost {all list_cost_usd}.]]'
  one: '{cluster_name cluster_id} cost {list_cost_usd} for {usage_hours} {window}.'
  none: 'No all-purpose cluster was used {scope}.'
rows: {key: [workspace_id, cluster_id], order: [-list_cost_usd, workspace_id, cluster_id], max: 1000}
scope: account
price: list
completeness: {lag: 24h}
next: [{ask: performance/underused_clusters, with: {workspace: workspace_id}}]
---*/
with latest_clusters as (
  select * from system.compute.clusters
  qualify row_number() over (partition by workspace_id, cluster_id order by change_time desc) = 1
), spans as (
  select workspace_id, usage_metadata.cluster_id as cluster_id, unix_timestamp(usage_start_time) as starts, unix_timestamp(usage_end_time) as ends,
         max(unix_timestamp(usage_end_time)) over (
           partition by workspace_id, usage_metadata.cluster_id order by usage_start_time, usage_end_time rows between unbounded preceding and 1 preceding
         ) as counted_until
  from system.billing.usage
  where usage_date >= cast(:from_date as date) and usage_date < cast(:to_date as date)
    and billing_origin_product = 'ALL_PURPOSE' and record_type = 'ORIGINAL'
), hours as (
  select workspace_id, cluster_id, sum(greatest(0, ends - greatest(starts, coalesce(counted_until, starts)))) / 3600e0 as usage_hours
  from spans
  group by workspace_id, cluster_id
), costs as (
  select u.workspace_id, w.workspace_name, u.usage_metadata.cluster_id as cluster_id, sum(u.usage_quantity * coalesce(p.pricing.effective_list.default, 0)) as list_cost, sum(case when p.pricing.effective_list.default is null then u.usage_quantity else 0 end) as unpriced
  from system.billing.usage u
left join system.billing.list_prices p
  on p.sku_name = u.sku_name and p.cloud = u.cloud
  and u.usage_start_time >= p.price_start_time and (p.price_end_time is null or u.usage_start_time < p.price_end_time)
left join system.access.workspaces_latest w on w.workspace_id = u.workspace_id
  where u.usage_date >= cast(:from_date as date) and u.usage_date < cast(:to_date as date)
  and (:workspace = 'ALL' or :workspace in (u.workspace_id, w.workspace_name))
    and u.billing_origin_product = 'ALL_PURPOSE'
  group by u.workspace_id, w.workspace_name, u.usage_metadata.cluster_id
)
select c.workspace_id, c.workspace_name, c.cluster_id, l.cluster_name, l.owned_by as owner,
       cast(c.list_cost as decimal(20, 6)) as list_cost_usd, coalesce(h.usage_hours, 0e0) as usage_hours,
       cast(c.list_cost as double) / nullif(h.usage_hours, 0) as cost_per_hour_usd,
       cast(c.unpriced as decimal(20, 6)) as unpriced_quantity
from costs c
left join latest_clusters l on l.workspace_id = c.workspace_id and l.cluster_id = c.cluster_id
left join hours h on h.workspace_id = c.workspace_id and coalesce(h.cluster_id, '') = coalesce(c.cluster_id, '')
order by list_cost_usd desc, c.workspace_id, c.cluster_id
limit cast(:top_n as int)
