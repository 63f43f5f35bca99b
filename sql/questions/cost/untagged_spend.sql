/*---
question: Which resources have no team tag, and what do they cost?
variants:
  - How much spend is untagged?
  - Untagged resources
  - Which jobs and warehouses lack the tag?
  - Spend without a tag by resource
not: [each team, tables]
meaning: >
  One row per job, warehouse, cluster, pipeline or endpoint with usage that lacks the tag, and the list cost of that usage only.
uses: [list_price, whole_days, usage_object, latest_job]
parameters:
  from_date: {type: DATE, role: window.from, default: today-7d, says: First UTC day}
  to_date: {type: DATE, role: window.to, default: today, says: UTC day after the last one}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
  tag_name: {type: STRING, role: tag, default: team, says: Key of the tag}
  top_n: {type: INT, role: top_n, default: 50, min: 1, max: 1000}
columns:
  workspace_id: {type: STRING, is: key}
  workspace_name: {type: STRING, is: label, nullable: true}
  object_kind: {type: STRING, is: key, says: 'One of these, vector search endpoint, or other for usage that names no object'}
  object_id: {type: STRING, is: key, nullable: true}
  object_name: {type: STRING, is: label, nullable: true, says: Latest name}
  untagged_cost_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD}
  unpriced_quantity: {type: "DECIMAL(20,6)", is: measure, unit: units}
answer:
  line: '{sum untagged_cost_usd} carries no {any tag tag} {scope}, most of it of {object_kind} {object_name object_id object_kind} ({untagged_cost_usd})[[; {next object_name object_id object_kind untagged_cost_usd}]].'
  none: 'Everything carries {any tag the_tag} {scope}.'
  exists: true
  opposite: [tagged, has a tag, have a tag]
rows: {key: [workspace_id, object_kind, object_id], order: [-untagged_cost_usd, workspace_id, object_kind, object_id], max: 1000}
scope: account
price: list
completeness: {lag: 24h}
next: [{ask: cost/tag_coverage, with: {}}]
---*/
with latest_jobs as (
  select workspace_id, job_id, name from system.lakeflow.jobs
  qualify row_number() over (partition by workspace_id, job_id order by change_time desc) = 1
), latest_pipelines as (
  select workspace_id, pipeline_id, name from system.lakeflow.pipelines
  qualify row_number() over (partition by workspace_id, pipeline_id order by change_time desc) = 1
), latest_warehouses as (
  select workspace_id, warehouse_id, warehouse_name from system.compute.warehouses
  qualify row_number() over (partition by workspace_id, warehouse_id order by change_time desc) = 1
), latest_clusters as (
  select workspace_id, cluster_id, cluster_name from system.compute.clusters
  qualify row_number() over (partition by workspace_id, cluster_id order by change_time desc) = 1
), untagged as (
  select u.workspace_id, w.workspace_name, u.usage_quantity * coalesce(p.pricing.effective_list.default, 0) as list_cost, case when p.pricing.effective_list.default is null then u.usage_quantity else 0 end as unpriced,
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
    and u.custom_tags[:tag_name] is null
)
select u.workspace_id, u.workspace_name, u.object_kind, u.object_id,
       max(coalesce(j.name, l.name, h.warehouse_name, k.cluster_name, case when u.object_kind like '%endpoint' then u.object_id end)) as object_name,
       cast(sum(u.list_cost) as decimal(20, 6)) as untagged_cost_usd, cast(sum(u.unpriced) as decimal(20, 6)) as unpriced_quantity
from untagged u
left join latest_jobs j on u.object_kind = 'job' and j.workspace_id = u.workspace_id and j.job_id = u.object_id
left join latest_pipelines l on u.object_kind = 'pipeline' and l.workspace_id = u.workspace_id and l.pipeline_id = u.object_id
left join latest_warehouses h on u.object_kind = 'warehouse' and h.workspace_id = u.workspace_id and h.warehouse_id = u.object_id
left join latest_clusters k on u.object_kind = 'cluster' and k.workspace_id = u.workspace_id and k.cluster_id = u.object_id
group by u.workspace_id, u.workspace_name, u.object_kind, u.object_id
order by untagged_cost_usd desc, u.workspace_id, u.object_kind, u.object_id
limit cast(:top_n as int)
