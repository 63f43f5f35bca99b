/*---
question: Who downloaded query results?
variants:
  - Downloads of results
  - Data exports by user
  - CSV downloads
not: [failed queries]
meaning: >
  One row per user and workspace: query results downloaded in the window.
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-30d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
  top_n: {type: INT, role: top_n, default: 50, min: 1, max: 1000}
columns:
  user_name: {type: STRING, is: key, nullable: true}
  workspace_name: {type: STRING, is: label, nullable: true}
  downloads: {type: BIGINT, is: measure, unit: downloads}
  addresses: {type: BIGINT, is: measure, unit: addresses}
  first_at: {type: TIMESTAMP, is: time}
  last_at: {type: TIMESTAMP, is: time}
answer:
  line: '{user_name} downloaded the most results: {downloads} {scope}, last on {last_at}[[; {next user_name downloads}]].'
  one: '{user_name} downloaded {downloads} results {window}, last on {last_at}.'
  none: 'Nobody downloaded a result {scope}.'
  exists: true
rows: {key: [user_name, workspace_name], order: [-downloads, user_name, workspace_name], max: 1000}
scope: region
completeness: {column: last_at, lag: 1h}
next: [{ask: security/read_volume, with: {}}]
---*/
select a.user_identity.email as user_name, w.workspace_name, count(*) as downloads,
       count(distinct a.source_ip_address) as addresses, min(a.event_time) as first_at, max(a.event_time) as last_at
from system.access.audit a
left join system.access.workspaces_latest w on w.workspace_id = a.workspace_id
where a.event_time >= cast(:from_time as timestamp) and a.event_time < cast(:to_time as timestamp)
  and (:workspace = 'ALL' or :workspace in (a.workspace_id, w.workspace_name))
  and a.action_name in ('downloadQueryResult', 'downloadPreviewResults', 'downloadLargeResults') and not coalesce(a.response.status_code >= 400 or a.response.error_message is not null, false)
group by a.user_identity.email, w.workspace_name
order by downloads desc, user_name, w.workspace_name
limit cast(:top_n as int)
