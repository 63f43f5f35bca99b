/*---
question: What does each pipeline cost?
variants:
  - Cost per pipeline
  - Most expensive pipelines
  - DLT spend
not: [failed]
meaning: >
  One row per declarative pipeline with usage: list cost and updates that used anything.
uses: [list_price, whole_days]
parameters:
  from_date: {type: DATE, role: window.from, default: today-7d, says: First UTC day}
  to_date: {type: DATE, role: window.to, default: today, says: UTC day after the last one}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
  top_n: {type: INT, role: top_n, default: 50, min: 1, max: 1000}
columns:
  workspace_id: {type: STRING, is: key}
  workspace_name: {type: STRING, is: label, nullable: true}
  pipeline_id: {type: STRING, is: key}
  pipeline_name: {type: STRING, is: label, nullable: true}
  updates: {type: BIGINT, is: measure, unit: updates}
  list_cost_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD}
  unpriced_quantity: {type: "DECIMAL(20,6)", is: measure, unit: units}
answer:
  line: '{pipeline_name pipeline_id} is the most expensive pipeline: {list_cost_usd} {scope}[[; {next pipeline_name pipeline_id list_cost_usd}]].[[ All of them cost {all list_cost_usd}.]]'
  one: '{pipeline_name pipeline_id} cost {list_cost_usd} {window}.'
  none: 'No pipeline cost anything {scope}.'
rows: {key: [workspace_id, pipeline_id], order: [-list_cost_usd, workspace_id, pipeline_id], max: 1000}
scope: account
price: list
completeness: {lag: 24h}
next: [{ask: reliability/failed_pipelines, with: {workspace: workspace_id}}]
---*/
with latest_pipelines as (
  select workspace_id, pipeline_id, name, delete_time from system.lakeflow.pipelines
  qualify row_number() over (partition by workspace_id, pipeline_id order by change_time desc) = 1
)
select u.workspace_id, w.workspace_name, u.usage_metadata.dlt_pipeline_id as pipeline_id, l.name as pipeline_name,
       count(distinct u.usage_metadata.dlt_update_id) as updates,
       cast(sum(u.usage_quantity * coalesce(p.pricing.effective_list.default, 0)) as decimal(20, 6)) as list_cost_usd,
       cast(sum(case when p.pricing.effective_list.default is null then u.usage_quantity else 0 end) as decimal(20, 6)) as unpriced_quantity
from system.billing.usage u
left join system.billing.list_prices p
  on p.sku_name = u.sku_name and p.cloud = u.cloud
  and u.usage_start_time >= p.price_start_time and (p.price_end_time is null or u.usage_start_time < p.price_end_time)
left join system.access.workspaces_latest w on w.workspace_id = u.workspace_id
left join latest_pipelines l on l.workspace_id = u.workspace_id and l.pipeline_id = u.usage_metadata.dlt_pipeline_id
where u.usage_date >= cast(:from_date as date) and u.usage_date < cast(:to_date as date)
  and (:workspace = 'ALL' or :workspace in (u.workspace_id, w.workspace_name))
  and u.usage_metadata.dlt_pipeline_id is not null
group by u.workspace_id, w.workspace_name, u.usage_metadata.dlt_pipeline_id, l.name
order by list_cost_usd desc, u.workspace_id, pipeline_id
limit cast(:top_n as int)
