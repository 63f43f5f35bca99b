/*---
question: Which list prices changed?
variants:
  - SKU price changes
  - Did a price go up?
  - New prices per SKU
not: [spend]
meaning: >
  One row per SKU and cloud whose effective list price began in the window after another one, with both prices; a promotion that begins or ends is a change.
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-90d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
columns:
  sku_name: {type: STRING, is: key}
  cloud: {type: STRING, is: key}
  changed_at: {type: TIMESTAMP, is: key}
  old_price_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD}
  new_price_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD}
answer:
  line: '{count list_price list_prices} changed {scope}, the latest that of {sku_name} from {old_price_usd} to {new_price_usd}[[; {next sku_name new_price_usd}]].'
  none: 'No list price changed {scope}.'
  exists: true
rows: {key: [sku_name, cloud, changed_at], order: [-changed_at, sku_name, cloud], max: 1000}
scope: account
price: list
completeness: {lag: 24h}
caveats:
  - List prices without discounts; charges of the cloud for virtual machines are not in it.
next: [{ask: cost/spend_by_sku, with: {}}]
---*/
with prices as (
  select sku_name, cloud, price_start_time, pricing.effective_list.default as price,
         lag(pricing.effective_list.default) over (partition by sku_name, cloud order by price_start_time) as earlier
  from system.billing.list_prices
)
select sku_name, cloud, price_start_time as changed_at,
       cast(earlier as decimal(20, 6)) as old_price_usd, cast(price as decimal(20, 6)) as new_price_usd
from prices
where earlier is not null and earlier <> price
  and price_start_time >= cast(:from_time as timestamp) and price_start_time < cast(:to_time as timestamp)
order by price_start_time desc, sku_name, cloud
limit 1000
