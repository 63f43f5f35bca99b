/*---
question: What is our month to date cost against the same days of the month before?
variants:
  - Month to date spend compared with the previous month
  - MTD cost versus last month's same days
  - Are we above last month so far?
not: [per day, forecast, team]
meaning: >
  One row: list cost of the month of the last day in the window, from its first day, and of as many days of the month before. A month that is not over is never set against a whole one.
uses: [list_price]
parameters:
  from_date: {type: DATE, role: window.from, default: today-7d, says: First UTC day}
  to_date: {type: DATE, role: window.to, default: today, says: UTC day after the last one}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
columns:
  month_start: {type: DATE, is: key}
  through_date: {type: DATE, is: time}
  days: {type: INT, is: measure, unit: days}
  list_cost_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD}
  previous_cost_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD}
  change_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD}
  change_percent: {type: DOUBLE, is: measure, unit: percent, nullable: true}
  unpriced_quantity: {type: "DECIMAL(20,6)", is: measure, unit: units}
answer:
  line: 'You have spent {list_cost_usd} from {month_start} to {through_date}[[, {change list_cost_usd previous_cost_usd}]].'
  none: 'There is no usage in this month.'
rows: {key: [month_start], order: [month_start], max: 1}
scope: account
price: list
completeness: {lag: 24h}
next: [{ask: cost/spend_forecast, with: {}}]
---*/
with month as (
  select cast(date_trunc('MONTH', date_sub(cast(:to_date as date), 1)) as date) as month_start
), months as (
  select month_start, cast(month_start - interval 1 month as date) as previous_start,
         datediff(cast(:to_date as date), month_start) as days
  from month
  where cast(:from_date as date) < cast(:to_date as date)
), costs as (
  select m.month_start, m.days,
         sum(case when u.usage_date >= m.month_start then u.usage_quantity * coalesce(p.pricing.effective_list.default, 0) else 0 end) as list_cost,
         sum(case when u.usage_date < least(date_add(m.previous_start, m.days), m.month_start) then u.usage_quantity * coalesce(p.pricing.effective_list.default, 0) else 0 end) as previous_cost,
         sum(case when p.pricing.effective_list.default is null then u.usage_quantity else 0 end) as unpriced
  from system.billing.usage u
left join system.billing.list_prices p
  on p.sku_name = u.sku_name and p.cloud = u.cloud
  and u.usage_start_time >= p.price_start_time and (p.price_end_time is null or u.usage_start_time < p.price_end_time)
left join system.access.workspaces_latest w on w.workspace_id = u.workspace_id
  join months m on u.usage_date >= m.previous_start
  where u.usage_date < cast(:to_date as date)
    and (:workspace = 'ALL' or :workspace in (u.workspace_id, w.workspace_name))
  group by m.month_start, m.days
)
select month_start, date_sub(cast(:to_date as date), 1) as through_date, cast(days as int) as days,
       cast(list_cost as decimal(20, 6)) as list_cost_usd,
       cast(previous_cost as decimal(20, 6)) as previous_cost_usd,
       cast(list_cost - previous_cost as decimal(20, 6)) as change_usd,
       100e0 * cast(list_cost - previous_cost as double) / nullif(cast(previous_cost as double), 0) as change_percent,
       cast(unpriced as decimal(20, 6)) as unpriced_quantity
from costs
order by month_start
limit 1
