/*---
question: Which addresses are used by several users?
variants:
  - IPs with several users
  - Shared IP addresses
  - Source addresses with more than one user
not: [failed, new]
meaning: >
  One row per source address from which more than one user acted in the window: users and events.
uses: [action_refused]
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
columns:
  source_ip_address: {type: STRING, is: key}
  users: {type: BIGINT, is: measure, unit: users}
  events: {type: BIGINT, is: measure, unit: events}
  refused_events: {type: BIGINT, is: measure, unit: events}
  last_at: {type: TIMESTAMP, is: time}
answer:
  line: '{source_ip_address} is used by {users} users {scope}[[; {next source_ip_address users}]].'
  none: 'No address is shared {scope}.'
  exists: true
rows: {key: [source_ip_address], order: [-users, source_ip_address], max: 1000}
scope: region
completeness: {column: last_at, lag: 1h}
next: [{ask: security/failed_actions, with: {}}]
---*/
with events as (
  select a.*, w.workspace_name
  from system.access.audit a
  left join system.access.workspaces_latest w on w.workspace_id = a.workspace_id
  where a.event_time >= cast(:from_time as timestamp) and a.event_time < cast(:to_time as timestamp)
    and (:workspace = 'ALL' or :workspace in (a.workspace_id, w.workspace_name))
)
select source_ip_address, count(distinct user_identity.email) as users, count(*) as events,
       count_if(coalesce(response.status_code >= 400 or response.error_message is not null, false)) as refused_events, max(event_time) as last_at
from events
where source_ip_address is not null
group by source_ip_address
having count(distinct user_identity.email) > 1
order by users desc, source_ip_address
limit 1000
