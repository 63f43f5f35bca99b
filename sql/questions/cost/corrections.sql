/*---
question: How much usage was corrected after the fact?
variants:
  - Retractions and restatements of usage
  - Billing corrections by day
  - Late corrected usage
meaning: >
  One row per workspace and UTC day of usage that has a correction: list cost as first booked, what was taken back, what was booked instead, and the net.
uses: [list_price, whole_days]
parameters:
  from_date: {type: DATE, role: window.from, default: today-30d, says: First UTC day}
  to_date: {type: DATE, role: window.to, default: today, says: UTC day after the last one}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
columns:
  workspace_id: {type: STRING, is: key}
  workspace_name: {type: STRING, is: label, nullable: true}
  usage_date: {type: DATE, is: key}
  original_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD}
  retracted_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD}
  restated_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD}
  net_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD}
  unpriced_quantity: {type: "DECIMAL(20,6)", is: measure, unit: units}
answer:
  line: 'Corrections changed the bill by {sum net_usd} {scope}: {sum retracted_usd} taken back and {sum restated_usd} booked instead[[, on {names usage_date}]].'
  none: 'No usage was corrected {scope}.'
  exists: true
rows: {key: [workspace_id, usage_date], order: [-usage_date, workspace_id], max: 1000}
scope: account
price: list
completeness: {lag: 24h}
next: [{ask: cost/spend_by_day, with: {}}]
---*/
select u.workspace_id, w.workspace_name, u.usage_date,
       cast(sum(case when u.record_type = 'ORIGINAL' then u.usage_quantity * coalesce(p.pricing.effective_list.default, 0) else 0 end) as decimal(20, 6)) as original_usd,
       cast(sum(case when u.record_type = 'RETRACTION' then u.usage_quantity * coalesce(p.pricing.effective_list.default, 0) else 0 end) as decimal(20, 6)) as retracted_usd,
       cast(sum(case when u.record_type = 'RESTATEMENT' then u.usage_quantity * coalesce(p.pricing.effective_list.default, 0) else 0 end) as decimal(20, 6)) as restated_usd,
       cast(sum(u.usage_quantity * coalesce(p.pricing.effective_list.default, 0)) as decimal(20, 6)) as net_usd,
       cast(sum(case when p.pricing.effective_list.default is null then u.usage_quantity else 0 end) as decimal(20, 6)) as unpriced_quantity
from system.billing.usage u
left join system.billing.list_prices p
  on p.sku_name = u.sku_name and p.cloud = u.cloud
  and u.usage_start_time >= p.price_start_time and (p.price_end_time is null or u.usage_start_time < p.price_end_time)
left join system.access.workspaces_latest w on w.workspace_id = u.workspace_id
where u.usage_date >= cast(:from_date as date) and u.usage_date < cast(:to_date as date)
  and (:workspace = 'ALL' or :workspace in (u.workspace_id, w.workspace_name))
group by u.workspace_id, w.workspace_name, u.usage_date
having count_if(u.record_type <> 'ORIGINAL') > 0
order by u.usage_date desc, u.workspace_id
limit 1000
