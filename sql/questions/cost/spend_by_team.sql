/*---
question: How much does each team spend by its tag, and how much is untagged?
variants:
  - Cost breakdown by team tag
  - DBU consumption by team
  - Spend per team
  - Chargeback by team
not: [by sku, most expensive jobs, why]
meaning: One row per value of the tag `team`, list cost in USD and its share; usage without the tag is one row with a null team.
uses: [list_price, whole_days]
parameters:
  from_date: {type: DATE, role: window.from, default: today-7d, says: First UTC day}
  to_date: {type: DATE, role: window.to, default: today, says: UTC day after the last one}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
  team: {type: STRING, role: team, default: ALL, says: Value of the tag team; shares stay those of all usage}
columns:
  team: {type: STRING, is: key, nullable: true}
  list_cost_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD}
  cost_percent: {type: DOUBLE, is: measure, unit: percent}
  unpriced_quantity: {type: "DECIMAL(20,6)", is: measure, unit: units}
answer:
  line: '{team} spends the most: {list_cost_usd} {scope}[[, {cost_percent} of all]][[; {next team list_cost_usd}]].'
  one: '{team} spent {list_cost_usd} {window}[[, {cost_percent} of all]].'
  none: 'There is no usage {scope}.'
rows: {key: [team], order: [-list_cost_usd, team], max: 1000}
scope: account
price: list
completeness: {lag: 24h}
next: [{ask: cost/most_expensive_jobs, with: {}}]
---*/
with costs as (
  select u.custom_tags['team'] as team, sum(u.usage_quantity * coalesce(p.pricing.effective_list.default, 0)) as list_cost, sum(case when p.pricing.effective_list.default is null then u.usage_quantity else 0 end) as unpriced
  from system.billing.usage u
  left join system.billing.list_prices p
    on p.sku_name = u.sku_name and p.cloud = u.cloud
    and u.usage_start_time >= p.price_start_time and (p.price_end_time is null or u.usage_start_time < p.price_end_time)
  left join system.access.workspaces_latest w on w.workspace_id = u.workspace_id
  where u.usage_date >= cast(:from_date as date) and u.usage_date < cast(:to_date as date)
    and (:workspace = 'ALL' or :workspace in (u.workspace_id, w.workspace_name))
  group by u.custom_tags['team']
), shares as (
  select team, cast(list_cost as decimal(20, 6)) as list_cost_usd,
         cast(unpriced as decimal(20, 6)) as unpriced_quantity,
         100e0 * cast(list_cost as double) / nullif(cast(sum(list_cost) over () as double), 0) as cost_percent
  from costs
)
select team, list_cost_usd, cost_percent,
       unpriced_quantity
from shares
where :team = 'ALL' or team = :team
order by list_cost_usd desc, team
limit 1000
