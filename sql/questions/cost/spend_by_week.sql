/*---
question: How does the cost of each whole week compare with the week before?
variants:
  - Week over week comparison of spend
  - Compare the cost of last week with the week before
  - Weekly cost trend
  - Did we spend more last week than the week before it?
not: [by workspace, by sku, job, why]
meaning: >
  One row per whole week (Monday to Sunday, UTC) that lies in the window, with the list cost of the week before it. A week that is not over is left out.
uses: [list_price]
parameters:
  from_date: {type: DATE, role: window.from, default: today-35d, says: First UTC day}
  to_date: {type: DATE, role: window.to, default: today, says: UTC day after the last one}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
columns:
  week_start: {type: DATE, is: key}
  list_cost_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD}
  previous_cost_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD, nullable: true}
  change_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD, nullable: true}
  change_percent: {type: DOUBLE, is: measure, unit: percent, nullable: true}
  unpriced_quantity: {type: "DECIMAL(20,6)", is: measure, unit: units}
answer:
  line: 'The week from {last week_start} cost {last list_cost_usd}[[, {change list_cost_usd previous_cost_usd}]].'
  none: 'No whole week lies in that time.'
rows: {key: [week_start], order: [week_start], max: 1000}
scope: account
price: list
completeness: {lag: 24h}
next: [{ask: cost/spend_drivers, with: {}}]
---*/
with weeks as (
  select date_sub(u.usage_date, cast(datediff(u.usage_date, cast('1970-01-05' as date)) % 7 as int)) as week_start, sum(u.usage_quantity * coalesce(p.pricing.effective_list.default, 0)) as list_cost, sum(case when p.pricing.effective_list.default is null then u.usage_quantity else 0 end) as unpriced
  from system.billing.usage u
left join system.billing.list_prices p
  on p.sku_name = u.sku_name and p.cloud = u.cloud
  and u.usage_start_time >= p.price_start_time and (p.price_end_time is null or u.usage_start_time < p.price_end_time)
left join system.access.workspaces_latest w on w.workspace_id = u.workspace_id
  where u.usage_date >= date_sub(cast(:from_date as date), 7) and u.usage_date < cast(:to_date as date)
    and (:workspace = 'ALL' or :workspace in (u.workspace_id, w.workspace_name))
  group by date_sub(u.usage_date, cast(datediff(u.usage_date, cast('1970-01-05' as date)) % 7 as int))
)
select c.week_start, cast(c.list_cost as decimal(20, 6)) as list_cost_usd,
       cast(b.list_cost as decimal(20, 6)) as previous_cost_usd,
       cast(c.list_cost - b.list_cost as decimal(20, 6)) as change_usd,
       100e0 * cast(c.list_cost - b.list_cost as double) / nullif(cast(b.list_cost as double), 0) as change_percent,
       cast(c.unpriced + coalesce(b.unpriced, 0) as decimal(20, 6)) as unpriced_quantity
from weeks c
left join weeks b on b.week_start = date_sub(c.week_start, 7) and b.week_start >= date_sub(cast(:from_date as date), 7)
where c.week_start >= cast(:from_date as date) and date_add(c.week_start, 7) <= cast(:to_date as date)
order by c.week_start
limit 1000
