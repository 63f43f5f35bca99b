/*---
question: "Should we resize a warehouse: is it too small or too large?"
variants:
  - Should we resize the warehouse?
  - Warehouse sizing advice
  - Warehouse right-sizing
  - Is a warehouse too small?
not: [cluster, cost]
meaning: >
  One row per warehouse: share of statement time spent waiting for capacity, share of statements that spilled, hours of execution, its present size, and what these figures point to by stated rules: waiting over 10 % asks for more clusters, spilling over 10 % of statements for a larger size, under 1 % of each with under an hour of execution a day for a smaller one.
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
columns:
  workspace_id: {type: STRING, is: key}
  workspace_name: {type: STRING, is: label, nullable: true}
  warehouse_id: {type: STRING, is: key}
  warehouse_name: {type: STRING, is: label, nullable: true}
  warehouse_size: {type: STRING, is: label, nullable: true}
  max_clusters: {type: INT, is: label, nullable: true}
  queries: {type: BIGINT, is: measure, unit: queries}
  waiting_percent: {type: DOUBLE, is: measure, unit: percent, nullable: true}
  spilling_percent: {type: DOUBLE, is: measure, unit: percent}
  execution_hours: {type: DOUBLE, is: measure, unit: h}
  indication: {type: STRING, is: label}
answer:
  line: '{warehouse_name warehouse_id}: {indication}[[, {waiting_percent} of its time is waiting]] and {spilling_percent} of its queries spill {scope}[[; {next warehouse_name warehouse_id spilling_percent}]].'
  one: '{warehouse_name warehouse_id}: {indication}, {waiting_percent} of its time is waiting and {spilling_percent} of its queries spill {window}.'
  none: 'No query ran {scope}.'
rows: {key: [workspace_id, warehouse_id], order: [-waiting_percent, workspace_id, warehouse_id], max: 1000}
scope: region
completeness: {lag: 30m}
caveats:
  - The rules are stated, not learned; try a change before you keep it.
next: [{ask: cost/warehouse_costs, with: {workspace: workspace_id}}]
---*/
with latest as (
  select workspace_id, warehouse_id, warehouse_name, warehouse_size, max_clusters from system.compute.warehouses
  qualify row_number() over (partition by workspace_id, warehouse_id order by change_time desc) = 1
), load as (
  select q.workspace_id, w.workspace_name, q.compute.warehouse_id as warehouse_id, count(*) as queries,
         100e0 * sum(q.waiting_at_capacity_duration_ms) / nullif(sum(q.total_duration_ms), 0) as waiting_percent,
         100e0 * count_if(q.spilled_local_bytes > 0) / count(*) as spilling_percent,
         coalesce(sum(q.execution_duration_ms), 0) / 3600000e0 as execution_hours,
         (unix_timestamp(cast(:to_time as timestamp)) - unix_timestamp(cast(:from_time as timestamp))) / 86400e0 as days
  from system.query.history q
  left join system.access.workspaces_latest w on w.workspace_id = q.workspace_id
  where q.compute.warehouse_id is not null
    and q.start_time >= cast(:from_time as timestamp) and q.start_time < cast(:to_time as timestamp)
    and (:workspace = 'ALL' or :workspace in (q.workspace_id, w.workspace_name))
  group by q.workspace_id, w.workspace_name, q.compute.warehouse_id
)
select l.workspace_id, l.workspace_name, l.warehouse_id, h.warehouse_name, h.warehouse_size, h.max_clusters, l.queries,
       l.waiting_percent, l.spilling_percent, l.execution_hours,
       case when l.waiting_percent > 10 then 'more clusters'
            when l.spilling_percent > 10 then 'larger size'
            when l.waiting_percent < 1 and l.spilling_percent < 1 and l.execution_hours < l.days then 'smaller size'
            else 'as it is' end as indication
from load l
left join latest h on h.workspace_id = l.workspace_id and h.warehouse_id = l.warehouse_id
order by l.waiting_percent desc, l.workspace_id, l.warehouse_id
limit 1000
