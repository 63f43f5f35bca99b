/*---
question: "Who owns the spend: cost by the identity that work ran as?"
variants:
  - Cost by owner
  - Spend per user or service principal
  - Which identities spend the most?
  - Unallocated spend without an owner
not: [team, by sku, jobs]
meaning: >
  One row per identity, list cost in USD and share: whom the work ran as, else the owner of the warehouse, else the maker of the app. What no identity is known for is one row with a null owner; all-purpose clusters are among it.
uses: [list_price, whole_days, usage_owner]
parameters:
  from_date: {type: DATE, role: window.from, default: today-7d, says: First UTC day}
  to_date: {type: DATE, role: window.to, default: today, says: UTC day after the last one}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
  owner: {type: STRING, role: owner, default: ALL, says: Identity that usage ran as; shares stay those of all usage}
  top_n: {type: INT, role: top_n, default: 50, min: 1, max: 1000}
columns:
  owner: {type: STRING, is: key, nullable: true}
  list_cost_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD}
  cost_percent: {type: DOUBLE, is: measure, unit: percent, nullable: true}
  unpriced_quantity: {type: "DECIMAL(20,6)", is: measure, unit: units}
answer:
  line: 'Work that ran as {owner} costs the most: {list_cost_usd} {scope}[[, {cost_percent} of all]][[; {next owner list_cost_usd}]].'
  one: 'Work that ran as {owner} cost {list_cost_usd} {window}[[, {cost_percent} of all]].'
  none: 'There is no usage {scope}.'
rows: {key: [owner], order: [-list_cost_usd, owner], max: 1000}
scope: account
price: list
completeness: {lag: 24h}
next: [{ask: cost/most_expensive_jobs, with: {}}]
---*/
with costs as (
  select coalesce(u.identity_metadata.run_as, u.identity_metadata.owned_by, u.identity_metadata.created_by) as owner, sum(u.usage_quantity * coalesce(p.pricing.effective_list.default, 0)) as list_cost, sum(case when p.pricing.effective_list.default is null then u.usage_quantity else 0 end) as unpriced
  from system.billing.usage u
left join system.billing.list_prices p
  on p.sku_name = u.sku_name and p.cloud = u.cloud
  and u.usage_start_time >= p.price_start_time and (p.price_end_time is null or u.usage_start_time < p.price_end_time)
left join system.access.workspaces_latest w on w.workspace_id = u.workspace_id
  where u.usage_date >= cast(:from_date as date) and u.usage_date < cast(:to_date as date)
  and (:workspace = 'ALL' or :workspace in (u.workspace_id, w.workspace_name))
  group by coalesce(u.identity_metadata.run_as, u.identity_metadata.owned_by, u.identity_metadata.created_by)
), shares as (
  select owner, cast(list_cost as decimal(20, 6)) as list_cost_usd,
         cast(unpriced as decimal(20, 6)) as unpriced_quantity,
         100e0 * cast(list_cost as double) / nullif(cast(sum(list_cost) over () as double), 0) as cost_percent
  from costs
)
select owner, list_cost_usd, cost_percent,
       unpriced_quantity
from shares
where :owner = 'ALL' or owner = :owner
order by list_cost_usd desc, owner
limit cast(:top_n as int)
