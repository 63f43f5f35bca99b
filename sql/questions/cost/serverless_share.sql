/*---
question: How much of each workspace's spend is serverless?
variants:
  - Serverless share by workspace
  - Serverless adoption
  - Share of serverless compute per workspace
not: [product]
meaning: >
  One row per workspace: list cost of serverless and of classic usage, and the serverless share. A feature that is not told counts as classic.
uses: [list_price, whole_days]
parameters:
  from_date: {type: DATE, role: window.from, default: today-7d, says: First UTC day}
  to_date: {type: DATE, role: window.to, default: today, says: UTC day after the last one}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
columns:
  workspace_id: {type: STRING, is: key}
  workspace_name: {type: STRING, is: label, nullable: true}
  serverless_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD}
  classic_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD}
  serverless_percent: {type: DOUBLE, is: measure, unit: percent, nullable: true}
  unpriced_quantity: {type: "DECIMAL(20,6)", is: measure, unit: units}
answer:
  line: '{share serverless_usd classic_usd both} of the spend {scope} is serverless: {sum serverless_usd} against {sum classic_usd} of classic compute[[; the most in {at serverless_percent workspace_name workspace_id} ({max serverless_percent})]].'
  none: 'There is no usage {scope}.'
rows: {key: [workspace_id], order: [-serverless_percent, workspace_id], max: 1000}
scope: account
price: list
completeness: {lag: 24h}
next: [{ask: cost/spend_by_product, with: {workspace: workspace_id}}]
---*/
with costs as (
  select u.workspace_id, w.workspace_name,
         sum(case when coalesce(u.product_features.is_serverless, false) then u.usage_quantity * coalesce(p.pricing.effective_list.default, 0) else 0 end) as serverless,
         sum(case when coalesce(u.product_features.is_serverless, false) then 0 else u.usage_quantity * coalesce(p.pricing.effective_list.default, 0) end) as classic,
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
select workspace_id, workspace_name, cast(serverless as decimal(20, 6)) as serverless_usd, cast(classic as decimal(20, 6)) as classic_usd,
       100e0 * cast(serverless as double) / nullif(cast(serverless + classic as double), 0) as serverless_percent,
       cast(unpriced as decimal(20, 6)) as unpriced_quantity
from costs
order by serverless_percent desc, workspace_id
limit 1000
