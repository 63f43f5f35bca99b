/*---
question: What do we spend at weekends, against working days?
variants:
  - Weekend cost
  - Spend on Saturdays and Sundays
  - Does anything run at the weekend?
meaning: >
  One row for weekends and one for working days (UTC): days, list cost, and list cost per day; a day without usage is a day of zero.
uses: [list_price, whole_days]
parameters:
  from_date: {type: DATE, role: window.from, default: today-28d, says: First UTC day}
  to_date: {type: DATE, role: window.to, default: today, says: UTC day after the last one}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
columns:
  part_of_week: {type: STRING, is: key}
  days: {type: BIGINT, is: measure, unit: days}
  list_cost_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD}
  daily_cost_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD}
  unpriced_quantity: {type: "DECIMAL(20,6)", is: measure, unit: units}
answer:
  line: '{sum list_cost_usd} {scope}: a day of {part_of_week} costs {daily_cost_usd}[[; {next part_of_week daily_cost_usd}]].'
  none: 'There is no usage {scope}.'
rows: {key: [part_of_week], order: [part_of_week], max: 2}
scope: account
price: list
completeness: {lag: 24h}
next: [{ask: cost/spend_by_day, with: {}}]
---*/
with digits as (
  select n from (values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) as ten (n)
), days as (
  select date_sub(cast(:to_date as date), 1 + a.n + 10 * b.n + 100 * c.n) as usage_date
  from digits a cross join digits b cross join digits c
  where 1 + a.n + 10 * b.n + 100 * c.n <= datediff(cast(:to_date as date), cast(:from_date as date))
), costs as (
  select u.usage_date, sum(u.usage_quantity * coalesce(p.pricing.effective_list.default, 0)) as list_cost,
         sum(case when p.pricing.effective_list.default is null then u.usage_quantity else 0 end) as unpriced
  from system.billing.usage u
  left join system.billing.list_prices p
    on p.sku_name = u.sku_name and p.cloud = u.cloud
    and u.usage_start_time >= p.price_start_time and (p.price_end_time is null or u.usage_start_time < p.price_end_time)
  left join system.access.workspaces_latest w on w.workspace_id = u.workspace_id
  where u.usage_date >= cast(:from_date as date) and u.usage_date < cast(:to_date as date)
    and (:workspace = 'ALL' or :workspace in (u.workspace_id, w.workspace_name))
  group by u.usage_date
), parts as (
  select case when (datediff(d.usage_date, cast('1970-01-01' as date)) + 4) % 7 in (0, 6) then 'weekend' else 'working day' end as part_of_week,
         coalesce(c.list_cost, 0) as list_cost, coalesce(c.unpriced, 0) as unpriced
  from days d
  left join costs c on c.usage_date = d.usage_date
)
select part_of_week, count(*) as days, cast(sum(list_cost) as decimal(20, 6)) as list_cost_usd,
       -- Engines differ in how they round half a millionth of a dollar: none is left to round.
       cast(sum(list_cost) / count(*) + 1e-9 as decimal(20, 6)) as daily_cost_usd,
       cast(sum(unpriced) as decimal(20, 6)) as unpriced_quantity
from parts
group by part_of_week
order by part_of_week
limit 2
