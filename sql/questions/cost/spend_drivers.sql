/*---
question: Why did our spend change, and which jobs, warehouses, clusters or endpoints drove it?
variants:
  - Why did our spend jump yesterday?
  - What caused the cost increase?
  - What is behind the spike in spend?
  - Which objects drove the change in cost against the previous period?
  - Explain the cost anomaly
  - Why did our spend jump, and are the expensive jobs failing too?
not: [by sku, failed queries, total spend]
meaning: >
  One row per job, warehouse, cluster, pipeline or endpoint: list cost in the window, in the equally long
  stretch before it, and the difference; the largest rise first.
uses: [list_price, latest_job, usage_object]
parameters:
  from_date: {type: DATE, role: window.from, default: today-1d, says: First UTC day}
  to_date: {type: DATE, role: window.to, default: today, says: UTC day after the last one}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
  top_n: {type: INT, role: top_n, default: 10, min: 1, max: 1000}
columns:
  workspace_id: {type: STRING, is: key}
  workspace_name: {type: STRING, is: label, nullable: true}
  object_kind: {type: STRING, is: key, says: 'One of these, vector search endpoint, or other for usage that names no object'}
  object_id: {type: STRING, is: key, nullable: true}
  object_name: {type: STRING, is: label, nullable: true}
  list_cost_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD}
  previous_cost_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD}
  change_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD}
  unpriced_quantity: {type: "DECIMAL(20,6)", is: measure, unit: units}
answer:
  line: '{object_name object_id object_kind} drove spend the most: {change_usd} more {scope} than before ({list_cost_usd} against {previous_cost_usd})[[; {next object_name object_id object_kind change_usd}]].'
  one: '{object_name object_id object_kind} cost {list_cost_usd} {window}[[, {change list_cost_usd previous_cost_usd}]].'
  none: 'There is no usage {scope}.'
rows: {key: [workspace_id, object_kind, object_id], order: [-change_usd, workspace_id, object_kind, object_id], max: 1000}
scope: account
price: list
completeness: {lag: 24h}
next: [{ask: reliability/failing_jobs, with: {workspace: workspace_id}}]
---*/
with latest_jobs as (
  select workspace_id, job_id, name from system.lakeflow.jobs
  qualify row_number() over (partition by workspace_id, job_id order by change_time desc) = 1
), latest_warehouses as (
  select workspace_id, warehouse_id, warehouse_name from system.compute.warehouses
  qualify row_number() over (partition by workspace_id, warehouse_id order by change_time desc) = 1
), latest_pipelines as (
  select workspace_id, pipeline_id, name from system.lakeflow.pipelines
  qualify row_number() over (partition by workspace_id, pipeline_id order by change_time desc) = 1
), latest_clusters as (
  select workspace_id, cluster_id, cluster_name from system.compute.clusters
  qualify row_number() over (partition by workspace_id, cluster_id order by change_time desc) = 1
), costs as (
  select u.workspace_id, w.workspace_name, u.usage_date, u.usage_quantity * coalesce(p.pricing.effective_list.default, 0) as list_cost, case when p.pricing.effective_list.default is null then u.usage_quantity else 0 end as unpriced,
         case when u.usage_metadata.job_id is not null then 'job'
              when u.usage_metadata.warehouse_id is not null then 'warehouse'
              when u.usage_metadata.dlt_pipeline_id is not null then 'pipeline'
              when u.usage_metadata.cluster_id is not null then 'cluster'
              when u.usage_metadata.endpoint_name is not null and u.billing_origin_product = 'VECTOR_SEARCH' then 'vector search endpoint'
              when u.usage_metadata.endpoint_name is not null then 'endpoint'
              else 'other' end as object_kind,
         coalesce(u.usage_metadata.job_id, u.usage_metadata.warehouse_id, u.usage_metadata.dlt_pipeline_id, u.usage_metadata.cluster_id, u.usage_metadata.endpoint_name) as object_id
  from system.billing.usage u
  left join system.billing.list_prices p
    on p.sku_name = u.sku_name and p.cloud = u.cloud
    and u.usage_start_time >= p.price_start_time and (p.price_end_time is null or u.usage_start_time < p.price_end_time)
  left join system.access.workspaces_latest w on w.workspace_id = u.workspace_id
  where u.usage_date >= date_sub(cast(:from_date as date), datediff(cast(:to_date as date), cast(:from_date as date)))
    and u.usage_date < cast(:to_date as date)
    and (:workspace = 'ALL' or :workspace in (u.workspace_id, w.workspace_name))
), compared as (
  select workspace_id, workspace_name, object_kind, object_id,
         sum(case when usage_date >= cast(:from_date as date) then list_cost else 0 end) as list_cost,
         sum(case when usage_date < cast(:from_date as date) then list_cost else 0 end) as previous_cost,
         sum(unpriced) as unpriced
  from costs
  group by workspace_id, workspace_name, object_kind, object_id
)
select c.workspace_id, c.workspace_name, c.object_kind, c.object_id,
       coalesce(j.name, h.warehouse_name, l.name, k.cluster_name) as object_name,
       cast(c.list_cost as decimal(20, 6)) as list_cost_usd,
       cast(c.previous_cost as decimal(20, 6)) as previous_cost_usd,
       cast(c.list_cost - c.previous_cost as decimal(20, 6)) as change_usd,
       cast(c.unpriced as decimal(20, 6)) as unpriced_quantity
from compared c
left join latest_jobs j on c.object_kind = 'job' and j.workspace_id = c.workspace_id and j.job_id = c.object_id
left join latest_warehouses h on c.object_kind = 'warehouse' and h.workspace_id = c.workspace_id and h.warehouse_id = c.object_id
left join latest_pipelines l on c.object_kind = 'pipeline' and l.workspace_id = c.workspace_id and l.pipeline_id = c.object_id
left join latest_clusters k on c.object_kind = 'cluster' and k.workspace_id = c.workspace_id and k.cluster_id = c.object_id
order by change_usd desc, c.workspace_id, c.object_kind, c.object_id
limit cast(:top_n as int)
