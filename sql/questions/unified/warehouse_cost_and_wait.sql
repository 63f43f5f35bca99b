/*---
question: Which warehouses are dear and make queries wait?
variants:
  - Warehouse cost against waiting
  - Cost and queueing per warehouse together
  - Dear and slow warehouses
meaning: >
  One row per warehouse with usage or statements in the window: list cost, queries, hours of execution and of waiting.
uses: [list_price]
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
columns:
  workspace_id: {type: STRING, is: key}
  workspace_name: {type: STRING, is: label, nullable: true}
  warehouse_id: {type: STRING, is: key}
  warehouse_name: {type: STRING, is: label, nullable: true}
  list_cost_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD}
  queries: {type: BIGINT, is: measure, unit: queries}
  execution_hours: {type: DOUBLE, is: measure, unit: h}
  waiting_hours: {type: DOUBLE, is: measure, unit: h}
  unpriced_quantity: {type: "DECIMAL(20,6)", is: measure, unit: units}
answer:
  line: '{warehouse_name warehouse_id} costs {list_cost_usd} and made queries wait {waiting_hours} {scope}[[; {next warehouse_name warehouse_id list_cost_usd}]].'
  one: '{warehouse_name warehouse_id} cost {list_cost_usd} and made queries wait {waiting_hours} {window}.'
  none: 'No warehouse was used {scope}.'
rows: {key: [workspace_id, warehouse_id], order: [-list_cost_usd, workspace_id, warehouse_id], max: 1000}
scope: region
price: list
completeness: {lag: 24h}
caveats:
  - Cost counts whole hours of usage that ended in the window.
next: [{ask: performance/warehouse_sizing, with: {workspace: workspace_id}}]
---*/
with latest_warehouses as (
  select workspace_id, warehouse_id, warehouse_name, warehouse_size from system.compute.warehouses
  qualify row_number() over (partition by workspace_id, warehouse_id order by change_time desc) = 1
), costs as (
  select u.workspace_id, u.usage_metadata.warehouse_id as warehouse_id, sum(u.usage_quantity * coalesce(p.pricing.effective_list.default, 0)) as list_cost, sum(case when p.pricing.effective_list.default is null then u.usage_quantity else 0 end) as unpriced
  from system.billing.usage u
  left join system.billing.list_prices p
    on p.sku_name = u.sku_name and p.cloud = u.cloud
    and u.usage_start_time >= p.price_start_time and (p.price_end_time is null or u.usage_start_time < p.price_end_time)
  where u.usage_metadata.warehouse_id is not null
    and u.usage_end_time > cast(:from_time as timestamp) and u.usage_end_time <= cast(:to_time as timestamp)
  group by u.workspace_id, u.usage_metadata.warehouse_id
), load as (
  select workspace_id, compute.warehouse_id as warehouse_id, count(*) as queries, sum(execution_duration_ms) / 3600000e0 as execution_hours,
         sum(waiting_at_capacity_duration_ms) / 3600000e0 as waiting_hours
  from system.query.history
  where compute.warehouse_id is not null and start_time >= cast(:from_time as timestamp) and start_time < cast(:to_time as timestamp)
  group by workspace_id, compute.warehouse_id
), both_sides as (
  select workspace_id, warehouse_id from costs
  union
  select workspace_id, warehouse_id from load
)
select b.workspace_id, w.workspace_name, b.warehouse_id, h.warehouse_name, cast(coalesce(c.list_cost, 0) as decimal(20, 6)) as list_cost_usd,
       coalesce(l.queries, 0) as queries, coalesce(l.execution_hours, 0e0) as execution_hours, coalesce(l.waiting_hours, 0e0) as waiting_hours,
       cast(coalesce(c.unpriced, 0) as decimal(20, 6)) as unpriced_quantity
from both_sides b
left join costs c on c.workspace_id = b.workspace_id and c.warehouse_id = b.warehouse_id
left join load l on l.workspace_id = b.workspace_id and l.warehouse_id = b.warehouse_id
left join latest_warehouses h on h.workspace_id = b.workspace_id and h.warehouse_id = b.warehouse_id
left join system.access.workspaces_latest w on w.workspace_id = b.workspace_id
where (:workspace = 'ALL' or :workspace in (b.workspace_id, w.workspace_name))
order by list_cost_usd desc, b.workspace_id, b.warehouse_id
limit 1000
