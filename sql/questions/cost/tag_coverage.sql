/*---
question: What share of spend carries a tag, per workspace?
variants:
  - Tag coverage by workspace
  - Tagging compliance of our spend
  - Percentage of cost with a tag
not: [each team, team, tables, columns]
meaning: >
  One row per workspace: list cost with and without the tag, and the share with it. Usage without any tags counts as untagged.
uses: [list_price, whole_days]
parameters:
  from_date: {type: DATE, role: window.from, default: today-7d, says: First UTC day}
  to_date: {type: DATE, role: window.to, default: today, says: UTC day after the last one}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
  tag_name: {type: STRING, role: tag, default: team, says: Key of the tag}
columns:
  workspace_id: {type: STRING, is: key}
  workspace_name: {type: STRING, is: label, nullable: true}
  tagged_cost_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD}
  untagged_cost_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD}
  tagged_percent: {type: DOUBLE, is: measure, unit: percent, nullable: true}
  unpriced_quantity: {type: "DECIMAL(20,6)", is: measure, unit: units}
answer:
  line: '{share tagged_cost_usd untagged_cost_usd both} of the spend {scope} carries the tag[[; the least in {workspace_name workspace_id} ({tagged_percent})]].'
  none: 'There is no usage {scope}.'
rows: {key: [workspace_id], order: [tagged_percent, workspace_id], max: 1000}
scope: account
price: list
completeness: {lag: 24h}
next: [{ask: cost/untagged_spend, with: {workspace: workspace_id}}]
---*/
with costs as (
  select u.workspace_id, w.workspace_name,
         sum(case when u.custom_tags[:tag_name] is not null then u.usage_quantity * coalesce(p.pricing.effective_list.default, 0) else 0 end) as tagged,
         sum(case when u.custom_tags[:tag_name] is null then u.usage_quantity * coalesce(p.pricing.effective_list.default, 0) else 0 end) as untagged,
         sum(case when p.pricing.effective_list.default is null then u.usage_quantity else 0 end) as unpriced
  from system.billing.usage u
left join system.billing.list_prices p
  on p.sku_name = u.sku_name and p.cloud = u.cloud
  and u.usage_start_time >= p.price_start_time and (p.price_end_time is null or u.usage_start_time < p.price_end_time)
left join system.access.workspaces_latest w on w.workspace_id = u.workspace_id
  where u.usage_date >= cast(:from_date as date) and u.usage_date < cast(:to_date as date)
  and (:workspace = 'ALL' or :workspace in (u.workspace_id, w.workspace_name))
  group by u.workspace_id, w.workspace_name
)
select workspace_id, workspace_name, cast(tagged as decimal(20, 6)) as tagged_cost_usd, cast(untagged as decimal(20, 6)) as untagged_cost_usd,
       100e0 * cast(tagged as double) / nullif(cast(tagged + untagged as double), 0) as tagged_percent,
       cast(unpriced as decimal(20, 6)) as unpriced_quantity
from costs
order by tagged_percent, workspace_id
limit 1000
