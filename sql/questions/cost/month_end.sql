/*---
question: What will the current month have cost at its end if spend goes on as it does now?
variants:
  - Month-end projection
  - Where will the current month land?
  - Projected total of the running month
not: [why, anomaly, next month, month before]
meaning: >
  One row: list cost of the month so far, and with the mean daily cost of the whole weeks before the end of the window for each day that is left; the same for the cheapest and the dearest of these weeks as a range. The month is that of the day on which the window has ended for a day, which is today by default. A run rate, not a model: it knows no seasons and no plans.
uses: [list_price, whole_days]
parameters:
  from_date: {type: DATE, role: window.from, default: today-28d, says: First UTC day}
  to_date: {type: DATE, role: window.to, default: today-1d, says: UTC day after the last one}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
columns:
  month_start: {type: DATE, is: key}
  days_so_far: {type: INT, is: measure, unit: days}
  days_left: {type: INT, is: measure, unit: days}
  spent_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD}
  daily_mean_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD}
  projected_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD}
  low_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD}
  high_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD}
  unpriced_quantity: {type: "DECIMAL(20,6)", is: measure, unit: units}
answer:
  line: 'The month from {month_start} will have cost about {projected_usd} at its end at the present pace, between {low_usd} and {high_usd}; {spent_usd} of it is spent.'
  none: 'There is no whole week of usage to go by.'
rows: {key: [month_start], order: [month_start], max: 1}
scope: account
price: list
completeness: {lag: 24h}
caveats:
  - "An extrapolation of what is: it knows no seasons, growth or plans."
next: [{ask: cost/month_to_date, with: {}}, {ask: cost/spend_forecast, with: {}}]
---*/
with digits as (
  select n from (values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) as ten (n)
), month as (
  select cast(date_trunc('MONTH', date_add(cast(:to_date as date), 1)) as date) as month_start
), priced as (
  select u.usage_date, sum(u.usage_quantity * coalesce(p.pricing.effective_list.default, 0)) as list_cost, sum(case when p.pricing.effective_list.default is null then u.usage_quantity else 0 end) as unpriced
  from system.billing.usage u
left join system.billing.list_prices p
  on p.sku_name = u.sku_name and p.cloud = u.cloud
  and u.usage_start_time >= p.price_start_time and (p.price_end_time is null or u.usage_start_time < p.price_end_time)
left join system.access.workspaces_latest w on w.workspace_id = u.workspace_id
  where (u.usage_date >= cast(:from_date as date) or u.usage_date >= cast(date_trunc('MONTH', date_add(cast(:to_date as date), 1)) as date))
  and u.usage_date < cast(:to_date as date)
  and (:workspace = 'ALL' or :workspace in (u.workspace_id, w.workspace_name))
  group by u.usage_date
), weeks as (
  select floor((datediff(cast(:to_date as date), d.usage_date) - 1) / 7) as weeks_back, cast(sum(d.list_cost) as double) / 7 as daily_cost
  from priced d
  where d.usage_date >= cast(:from_date as date)
  group by floor((datediff(cast(:to_date as date), d.usage_date) - 1) / 7)
), whole as (
  select coalesce(w.daily_cost, 0e0) as daily_cost
  from digits a cross join digits b
  left join weeks w on w.weeks_back = a.n + 10 * b.n
  where a.n + 10 * b.n < floor(datediff(cast(:to_date as date), cast(:from_date as date)) / 7)
), pace as (
  select avg(daily_cost) as mean_cost, min(daily_cost) as low_cost, max(daily_cost) as high_cost from whole
), so_far as (
  select m.month_start, greatest(datediff(cast(:to_date as date), m.month_start), 0) as days_so_far,
         datediff(cast(m.month_start + interval 1 month as date), m.month_start) - greatest(datediff(cast(:to_date as date), m.month_start), 0) as days_left,
         coalesce(sum(d.list_cost), 0) as spent, coalesce(sum(d.unpriced), 0) as unpriced
  from month m
  left join priced d on d.usage_date >= m.month_start
  group by m.month_start
)
select s.month_start, cast(s.days_so_far as int) as days_so_far, cast(s.days_left as int) as days_left,
       cast(s.spent as decimal(20, 6)) as spent_usd,
       cast(p.mean_cost as decimal(20, 6)) as daily_mean_usd,
       cast(cast(s.spent as decimal(20, 6)) + cast(p.mean_cost * s.days_left as decimal(20, 6)) as decimal(20, 6)) as projected_usd,
       cast(cast(s.spent as decimal(20, 6)) + cast(p.low_cost * s.days_left as decimal(20, 6)) as decimal(20, 6)) as low_usd,
       cast(cast(s.spent as decimal(20, 6)) + cast(p.high_cost * s.days_left as decimal(20, 6)) as decimal(20, 6)) as high_usd,
       cast(s.unpriced as decimal(20, 6)) as unpriced_quantity
from so_far s
cross join pace p
where p.mean_cost is not null
order by s.month_start
limit 1
