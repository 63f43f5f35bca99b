/*---
question: Which model serving endpoints fail or throttle requests?
variants:
  - Serving endpoint errors
  - Model endpoint error rate
  - Throttled AI requests
not: [cost]
meaning: >
  One row per endpoint: requests in the window, those refused for their rate (429), other failures, and tokens.
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
columns:
  workspace_id: {type: STRING, is: key}
  workspace_name: {type: STRING, is: label, nullable: true}
  endpoint_name: {type: STRING, is: key}
  requests: {type: BIGINT, is: measure, unit: requests}
  throttled: {type: BIGINT, is: measure, unit: requests}
  failed: {type: BIGINT, is: measure, unit: requests}
  failed_percent: {type: DOUBLE, is: measure, unit: percent}
  output_tokens: {type: BIGINT, is: measure, unit: tokens}
answer:
  line: '{endpoint_name} fails the most: {failed_percent} of {requests} requests {scope}, {failed} failed and {throttled} throttled[[; {next endpoint_name failed_percent}]].'
  one: '{failed_percent} of {requests} requests to {endpoint_name} failed {window}: {failed} failed and {throttled} throttled.'
  none: 'No endpoint had a request {scope}.'
rows: {key: [workspace_id, endpoint_name], order: [-failed_percent, workspace_id, endpoint_name], max: 1000}
scope: region
completeness: {lag: 1h}
next: [{ask: cost/endpoint_costs, with: {workspace: workspace_id}}]
---*/
select r.workspace_id, w.workspace_name, e.endpoint_name, count(*) as requests, count_if(r.status_code = 429) as throttled,
       count_if(r.status_code >= 400 and r.status_code <> 429) as failed,
       100e0 * count_if(r.status_code >= 400) / count(*) as failed_percent, coalesce(sum(r.output_token_count), 0) as output_tokens
from system.serving.endpoint_usage r
join (select distinct workspace_id, served_entity_id, endpoint_name from system.serving.served_entities) e
  on e.workspace_id = r.workspace_id and e.served_entity_id = r.served_entity_id
left join system.access.workspaces_latest w on w.workspace_id = r.workspace_id
where r.request_time >= cast(:from_time as timestamp) and r.request_time < cast(:to_time as timestamp)
  and (:workspace = 'ALL' or :workspace in (r.workspace_id, w.workspace_name))
group by r.workspace_id, w.workspace_name, e.endpoint_name
order by failed_percent desc, r.workspace_id, e.endpoint_name
limit 1000
