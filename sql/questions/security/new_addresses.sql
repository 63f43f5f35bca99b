/*---
question: Who acted from an address that is new for them?
variants:
  - New source addresses per user
  - First seen IPs
  - Users with an unknown address
meaning: >
  One row per user and source address seen in the window and not in the 30 days before it, for users who were seen before.
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
columns:
  user_name: {type: STRING, is: key}
  source_ip_address: {type: STRING, is: key}
  events: {type: BIGINT, is: measure, unit: events}
  first_at: {type: TIMESTAMP, is: time}
answer:
  line: '{user_name} acted from the new address {source_ip_address} on {first_at}: {events} events {scope}[[; {next user_name events}]].'
  none: 'Nobody acted from a new address {scope}.'
  exists: true
rows: {key: [user_name, source_ip_address], order: [-first_at, user_name, source_ip_address], max: 1000}
scope: region
completeness: {column: first_at, lag: 1h}
next: [{ask: security/user_events, with: {user_name: user_name}}]
---*/
with seen as (
  select user_identity.email as user_name, source_ip_address, min(event_time) as first_at,
         count_if(event_time >= cast(:from_time as timestamp)) as events
  from system.access.audit a
  left join system.access.workspaces_latest w on w.workspace_id = a.workspace_id
  where event_time >= cast(:from_time as timestamp) - interval 30 days and event_time < cast(:to_time as timestamp)
    and user_identity.email is not null and source_ip_address is not null
    and (:workspace = 'ALL' or :workspace in (a.workspace_id, w.workspace_name))
  group by user_identity.email, source_ip_address
), known as (
  select user_name from seen where first_at < cast(:from_time as timestamp) group by user_name
)
select s.user_name, s.source_ip_address, s.events, s.first_at
from seen s
join known k on k.user_name = s.user_name
where s.first_at >= cast(:from_time as timestamp)
order by s.first_at desc, s.user_name, s.source_ip_address
limit 1000
