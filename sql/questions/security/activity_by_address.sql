/*---
question: Who acted from which address, and how often?
variants:
  - Users and their source addresses
  - From which IPs did each user come?
  - Who used this address?
not: [new for them, several users, shared]
meaning: >
  One row per user and source address of the window: audited actions, those of them that were refused or failed, and when the first and the
  last was.
uses: [action_refused]
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
  user_name: {type: STRING, role: user, default: ALL, says: Email of a user}
  top_n: {type: INT, role: top_n, default: 1000, min: 1, max: 1000}
columns:
  user_name: {type: STRING, is: key}
  source_ip_address: {type: STRING, is: key}
  events: {type: BIGINT, is: measure, unit: events}
  failed_events: {type: BIGINT, is: measure, unit: events}
  first_at: {type: TIMESTAMP, is: time}
  last_at: {type: TIMESTAMP, is: time}
answer:
  line: '{user_name} acted the most from {source_ip_address}: {events} events {scope}[[; {next source_ip_address events}]].'
  one: '{user_name} acted from {source_ip_address}: {events} events {window}, the last on {last_at}.'
  none: 'Nobody acted {scope}.'
  exists: true
rows: {key: [user_name, source_ip_address], order: [-events, user_name, source_ip_address], max: 1000}
scope: region
completeness: {column: last_at, lag: 1h}
next: [{ask: security/user_events, with: {user_name: user_name}}]
---*/
select a.user_identity.email as user_name, a.source_ip_address, count(*) as events,
       count_if(coalesce(response.status_code >= 400 or response.error_message is not null, false)) as failed_events,
       min(a.event_time) as first_at, max(a.event_time) as last_at
from system.access.audit a
left join system.access.workspaces_latest w on w.workspace_id = a.workspace_id
where a.event_time >= cast(:from_time as timestamp) and a.event_time < cast(:to_time as timestamp)
  and a.user_identity.email is not null and a.source_ip_address is not null
  and (:workspace = 'ALL' or :workspace in (a.workspace_id, w.workspace_name))
  and (:user_name = 'ALL' or a.user_identity.email = :user_name)
group by a.user_identity.email, a.source_ip_address
order by events desc, user_name, a.source_ip_address
limit cast(:top_n as int)
