/*---
question: Which teams spend more than in the period before?
variants:
  - Growth of spend per team
  - Teams whose cost rose
  - Compare team spend with the previous period
not: [untagged, workspace]
meaning: >
  One row per value of the tag team: list cost of the window and of the equally long stretch before it, the largest rise first.
uses: [list_price]
parameters:
  from_date: {type: DATE, role: window.from, default: today-7d, says: First UTC day}
  to_date: {type: DATE, role: window.to, default: today, says: UTC day after the last one}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
columns:
  team: {type: STRING, is: key, nullable: true}
  list_cost_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD}
  previous_cost_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD}
  change_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD}
  unpriced_quantity: {type: "DECIMAL(20,6)", is: measure, unit: units}
answer:
  line: '{team} grew the most: {change_usd} more {scope} than before ({list_cost_usd} against {previous_cost_usd})[[; {next team change_usd}]].'
  one: '{team} spent {list_cost_usd} {window}[[, {change list_cost_usd previous_cost_usd}]].'
  none: 'There is no usage {scope}.'
rows: {key: [team], order: [-change_usd, team], max: 1000}
scope: account
price: list
completeness: {lag: 24h}
next: [{ask: cost/spend_by_team, with: {}}]
---*/
with costs as (
  select u.custom_tags['team'] as team,
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
  group by u.custom_tags['team']
)
select team, cast(list_cost as decimal(20, 6)) as list_cost_usd, cast(previous_cost as decimal(20, 6)) as previous_cost_usd,
       cast(list_cost - previous_cost as decimal(20, 6)) as change_usd,
       cast(unpriced as decimal(20, 6)) as unpriced_quantity
from costs
order by change_usd desc, team
limit 1000
