/*---
question: How does spend by workspace and SKU compare with the previous period?
variants:
  - Spend by SKU
  - Which SKUs cost the most?
  - Compare this week's cost with last week by workspace and SKU
  - Cost breakdown by SKU
  - Where is our money going?
not: [tag, team, forecast, most expensive jobs, per day, why]
meaning: >
  One row per workspace and SKU: list cost in the window, in the equally long stretch before it,
  and the difference, dearest first.
uses: [list_price]
parameters:
  from_date: {type: DATE, role: window.from, default: today-7d, says: First UTC day}
  to_date: {type: DATE, role: window.to, default: today, says: UTC day after the last one}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
  top_n: {type: INT, role: top_n, default: 20, min: 1, max: 1000}
columns:
  workspace_id: {type: STRING, is: key}
  workspace_name: {type: STRING, is: label, nullable: true}
  sku_name: {type: STRING, is: key}
  list_cost_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD}
  previous_cost_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD}
  change_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD}
  unpriced_quantity: {type: "DECIMAL(20,6)", is: measure, unit: units}
answer:
  line: '{sku_name} costs the most: {list_cost_usd} {scope}[[, {change list_cost_usd previous_cost_usd}]][[; {next sku_name list_cost_usd}]].'
  none: 'There is no usage {scope}.'
rows: {key: [workspace_id, sku_name], order: [-list_cost_usd, workspace_id, sku_name], max: 1000}
scope: account
price: list
completeness: {lag: 24h}
next: [{ask: cost/spend_drivers, with: {workspace: workspace_id}}]
---*/
with costs as (
  select u.workspace_id, w.workspace_name, u.sku_name,
         sum(case when u.usage_date >= cast(:from_date as date) then u.usage_quantity * coalesce(p.pricing.effective_list.default, 0) else 0 end) as list_cost,
         sum(case when u.usage_date < cast(:from_date as date) then u.usage_quantity * coalesce(p.pricing.effective_list.default, 0) else 0 end) as previous_cost,
         sum(case when p.pricing.effective_list.default is null then u.usage_quantity else 0 end) as unpriced
  from system.billing.usage u
  left join system.billing.list_prices p
    on p.sku_name = u.sku_name and p.cloud = u.cloud
    and u.usage_start_time >= p.price_start_time and (p.price_end_time is null or u.usage_start_time < p.price_end_time)
  left join system.access.workspaces_latest w on w.workspace_id = u.workspace_id
  where u.usage_date >= date_sub(cast(:from_date as date), datediff(cast(:to_date as date), cast(:from_date as date)))
    and u.usage_date < cast(:to_date as date)
    and (:workspace = 'ALL' or :workspace in (u.workspace_id, w.workspace_name))
  group by u.workspace_id, w.workspace_name, u.sku_name
)
select workspace_id, workspace_name, sku_name,
       cast(list_cost as decimal(20, 6)) as list_cost_usd,
       cast(previous_cost as decimal(20, 6)) as previous_cost_usd,
       cast(list_cost - previous_cost as decimal(20, 6)) as change_usd,
       cast(unpriced as decimal(20, 6)) as unpriced_quantity
from costs
order by list_cost_usd desc, workspace_id, sku_name
limit cast(:top_n as int)
