/*---
question: What does each SQL warehouse cost?
variants:
  - Cost per warehouse
  - Most expensive warehouses
  - Warehouse spend
not: [load, slow, wait]
meaning: >
  One row per SQL warehouse with usage, list cost in USD, by its present name and size.
uses: [list_price, whole_days]
parameters:
  from_date: {type: DATE, role: window.from, default: today-7d, says: First UTC day}
  to_date: {type: DATE, role: window.to, default: today, says: UTC day after the last one}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
  warehouse: {type: STRING, role: warehouse, default: ALL, says: Name or id of a warehouse}
  top_n: {type: INT, role: top_n, default: 50, min: 1, max: 1000}
columns:
  workspace_id: {type: STRING, is: key}
  workspace_name: {type: STRING, is: label, nullable: true}
  warehouse_id: {type: STRING, is: key}
  warehouse_name: {type: STRING, is: label, nullable: true}
  warehouse_size: {type: STRING, is: label, nullable: true}
  list_cost_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD}
  unpriced_quantity: {type: "DECIMAL(20,6)", is: measure, unit: units}
answer:
  line: '{warehouse_name warehouse_id} costs the most: {list_cost_usd} {scope}[[; {next warehouse_name warehouse_id list_cost_usd}]].[[ All warehouses cost {all list_cost_usd}.]]'
  one: '{warehouse_name warehouse_id} cost {list_cost_usd} {window}.'
  none: 'No {any warehouse warehouse} was used {scope}.'
rows: {key: [workspace_id, warehouse_id], order: [-list_cost_usd, workspace_id, warehouse_id], max: 1000}
scope: account
price: list
completeness: {lag: 24h}
next: [{ask: performance/warehouse_load, with: {workspace: workspace_id}}]
---*/
with latest_warehouses as (
  select workspace_id, warehouse_id, warehouse_name, warehouse_size from system.compute.warehouses
  qualify row_number() over (partition by workspace_id, warehouse_id order by change_time desc) = 1
)
select u.workspace_id, w.workspace_name, u.usage_metadata.warehouse_id as warehouse_id, h.warehouse_name, h.warehouse_size,
       cast(sum(u.usage_quantity * coalesce(p.pricing.effective_list.default, 0)) as decimal(20, 6)) as list_cost_usd,
       cast(sum(case when p.pricing.effective_list.default is null then u.usage_quantity else 0 end) as decimal(20, 6)) as unpriced_quantity
from system.billing.usage u
left join system.billing.list_prices p
  on p.sku_name = u.sku_name and p.cloud = u.cloud
  and u.usage_start_time >= p.price_start_time and (p.price_end_time is null or u.usage_start_time < p.price_end_time)
left join system.access.workspaces_latest w on w.workspace_id = u.workspace_id
left join latest_warehouses h on h.workspace_id = u.workspace_id and h.warehouse_id = u.usage_metadata.warehouse_id
where u.usage_date >= cast(:from_date as date) and u.usage_date < cast(:to_date as date)
  and (:workspace = 'ALL' or :workspace in (u.workspace_id, w.workspace_name))
  and (:warehouse = 'ALL' or :warehouse in (u.usage_metadata.warehouse_id, h.warehouse_name))
  and u.usage_metadata.warehouse_id is not null
group by u.workspace_id, w.workspace_name, u.usage_metadata.warehouse_id, h.warehouse_name, h.warehouse_size
order by list_cost_usd desc, u.workspace_id, warehouse_id
limit cast(:top_n as int)
