/*---
question: Which workspaces cost the most, and what share is each?
variants:
  - Spend by workspace
  - Top workspaces by cost
  - Rank our workspaces by spend
  - Most expensive workspaces
not: [by sku, jobs, per day, tag, serverless]
meaning: >
  One row per workspace, list cost in USD and its share of the whole window, dearest first.
uses: [list_price, whole_days]
parameters:
  from_date: {type: DATE, role: window.from, default: today-7d, says: First UTC day}
  to_date: {type: DATE, role: window.to, default: today, says: UTC day after the last one}
  top_n: {type: INT, role: top_n, default: 20, min: 1, max: 1000}
columns:
  workspace_id: {type: STRING, is: key}
  workspace_name: {type: STRING, is: label, nullable: true}
  list_cost_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD}
  cost_percent: {type: DOUBLE, is: measure, unit: percent}
  unpriced_quantity: {type: "DECIMAL(20,6)", is: measure, unit: units}
answer:
  line: '{workspace_name workspace_id} costs the most: {list_cost_usd} {scope}, {cost_percent} of all[[; {next workspace_name workspace_id list_cost_usd}]].[[ All workspaces cost {all list_cost_usd}.]]'
  one: '{workspace_name workspace_id} cost {list_cost_usd} {window}, {cost_percent} of all.'
  none: 'There is no usage {scope}.'
rows: {key: [workspace_id], order: [-list_cost_usd, workspace_id], max: 1000}
scope: account
price: list
completeness: {lag: 24h}
next: [{ask: cost/spend_drivers, with: {workspace: workspace_id}}]
---*/
with costs as (
  select u.workspace_id, w.workspace_name, sum(u.usage_quantity * coalesce(p.pricing.effective_list.default, 0)) as list_cost, sum(case when p.pricing.effective_list.default is null then u.usage_quantity else 0 end) as unpriced
  from system.billing.usage u
left join system.billing.list_prices p
  on p.sku_name = u.sku_name and p.cloud = u.cloud
  and u.usage_start_time >= p.price_start_time and (p.price_end_time is null or u.usage_start_time < p.price_end_time)
left join system.access.workspaces_latest w on w.workspace_id = u.workspace_id
  where u.usage_date >= cast(:from_date as date) and u.usage_date < cast(:to_date as date)
  group by u.workspace_id, w.workspace_name
)
select workspace_id, workspace_name, cast(list_cost as decimal(20, 6)) as list_cost_usd,
       100e0 * cast(list_cost as double) / nullif(cast(sum(list_cost) over () as double), 0) as cost_percent,
       cast(unpriced as decimal(20, 6)) as unpriced_quantity
from costs
order by list_cost_usd desc, workspace_id
limit cast(:top_n as int)
