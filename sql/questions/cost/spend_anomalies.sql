/*---
question: On which days was the cost of a workspace unusual?
variants:
  - Any cost anomalies?
  - Unusual days of spend
  - Cost outliers by workspace and day
  - Detect abnormal spend
not: [why, explain, caused]
meaning: >
  One row per workspace and UTC day whose list cost lies further from what is usual on that weekday than the given number of spreads.
  Usual is the median of the same weekdays of the five weeks before; a day without usage is a day of zero, so that a stop is found; days before the first usage of the workspace are none.
  The spread is the median distance of these five weeks' days from what is usual on their weekday, at least 5 percent of that and at least one US dollar.
  A day is judged when the data reach its end, or two days later, and when the workspace was known for 14 days before.
uses: [list_price]
parameters:
  from_date: {type: DATE, role: window.from, default: today-7d, says: First UTC day}
  to_date: {type: DATE, role: window.to, default: today, says: UTC day after the last one}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
  min_deviations: {type: DOUBLE, role: threshold, default: 3, min: 0, unit: deviations}
columns:
  workspace_id: {type: STRING, is: key}
  workspace_name: {type: STRING, is: label, nullable: true}
  usage_date: {type: DATE, is: key}
  list_cost_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD}
  mean_usd: {type: DOUBLE, is: measure, unit: USD, says: Mean of the same weekdays of the five weeks before}
  deviations: {type: DOUBLE, is: measure, unit: deviations}
  usual_usd: {type: DOUBLE, is: measure, unit: USD, says: Median of the same weekdays of the five weeks before}
  unpriced_quantity: {type: "DECIMAL(20,6)", is: measure, unit: units}
answer:
  line: '{workspace_name workspace_id} was the most unusual on {usage_date}: {list_cost_usd}, usually {usual_usd}[[; {next workspace_name workspace_id list_cost_usd}]].'
  none: 'No day was unusual {scope}, of those whose data are complete.'
  exists: true
rows: {key: [workspace_id, usage_date], order: [-deviations, workspace_id, usage_date], max: 1000}
scope: account
price: list
completeness: {lag: 24h}
next: [{ask: cost/spend_drivers, with: {workspace: workspace_id}}]
---*/
with digits as (
  select n from (values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) as ten (n)
), days as (
  select date_sub(cast(:to_date as date), 1 + a.n + 10 * b.n + 100 * c.n) as usage_date
  from digits a cross join digits b cross join digits c
  where 1 + a.n + 10 * b.n + 100 * c.n <= 35 + datediff(cast(:to_date as date), cast(:from_date as date))
), used as (
  select u.workspace_id, u.usage_date, max(u.usage_end_time) as used_until,
         sum(u.usage_quantity * coalesce(p.pricing.effective_list.default, 0)) as list_cost,
         sum(case when p.pricing.effective_list.default is null then u.usage_quantity else 0 end) as unpriced
  from system.billing.usage u
  left join system.billing.list_prices p
    on p.sku_name = u.sku_name and p.cloud = u.cloud
    and u.usage_start_time >= p.price_start_time and (p.price_end_time is null or u.usage_start_time < p.price_end_time)
  where u.usage_date >= date_sub(cast(:from_date as date), 35) and u.usage_date < cast(:to_date as date)
  group by u.workspace_id, u.usage_date
), arrived as (
  select date_add(cast('1970-01-01' as date), cast(floor(unix_timestamp(max(used_until)) / 86400) as int)) as until_date from used
), known as (
  select u.workspace_id, w.workspace_name, min(u.usage_date) as first_date
  from used u
  left join system.access.workspaces_latest w on w.workspace_id = u.workspace_id
  where :workspace = 'ALL' or :workspace in (u.workspace_id, w.workspace_name)
  group by u.workspace_id, w.workspace_name
), filled as (
  select k.workspace_id, k.workspace_name, d.usage_date, datediff(d.usage_date, cast('1970-01-04' as date)) % 7 as weekday,
         cast(coalesce(u.list_cost, 0) as decimal(20, 6)) as list_cost, cast(coalesce(u.unpriced, 0) as decimal(20, 6)) as unpriced
  from known k
  join days d on d.usage_date >= k.first_date
  left join used u on u.workspace_id = k.workspace_id and u.usage_date = d.usage_date
), earlier as (
  select f.workspace_id, f.usage_date, b.weekday, cast(b.list_cost as double) as cost
  from filled f
  join filled b on b.workspace_id = f.workspace_id and b.usage_date < f.usage_date and b.usage_date >= date_sub(f.usage_date, 35)
  where f.usage_date >= cast(:from_date as date)
), weekdays as (
  select workspace_id, usage_date, weekday, avg(cost) as mean_usd, median(cost) as usual_usd
  from earlier
  group by workspace_id, usage_date, weekday
), spreads as (
  select e.workspace_id, e.usage_date, count(*) as days_before, median(abs(e.cost - w.usual_usd)) as spread
  from earlier e
  join weekdays w on w.workspace_id = e.workspace_id and w.usage_date = e.usage_date and w.weekday = e.weekday
  group by e.workspace_id, e.usage_date
), judged as (
  select f.workspace_id, f.workspace_name, f.usage_date, f.list_cost, f.unpriced, w.mean_usd, w.usual_usd,
         (cast(f.list_cost as double) - w.usual_usd) / greatest(1.4826e0 * s.spread, 0.05e0 * abs(w.usual_usd), 1e0) as deviations
  from filled f
  join weekdays w on w.workspace_id = f.workspace_id and w.usage_date = f.usage_date and w.weekday = f.weekday
  join spreads s on s.workspace_id = f.workspace_id and s.usage_date = f.usage_date
  cross join arrived a
  where s.days_before >= 14
    and (f.usage_date < a.until_date or f.usage_date <= date_sub(least(cast(:to_date as date), current_date()), 2))
)
select workspace_id, workspace_name, usage_date, list_cost as list_cost_usd, mean_usd, deviations, usual_usd, unpriced as unpriced_quantity
from judged
where abs(deviations) > cast(:min_deviations as double)
order by deviations desc, workspace_id, usage_date
limit 1000
