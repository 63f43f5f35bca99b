/*---
question: What did each job, warehouse, cluster, pipeline or endpoint cost on each day?
variants: []
meaning: >
  One row per object and UTC day with usage: list cost, units used, and the part of the cost whose usage has no tag `team`.
  A day without usage has no row.
uses: [list_price, whole_days, latest_job, usage_object]
parameters:
  from_date: {type: DATE, role: window.from, default: today-35d, says: First UTC day}
  to_date: {type: DATE, role: window.to, default: today, says: UTC day after the last one}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
columns:
  workspace_id: {type: STRING, is: key}
  workspace_name: {type: STRING, is: label, nullable: true}
  object_kind: {type: STRING, is: key, says: 'One of these, vector search endpoint, or other for usage that names no object'}
  object_id: {type: STRING, is: key, nullable: true}
  object_name: {type: STRING, is: label, nullable: true}
  team: {type: STRING, is: label, nullable: true, says: 'The tag `team` of its usage on that day, the last by name where it has several'}
  usage_date: {type: DATE, is: key}
  list_cost_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD}
  usage_quantity: {type: "DECIMAL(20,6)", is: measure, unit: units, says: 'Units of whatever kind (DBU, GB, tokens); compare it within one object only'}
  untagged_cost_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD}
  unpriced_quantity: {type: "DECIMAL(20,6)", is: measure, unit: units}
rows: {key: [workspace_id, object_kind, object_id, usage_date], order: [-usage_date, workspace_id, object_kind, object_id], max: 10000}
scope: account
price: list
completeness: {column: usage_date, lag: 24h}
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
), uses as (
  select u.workspace_id, w.workspace_name, u.usage_date, u.usage_quantity,
         u.usage_quantity * coalesce(p.pricing.effective_list.default, 0) as list_cost,
         u.custom_tags['team'] as team, u.custom_tags['team'] is null as untagged, p.pricing.effective_list.default is null as unpriced,
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
  where u.usage_date >= cast(:from_date as date) and u.usage_date < cast(:to_date as date)
    and (:workspace = 'ALL' or :workspace in (u.workspace_id, w.workspace_name))
), days as (
  select workspace_id, workspace_name, object_kind, object_id, usage_date, max(team) as team, sum(list_cost) as list_cost, sum(usage_quantity) as quantity,
         sum(case when untagged then list_cost else 0 end) as untagged_cost,
         sum(case when unpriced then usage_quantity else 0 end) as unpriced_quantity
  from uses
  group by workspace_id, workspace_name, object_kind, object_id, usage_date
)
select d.workspace_id, d.workspace_name, d.object_kind, d.object_id,
       coalesce(j.name, h.warehouse_name, l.name, k.cluster_name) as object_name, d.team, d.usage_date,
       cast(d.list_cost as decimal(20, 6)) as list_cost_usd,
       cast(d.quantity as decimal(20, 6)) as usage_quantity,
       cast(d.untagged_cost as decimal(20, 6)) as untagged_cost_usd,
       cast(d.unpriced_quantity as decimal(20, 6)) as unpriced_quantity
from days d
left join latest_jobs j on d.object_kind = 'job' and j.workspace_id = d.workspace_id and j.job_id = d.object_id
left join latest_warehouses h on d.object_kind = 'warehouse' and h.workspace_id = d.workspace_id and h.warehouse_id = d.object_id
left join latest_pipelines l on d.object_kind = 'pipeline' and l.workspace_id = d.workspace_id and l.pipeline_id = d.object_id
left join latest_clusters k on d.object_kind = 'cluster' and k.workspace_id = d.workspace_id and k.cluster_id = d.object_id
order by d.usage_date desc, d.workspace_id, d.object_kind, d.object_id
limit 10000
