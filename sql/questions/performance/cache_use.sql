/*---
question: How often are queries answered from a cache?
variants:
  - Result cache hits by warehouse
  - Cache use
  - Cache hit rate
meaning: >
  One row per warehouse: share of finished statements answered from the result cache, and the mean share of bytes that the others took from the disk cache.
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
columns:
  workspace_id: {type: STRING, is: key}
  workspace_name: {type: STRING, is: label, nullable: true}
  warehouse_id: {type: STRING, is: key}
  warehouse_name: {type: STRING, is: label, nullable: true}
  queries: {type: BIGINT, is: measure, unit: queries}
  result_cache_percent: {type: DOUBLE, is: measure, unit: percent}
  disk_cache_percent: {type: DOUBLE, is: measure, unit: percent, nullable: true}
answer:
  line: '{warehouse_name warehouse_id} answers the least from the result cache: {result_cache_percent} of {queries} queries {scope}[[; {next warehouse_name warehouse_id result_cache_percent}]].'
  one: '{warehouse_name warehouse_id} answered {result_cache_percent} of {queries} queries from the result cache {window}.'
  none: 'No query ran {scope}.'
rows: {key: [workspace_id, warehouse_id], order: [result_cache_percent, workspace_id, warehouse_id], max: 1000}
scope: region
completeness: {lag: 30m}
next: [{ask: performance/repeated_statements, with: {}}]
---*/
with latest_warehouses as (
  select workspace_id, warehouse_id, warehouse_name, warehouse_size from system.compute.warehouses
  qualify row_number() over (partition by workspace_id, warehouse_id order by change_time desc) = 1
)
select q.workspace_id, w.workspace_name, q.compute.warehouse_id as warehouse_id, h.warehouse_name, count(*) as queries,
       100e0 * count_if(coalesce(q.from_result_cache, false)) / count(*) as result_cache_percent,
       avg(case when not coalesce(q.from_result_cache, false) then cast(q.read_io_cache_percent as double) end) as disk_cache_percent
from system.query.history q
left join latest_warehouses h on h.workspace_id = q.workspace_id and h.warehouse_id = q.compute.warehouse_id
left join system.access.workspaces_latest w on w.workspace_id = q.workspace_id
where q.compute.warehouse_id is not null
  and q.execution_status = 'FINISHED'
  and q.start_time >= cast(:from_time as timestamp) and q.start_time < cast(:to_time as timestamp)
  and (:workspace = 'ALL' or :workspace in (q.workspace_id, w.workspace_name))
group by q.workspace_id, w.workspace_name, q.compute.warehouse_id, h.warehouse_name
order by result_cache_percent, q.workspace_id, warehouse_id
limit 1000
