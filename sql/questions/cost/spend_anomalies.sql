/*---
question: On which days was the cost of a workspace unusual?
variants:
  - Any cost anomalies?
  - Unusual days of spend
  - Cost outliers by workspace and day
  - Detect abnormal spend
not: [why, explain, caused]
meaning: >
  One row per workspace and UTC day whose list cost lies further from the mean of the 14 days before than the given number of standard deviations. A day with fewer than 14 days before it is not judged.
uses: [list_price]
parameters:
  from_date: {type: DATE, role: window.from, default: today-7d, says: First UTC day}
  to_date: {type: DATE, role: window.to, default: today, says: UTC day after the last one}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
  min_deviations: {type: DOUBLE, role: threshold, default: 2, min: 0, unit: deviations}
columns:
  workspace_id: {type: STRING, is: key}
  workspace_name: {type: STRING, is: label, nullable: true}
  usage_date: {type: DATE, is: key}
  list_cost_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD}
  mean_usd: {type: DOUBLE, is: measure, unit: USD}
  deviations: {type: DOUBLE, is: measure, unit: deviations}
  unpriced_quantity: {type: "DECIMAL(20,6)", is: measure, unit: units}
rows: {key: [workspace_id, usage_date], order: [-deviations, workspace_id, usage_date], max: 1000}
scope: account
price: list
completeness: {lag: 24h}
next: [{ask: cost/spend_drivers, with: {workspace: workspace_id}}]
---*/
with days as (
  select u.workspace_id, w.workspace_name, u.usage_date, sum(u.usage_quantity * coalesce(p.pricing.effective_list.default, 0)) as list_cost, sum(case when p.pricing.effective_list.default is null then u.usage_quantity else 0 end) as unpriced
  from system.billing.usage u
left join system.billing.list_prices p
  on p.sku_name = u.sku_name and p.cloud = u.cloud
  and u.usage_end_time >= p.price_start_time and (p.price_end_time is null or u.usage_end_time < p.price_end_time)
left join system.access.workspaces_latest w on w.workspace_id = u.workspace_id
  where u.usage_date >= date_sub(cast(:from_date as date), 14) and u.usage_date < cast(:to_date as date)
    and (:workspace = 'ALL' or :workspace in (u.workspace_id, w.workspace_name))
  group by u.workspace_id, w.workspace_name, u.usage_date
), judged as (
  select *, count(*) over earlier_days as days_before, avg(cast(list_cost as double)) over earlier_days as mean_usd,
         stddev_samp(cast(list_cost as double)) over earlier_days as spread
  from days
  window earlier_days as (partition by workspace_id order by usage_date rows between 14 preceding and 1 preceding)
)
select workspace_id, workspace_name, usage_date, cast(list_cost as decimal(20, 6)) as list_cost_usd, mean_usd,
       (cast(list_cost as double) - mean_usd) / spread as deviations,
       cast(unpriced as decimal(20, 6)) as unpriced_quantity
from judged
where usage_date >= cast(:from_date as date) and days_before = 14 and spread > 0
  and abs(cast(list_cost as double) - mean_usd) / spread > cast(:min_deviations as double)
order by deviations desc, workspace_id, usage_date
limit 1000
