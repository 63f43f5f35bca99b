/*---
question: What did each team cost on each day by its tag?
variants: []
meaning: One row per value of the tag `team` and UTC day with usage, list cost in USD; usage without the tag is one row a day with a null team.
uses: [list_price, whole_days]
parameters:
  from_date: {type: DATE, role: window.from, default: today-35d, says: First UTC day}
  to_date: {type: DATE, role: window.to, default: today, says: UTC day after the last one}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
columns:
  team: {type: STRING, is: key, nullable: true}
  usage_date: {type: DATE, is: key}
  list_cost_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD}
  unpriced_quantity: {type: "DECIMAL(20,6)", is: measure, unit: units}
rows: {key: [team, usage_date], order: [-usage_date, team], max: 10000}
scope: account
price: list
completeness: {column: usage_date, lag: 24h}
---*/
select u.custom_tags['team'] as team, u.usage_date,
       cast(sum(u.usage_quantity * coalesce(p.pricing.effective_list.default, 0)) as decimal(20, 6)) as list_cost_usd,
       cast(sum(case when p.pricing.effective_list.default is null then u.usage_quantity else 0 end) as decimal(20, 6)) as unpriced_quantity
from system.billing.usage u
left join system.billing.list_prices p
  on p.sku_name = u.sku_name and p.cloud = u.cloud
  and u.usage_start_time >= p.price_start_time and (p.price_end_time is null or u.usage_start_time < p.price_end_time)
left join system.access.workspaces_latest w on w.workspace_id = u.workspace_id
where u.usage_date >= cast(:from_date as date) and u.usage_date < cast(:to_date as date)
  and (:workspace = 'ALL' or :workspace in (u.workspace_id, w.workspace_name))
group by u.custom_tags['team'], u.usage_date
order by u.usage_date desc, team
limit 10000
