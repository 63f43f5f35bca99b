/*---
question: How does spend divide by product, serverless against classic compute?
variants:
  - Serverless against classic cost
  - Serverless vs classic spend
  - Cost by product
  - How much do we spend on model serving?
  - What do all-purpose clusters cost?
not: [by sku, most expensive jobs, by team, per day]
meaning: One row per billing product and kind of compute, list cost in USD.
uses: [list_price, whole_days]
parameters:
  from_date: {type: DATE, role: window.from, default: today-7d, says: First UTC day}
  to_date: {type: DATE, role: window.to, default: today, says: UTC day after the last one}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
columns:
  product: {type: STRING, is: key}
  is_serverless: {type: BOOLEAN, is: key}
  list_cost_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD}
  unpriced_quantity: {type: "DECIMAL(20,6)", is: measure, unit: units}
answer:
  line: '{product} costs the most: {list_cost_usd} {scope}[[; {next product list_cost_usd}]].[[ All products cost {all list_cost_usd}.]]'
  one: '{product} cost {list_cost_usd} {window}.'
  none: 'There is no usage {scope}.'
rows: {key: [product, is_serverless], order: [-list_cost_usd, product, is_serverless], max: 1000}
scope: account
price: list
completeness: {lag: 24h}
next: [{ask: cost/spend_drivers, with: {}}]
---*/
select u.billing_origin_product as product, coalesce(u.product_features.is_serverless, false) as is_serverless,
       cast(sum(u.usage_quantity * coalesce(p.pricing.effective_list.default, 0)) as decimal(20, 6)) as list_cost_usd,
       cast(sum(case when p.pricing.effective_list.default is null then u.usage_quantity else 0 end) as decimal(20, 6)) as unpriced_quantity
from system.billing.usage u
left join system.billing.list_prices p
  on p.sku_name = u.sku_name and p.cloud = u.cloud
  and u.usage_start_time >= p.price_start_time and (p.price_end_time is null or u.usage_start_time < p.price_end_time)
left join system.access.workspaces_latest w on w.workspace_id = u.workspace_id
where u.usage_date >= cast(:from_date as date) and u.usage_date < cast(:to_date as date)
  and (:workspace = 'ALL' or :workspace in (u.workspace_id, w.workspace_name))
group by u.billing_origin_product, coalesce(u.product_features.is_serverless, false)
order by list_cost_usd desc, product, is_serverless
limit 1000
