/*---
question: How much do we spend per day?
variants:
  - Daily spend
  - Cost overview
  - How is our spend doing?
  - Platform health
  - How much did we spend?
  - What did we spend?
  - Show our cost by day
  - Spend trend over time
  - What did we spend in total this month?
  - Total cost this month
not: [forecast, predict, next month, most expensive jobs, by sku, by workspace, compared with the previous period, why]
meaning: One row per UTC day of usage, list cost in USD of all usage of that day, corrections included.
uses: [list_price, whole_days]
parameters:
  from_date: {type: DATE, role: window.from, default: today-7d, says: First UTC day}
  to_date: {type: DATE, role: window.to, default: today, says: UTC day after the last one}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
  team: {type: STRING, role: team, default: ALL, says: Value of the tag team of the usage}
columns:
  usage_date: {type: DATE, is: key}
  list_cost_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD}
  unpriced_quantity: {type: "DECIMAL(20,6)", is: measure, unit: units}
answer:
  line: 'You spent {sum list_cost_usd} {scope}[[, most on {at list_cost_usd usage_date} ({max list_cost_usd})]].'
  none: 'There is no usage {scope}: nothing was spent.'
rows: {key: [usage_date], order: [usage_date], max: 1000}
scope: account
price: list
completeness: {column: usage_date, lag: 24h}
next: [{ask: cost/spend_drivers, with: {}}]
---*/
select u.usage_date, cast(sum(u.usage_quantity * coalesce(p.pricing.effective_list.default, 0)) as decimal(20, 6)) as list_cost_usd,
       cast(sum(case when p.pricing.effective_list.default is null then u.usage_quantity else 0 end) as decimal(20, 6)) as unpriced_quantity
from system.billing.usage u
left join system.billing.list_prices p
  on p.sku_name = u.sku_name and p.cloud = u.cloud
  and u.usage_start_time >= p.price_start_time and (p.price_end_time is null or u.usage_start_time < p.price_end_time)
left join system.access.workspaces_latest w on w.workspace_id = u.workspace_id
where u.usage_date >= cast(:from_date as date) and u.usage_date < cast(:to_date as date)
  and (:workspace = 'ALL' or :workspace in (u.workspace_id, w.workspace_name))
  and (:team = 'ALL' or u.custom_tags['team'] = :team)
group by u.usage_date
order by u.usage_date
limit 1000
