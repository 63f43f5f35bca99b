/*---
question: What do we pay at our own prices, against list prices?
variants:
  - Contract price versus list price
  - Spend after discount
  - How large is our discount?
  - Account prices per product
not: [by sku, serverless]
meaning: >
  One row per billing product: list cost, cost at the account's own prices, and the discount on usage that has both prices. Usage that lacks one of them counts as unpriced.
uses: [list_price, whole_days]
parameters:
  from_date: {type: DATE, role: window.from, default: today-7d, says: First UTC day}
  to_date: {type: DATE, role: window.to, default: today, says: UTC day after the last one}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
columns:
  product: {type: STRING, is: key}
  list_cost_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD}
  account_cost_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD}
  discount_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD}
  discount_percent: {type: DOUBLE, is: measure, unit: percent, nullable: true}
  unpriced_quantity: {type: "DECIMAL(20,6)", is: measure, unit: units}
answer:
  line: 'At your own prices you paid {sum account_cost_usd} {scope}; the list price of the same usage is {sum list_cost_usd}[[, most of it {product} ({account_cost_usd})]].'
  none: 'There is no usage {scope}.'
rows: {key: [product], order: [-account_cost_usd, product], max: 1000}
scope: account
price: account
completeness: {lag: 24h}
next: [{ask: cost/spend_by_product, with: {}}]
---*/
with priced as (
  select u.billing_origin_product as product, u.usage_quantity, p.pricing.effective_list.default as list_price, a.pricing.default as account_price
  from system.billing.usage u
  left join system.billing.list_prices p
    on p.sku_name = u.sku_name and p.cloud = u.cloud
    and u.usage_start_time >= p.price_start_time and (p.price_end_time is null or u.usage_start_time < p.price_end_time)
  left join system.billing.account_prices a
    on a.sku_name = u.sku_name and a.cloud = u.cloud
    and u.usage_start_time >= a.price_start_time and (a.price_end_time is null or u.usage_start_time < a.price_end_time)
  left join system.access.workspaces_latest w on w.workspace_id = u.workspace_id
  where u.usage_date >= cast(:from_date as date) and u.usage_date < cast(:to_date as date)
    and (:workspace = 'ALL' or :workspace in (u.workspace_id, w.workspace_name))
), costs as (
  select product, sum(usage_quantity * coalesce(list_price, 0)) as list_cost, sum(usage_quantity * coalesce(account_price, 0)) as account_cost,
         sum(case when account_price is null then 0 else usage_quantity * coalesce(list_price, 0) end) as comparable_cost,
         sum(case when list_price is null then 0 else usage_quantity * coalesce(account_price, 0) end) as comparable_account_cost,
         sum(case when list_price is null or account_price is null then usage_quantity else 0 end) as unpriced
  from priced
  group by product
)
select product, cast(list_cost as decimal(20, 6)) as list_cost_usd, cast(account_cost as decimal(20, 6)) as account_cost_usd,
       cast(comparable_cost - comparable_account_cost as decimal(20, 6)) as discount_usd,
       100e0 * cast(comparable_cost - comparable_account_cost as double) / nullif(cast(comparable_cost as double), 0) as discount_percent,
       cast(unpriced as decimal(20, 6)) as unpriced_quantity
from costs
order by account_cost_usd desc, product
limit 1000
