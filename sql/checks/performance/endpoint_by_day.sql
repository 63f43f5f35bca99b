/*---
question: How many requests did each serving endpoint get on each day, and how many failed or were throttled?
variants: []
meaning: >
  One row per endpoint and UTC day with requests: how many, those refused for their rate (429), and other failures. A day without a request
  has no row.
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-35d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
columns:
  workspace_id: {type: STRING, is: key}
  workspace_name: {type: STRING, is: label, nullable: true}
  endpoint_name: {type: STRING, is: key}
  request_date: {type: DATE, is: key}
  requests: {type: BIGINT, is: measure, unit: requests}
  throttled: {type: BIGINT, is: measure, unit: requests}
  failed: {type: BIGINT, is: measure, unit: requests}
rows: {key: [workspace_id, endpoint_name, request_date], order: [-request_date, workspace_id, endpoint_name], max: 10000}
scope: region
completeness: {column: request_date, lag: 1h}
---*/
select r.workspace_id, w.workspace_name, e.endpoint_name,
       date_add(cast('1970-01-01' as date), cast(floor(unix_timestamp(r.request_time) / 86400) as int)) as request_date,
       count(*) as requests, count_if(r.status_code = 429) as throttled, count_if(r.status_code >= 400 and r.status_code <> 429) as failed
from system.serving.endpoint_usage r
join (select distinct workspace_id, served_entity_id, endpoint_name from system.serving.served_entities) e
  on e.workspace_id = r.workspace_id and e.served_entity_id = r.served_entity_id
left join system.access.workspaces_latest w on w.workspace_id = r.workspace_id
where r.request_time >= cast(:from_time as timestamp) and r.request_time < cast(:to_time as timestamp)
  and (:workspace = 'ALL' or :workspace in (r.workspace_id, w.workspace_name))
group by r.workspace_id, w.workspace_name, e.endpoint_name,
         date_add(cast('1970-01-01' as date), cast(floor(unix_timestamp(r.request_time) / 86400) as int))
order by request_date desc, r.workspace_id, e.endpoint_name
limit 10000
