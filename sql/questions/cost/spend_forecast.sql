/*---
question: What will we spend next month if spend goes on as it does now?
variants:
  - Forecast our spend for next month
  - Forecast next month
  - Run rate and projected cost of the next month
  - What will it come to?
  - Predict our bill
not: [why, anomaly]
meaning: >
  One row: the mean daily list cost of the whole weeks before the end of the window times the days of the next month, with the same for the cheapest and the dearest of these weeks as a range. A week without usage counts as zero. The next month is the one after that of the day on which the window has ended for a day, which is today by default. A run rate, not a model: it knows no seasons and no plans.
uses: [list_price, whole_days]
parameters:
  from_date: {type: DATE, role: window.from, default: today-28d, says: First UTC day}
  to_date: {type: DATE, role: window.to, default: today-1d, says: UTC day after the last one}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
columns:
  month_start: {type: DATE, is: key}
  days_in_month: {type: INT, is: measure, unit: days}
  whole_weeks: {type: BIGINT, is: measure, unit: weeks}
  daily_mean_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD}
  projected_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD}
  low_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD}
  high_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD}
  unpriced_quantity: {type: "DECIMAL(20,6)", is: measure, unit: units}
answer:
  line: 'Next month, from {month_start}, will cost about {projected_usd} at the present pace, between {low_usd} and {high_usd}.'
  none: 'There is no whole week of usage to go by.'
rows: {key: [month_start], order: [month_start], max: 1}
scope: account
price: list
completeness: {lag: 24h}
caveats:
  - "An extrapolation of what is: it knows no seasons, growth or plans."
next: [{ask: cost/spend_by_week, with: {}}]
---*/
with digits as (
  select n from (values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) as ten (n)
), weeks as (
  select floor((datediff(cast(:to_date as date), u.usage_date) - 1) / 7) as weeks_back, cast(sum(u.usage_quantity * coalesce(p.pricing.effective_list.default, 0)) as double) / 7 as daily_cost, sum(case when p.pricing.effective_list.default is null then u.usage_quantity else 0 end) as unpriced
  from system.billing.usage u
left join system.billing.list_prices p
  on p.sku_name = u.sku_name and p.cloud = u.cloud
  and u.usage_start_time >= p.price_start_time and (p.price_end_time is null or u.usage_start_time < p.price_end_time)
left join system.access.workspaces_latest w on w.workspace_id = u.workspace_id
  where u.usage_date >= cast(:from_date as date) and u.usage_date < cast(:to_date as date)
  and (:workspace = 'ALL' or :workspace in (u.workspace_id, w.workspace_name))
  group by floor((datediff(cast(:to_date as date), u.usage_date) - 1) / 7)
), whole as (
  select coalesce(w.daily_cost, 0e0) as daily_cost, coalesce(w.unpriced, 0) as unpriced
  from digits a cross join digits b
  left join weeks w on w.weeks_back = a.n + 10 * b.n
  where a.n + 10 * b.n < floor(datediff(cast(:to_date as date), cast(:from_date as date)) / 7)
), month as (
  select cast(cast(date_trunc('MONTH', date_add(cast(:to_date as date), 1)) as date) + interval 1 month as date) as month_start
), days as (
  select month_start, datediff(cast(month_start + interval 1 month as date), month_start) as days_in_month from month
)
select d.month_start, cast(d.days_in_month as int) as days_in_month, count(*) as whole_weeks,
       cast(avg(h.daily_cost) as decimal(20, 6)) as daily_mean_usd,
       cast(avg(h.daily_cost) * d.days_in_month as decimal(20, 6)) as projected_usd,
       cast(min(h.daily_cost) * d.days_in_month as decimal(20, 6)) as low_usd,
       cast(max(h.daily_cost) * d.days_in_month as decimal(20, 6)) as high_usd,
       cast(sum(h.unpriced) as decimal(20, 6)) as unpriced_quantity
from whole h
cross join days d
group by d.month_start, d.days_in_month
order by d.month_start
limit 1
